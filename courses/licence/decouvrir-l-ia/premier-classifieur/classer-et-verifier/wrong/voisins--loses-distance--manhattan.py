# %% solution="distance"
# Idée fausse : additionner les écarts au lieu de leurs carrés.
def distance(a, b):
    somme = 0
    for x, y in zip(a, b):
        somme = somme + abs(x - y)
    return somme
