# %% solution="meilleur-seuil"
# Idée fausse : n'essayer que les valeurs observées, pas les milieux.
def meilleur_seuil(x, y):
    valeurs = np.unique(x)
    if len(valeurs) == 1:
        return None
    restes = [reste(x, y, s) for s in valeurs[:-1]]
    return valeurs[np.argmin(restes)]
