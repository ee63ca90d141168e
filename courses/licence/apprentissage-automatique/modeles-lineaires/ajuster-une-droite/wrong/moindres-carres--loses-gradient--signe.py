# %% solution="gradient"
# Idée fausse : renvoyer la direction de descente au lieu du gradient.
def gradient(X, y, w):
    return 2 / len(y) * X.T @ (y - X @ w)
