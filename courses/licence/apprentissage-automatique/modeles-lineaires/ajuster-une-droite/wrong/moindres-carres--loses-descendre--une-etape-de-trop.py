# %% solution="descendre"
# Idée fausse : faire une étape de trop.
def descendre(X, y, pas, etapes):
    poids = np.zeros(X.shape[1])
    for _ in range(etapes + 1):
        poids = poids - pas * 2 / len(y) * X.T @ (X @ poids - y)
    return poids
