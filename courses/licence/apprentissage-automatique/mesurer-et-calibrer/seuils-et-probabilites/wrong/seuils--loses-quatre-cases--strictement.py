# %% solution="quatre-cases"
# Idée fausse : ne pas donner l'alerte quand l'annonce est égale au seuil.
def quatre_cases(annonces, verites, seuil):
    alerte, cas = annonces > seuil, verites == 1
    return (
        (alerte & cas).sum(),
        (alerte & ~cas).sum(),
        (~alerte & cas).sum(),
        (~alerte & ~cas).sum(),
    )
