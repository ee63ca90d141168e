# %% solution="decision"
# Idée fausse : le milieu de l'intervalle décide.
def decision(bas, haut, objectif):
    return "continuer" if (bas + haut) / 2 >= objectif else "arrêter"
