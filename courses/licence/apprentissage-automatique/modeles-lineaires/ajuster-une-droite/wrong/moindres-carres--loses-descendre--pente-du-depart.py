# %% solution="descendre"
# Idée fausse : garder le gradient calculé au départ.
def descendre(X, y, pas, etapes):
    poids = np.zeros(X.shape[1])
    pente = 2 / len(y) * X.T @ (X @ poids - y)
    return poids - etapes * pas * pente
