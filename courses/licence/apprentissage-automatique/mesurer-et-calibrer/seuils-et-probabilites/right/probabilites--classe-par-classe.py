# %% solution="fiabilite"
# Autre bonne réponse : une boucle et des bornes.
def fiabilite(annonces, verites, classes):
    points = []
    for k in range(classes):
        dedans = (annonces * classes >= k) & (annonces * classes < k + 1)
        if k == classes - 1:
            dedans = dedans | (annonces == 1)
        if dedans.any():
            points.append((annonces[dedans].mean(), verites[dedans].mean(), int(dedans.sum())))
    return points
