# %% solution="moyenne"
# Idée fausse : la moyenne d'une liste vide vaut 0.
def moyenne(valeurs):
    return sum(valeurs) / max(len(valeurs), 1)
