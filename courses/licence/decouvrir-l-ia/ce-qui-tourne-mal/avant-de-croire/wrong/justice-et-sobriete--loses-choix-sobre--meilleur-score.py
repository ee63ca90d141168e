# %% solution="choix-sobre"
# Idée fausse : toujours prendre le meilleur score.
def choix_sobre(modeles, tolerance):
    return modeles.sort_values("score", ascending=False)["nom"].iloc[0]
