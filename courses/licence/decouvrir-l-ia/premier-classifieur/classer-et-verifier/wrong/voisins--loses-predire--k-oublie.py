# %% solution="predire"
# Idée fausse : voter parmi tous les exemples en oubliant k.
def predire(exemples, etiquettes, point, k):
    return majorite(etiquettes)
