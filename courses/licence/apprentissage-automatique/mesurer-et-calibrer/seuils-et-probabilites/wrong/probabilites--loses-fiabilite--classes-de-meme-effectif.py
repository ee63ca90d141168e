# %% solution="fiabilite"
# Idée fausse : couper en classes de même effectif au lieu de même largeur.
def fiabilite(annonces, verites, classes):
    ordre = np.argsort(annonces)
    return [
        (annonces[paquet].mean(), verites[paquet].mean(), len(paquet))
        for paquet in np.array_split(ordre, classes)
        if len(paquet)
    ]
