# %% solution="meilleur-seuil"
# Idée fausse : couper toujours au milieu.
def meilleur_seuil(x, y):
    if x.min() == x.max():
        return None
    return (x.min() + x.max()) / 2
