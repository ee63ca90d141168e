# %% solution="quatre-cases"
# Idée fausse : échanger fausses alertes et oublis.
def quatre_cases(annonces, verites, seuil):
    alerte, cas = annonces >= seuil, verites == 1
    return (
        (alerte & cas).sum(),
        (~alerte & cas).sum(),
        (alerte & ~cas).sum(),
        (~alerte & ~cas).sum(),
    )
