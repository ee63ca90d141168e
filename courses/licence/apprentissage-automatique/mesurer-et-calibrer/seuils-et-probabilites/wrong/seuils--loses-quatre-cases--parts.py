# %% solution="quatre-cases"
# Idée fausse : renvoyer des parts au lieu d'effectifs.
def quatre_cases(annonces, verites, seuil):
    alerte, cas = annonces >= seuil, verites == 1
    return (
        (alerte & cas).mean(),
        (alerte & ~cas).mean(),
        (~alerte & cas).mean(),
        (~alerte & ~cas).mean(),
    )
