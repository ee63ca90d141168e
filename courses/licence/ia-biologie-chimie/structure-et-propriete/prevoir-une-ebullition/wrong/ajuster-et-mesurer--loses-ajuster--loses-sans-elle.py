# %% solution="ajuster"
# Idée fausse : l'ordonnée à l'origine n'est pas nécessaire.
def ajuster(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0], 0.0
