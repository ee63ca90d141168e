# %% solution="meilleur-seuil"
# Idée fausse : garder la question qui laisse le plus de variance.
def meilleur_seuil(x, y):
    valeurs = np.unique(x)
    milieux = (valeurs[:-1] + valeurs[1:]) / 2
    if len(milieux) == 0:
        return None
    return milieux[np.argmax([reste(x, y, m) for m in milieux])]
