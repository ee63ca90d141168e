# %% solution="prevoir"
# Autre bonne réponse : une somme par exemple.
def prevoir(X, poids, biais):
    return np.array([np.dot(ligne, poids) + biais for ligne in X])
