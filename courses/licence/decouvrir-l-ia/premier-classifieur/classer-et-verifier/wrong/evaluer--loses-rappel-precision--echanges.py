# %% solution="rappel-precision"
# Idée fausse : échanger rappel et précision.
def rappel_et_precision(vraies, reponses, cherchee):
    cas = list(vraies).count(cherchee)
    alertes = list(reponses).count(cherchee)
    justes = sum(v == cherchee and r == cherchee for v, r in zip(vraies, reponses))
    rappel = justes / cas if cas else None
    precision = justes / alertes if alertes else None
    return precision, rappel
