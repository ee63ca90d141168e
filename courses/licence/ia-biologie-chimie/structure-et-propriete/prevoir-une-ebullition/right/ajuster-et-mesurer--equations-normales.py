# %% solution="ajuster"
# Autre bonne réponse : centrer, puis résoudre les équations normales.
def ajuster(X, y):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    centre, moyenne = X - X.mean(axis=0), y.mean()
    coefficients = np.linalg.solve(centre.T @ centre, centre.T @ (y - moyenne))
    return coefficients, moyenne - X.mean(axis=0) @ coefficients
