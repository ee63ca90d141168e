# %% solution="choix-sobre"
# Idée fausse : prendre le moins gourmand sans regarder le score.
def choix_sobre(modeles, tolerance):
    return modeles.sort_values("energie_wh")["nom"].iloc[0]
