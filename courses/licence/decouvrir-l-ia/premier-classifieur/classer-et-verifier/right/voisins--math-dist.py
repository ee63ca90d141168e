# %% solution="distance"
# Autre bonne réponse : la fonction toute faite de Python.
def distance(a, b):
    return math.dist(a, b)
