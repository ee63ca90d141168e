# %% solution="rappel-precision"
# Idée fausse : renvoyer 0 quand la part n'a pas de sens.
def rappel_et_precision(vraies, reponses, cherchee):
    cas = list(vraies).count(cherchee)
    alertes = list(reponses).count(cherchee)
    justes = sum(v == cherchee and r == cherchee for v, r in zip(vraies, reponses))
    return justes / cas if cas else 0, justes / alertes if alertes else 0
