# %% solution="moyenne"
def moyenne(valeurs):
    """Renvoie la moyenne d'une liste de nombres."""
    return sum(valeurs) // len(valeurs)
