# %% solution="gini"
# Idée fausse : donner la part d'erreurs de la réponse majoritaire.
def gini(etiquettes):
    return 1 - np.unique(etiquettes, return_counts=True)[1].max() / len(etiquettes)
