# %% solution="predire"
# Idée fausse : faire voter les positions au lieu des étiquettes.
def predire(exemples, etiquettes, point, k):
    return majorite(voisins(exemples, point, k))
