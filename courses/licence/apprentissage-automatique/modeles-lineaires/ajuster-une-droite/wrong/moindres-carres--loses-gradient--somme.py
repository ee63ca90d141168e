# %% solution="gradient"
# Idée fausse : oublier de diviser par le nombre d'exemples.
def gradient(X, y, w):
    return 2 * X.T @ (X @ w - y)
