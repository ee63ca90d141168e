# %% solution="ridge"
# Idée fausse : ajouter alpha à toutes les cases au lieu de la diagonale.
def ridge(X, y, alpha):
    return np.linalg.solve(X.T @ X + alpha, X.T @ y)
