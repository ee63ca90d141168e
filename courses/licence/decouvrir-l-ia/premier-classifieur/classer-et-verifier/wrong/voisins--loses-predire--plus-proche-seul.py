# %% solution="predire"
# Idée fausse : répondre comme le plus proche, sans vote.
def predire(exemples, etiquettes, point, k):
    return etiquettes[voisins(exemples, point, 1)[0]]
