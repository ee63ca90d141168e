# %% solution="rappel-precision"
# Idée fausse : prendre le rappel pour la part de toutes les bonnes réponses.
def rappel_et_precision(vraies, reponses, cherchee):
    alertes = list(reponses).count(cherchee)
    cas = list(vraies).count(cherchee)
    justes = sum(v == cherchee and r == cherchee for v, r in zip(vraies, reponses))
    bonnes = sum(v == r for v, r in zip(vraies, reponses))
    return bonnes / len(vraies) if cas else None, justes / alertes if alertes else None
