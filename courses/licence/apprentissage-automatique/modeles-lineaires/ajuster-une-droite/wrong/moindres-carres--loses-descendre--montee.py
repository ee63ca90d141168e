# %% solution="descendre"
# Idée fausse : ajouter le gradient : on monte au lieu de descendre.
def descendre(X, y, pas, etapes):
    poids = np.zeros(X.shape[1])
    for _ in range(etapes):
        poids = poids + pas * 2 / len(y) * X.T @ (X @ poids - y)
    return poids
