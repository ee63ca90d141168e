# %% solution="ressemblance"
# Idée fausse : on divise par le plus petit des deux ensembles.
def ressemblance(premier, second, taille):
    a = {premier[i : i + taille] for i in range(max(1, len(premier) - taille + 1))}
    b = {second[i : i + taille] for i in range(max(1, len(second) - taille + 1))}
    return len(a & b) / min(len(a), len(b))
