# %% solution="distance"
# Idée fausse : oublier la racine carrée.
def distance(a, b):
    somme = 0
    for x, y in zip(a, b):
        somme = somme + (x - y) ** 2
    return somme
