# %% solution="prevoir"
# Idée fausse : multiplier terme à terme sans additionner.
def prevoir(X, poids, biais):
    return X * poids + biais
