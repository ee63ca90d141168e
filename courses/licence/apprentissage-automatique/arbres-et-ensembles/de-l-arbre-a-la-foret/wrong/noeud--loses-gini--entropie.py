# %% solution="gini"
# Idée fausse : calculer l'entropie au lieu de l'impureté de Gini.
def gini(etiquettes):
    parts = np.unique(etiquettes, return_counts=True)[1] / len(etiquettes)
    return -np.sum(parts * np.log2(parts))
