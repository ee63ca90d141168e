# %% solution="probabilites"
# Idée fausse : oublier le signe moins dans l'exponentielle.
def probabilites(X, poids, biais):
    return 1 / (1 + np.exp(X @ poids + biais))
