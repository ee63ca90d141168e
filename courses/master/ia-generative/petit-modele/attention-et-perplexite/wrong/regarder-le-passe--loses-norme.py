# %% solution="norme"
# Idée fausse : la normalisation se fait par colonne, comme pour des variables.
def norme_de_couche(X, gain, biais, epsilon=1e-5):
    return (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + epsilon) * gain + biais
