# %% solution="ridge"
# Idée fausse : multiplier la pénalité par le nombre d'exemples.
def ridge(X, y, alpha):
    n, d = X.shape
    return np.linalg.solve(X.T @ X + n * alpha * np.eye(d), X.T @ y)
