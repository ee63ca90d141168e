# %% solution="probabilites"
# Idée fausse : oublier le biais.
def probabilites(X, poids, biais):
    return 1 / (1 + np.exp(-(X @ poids)))
