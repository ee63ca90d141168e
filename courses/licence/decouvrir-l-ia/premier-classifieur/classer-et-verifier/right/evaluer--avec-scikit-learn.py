# %% solution="rappel-precision"
# Autre bonne réponse : les fonctions de scikit-learn, en traitant à part les divisions par
# zéro.
def rappel_et_precision(vraies, reponses, cherchee):
    from sklearn.metrics import precision_score, recall_score

    v = [etiquette == cherchee for etiquette in vraies]
    r = [etiquette == cherchee for etiquette in reponses]
    return recall_score(v, r) if any(v) else None, precision_score(v, r) if any(r) else None
