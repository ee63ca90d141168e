# %% solution="sans-elle"
# Idée fausse : prévoir avec un modèle ajusté sur toutes les molécules, elle comprise.
def sans_elle(X, y):
    coefficients, ordonnee = ajuster(X, y)
    return X @ coefficients + ordonnee
