# %% solution="aire"
# Idée fausse : mesurer l'exactitude au seuil 0,5.
def aire(annonces, verites):
    return ((annonces >= 0.5) == (verites == 1)).mean()
