# %% solution="fiabilite"
# Idée fausse : oublier que l'annonce 1 est dans la dernière classe.
def fiabilite(annonces, verites, classes):
    numeros = (annonces * classes).astype(int)
    return [
        (annonces[numeros == k].mean(), verites[numeros == k].mean(), (numeros == k).sum())
        for k in np.unique(numeros)
    ]
