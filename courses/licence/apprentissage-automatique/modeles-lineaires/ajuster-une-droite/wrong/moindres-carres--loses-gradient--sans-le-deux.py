# %% solution="gradient"
# Idée fausse : oublier le 2 de la dérivée du carré.
def gradient(X, y, w):
    return X.T @ (X @ w - y) / len(y)
