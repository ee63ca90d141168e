# %% solution="prevoir"
# Idée fausse : ajouter le biais à chaque mesure au lieu de la somme.
def prevoir(X, poids, biais):
    return (X + biais) @ poids
