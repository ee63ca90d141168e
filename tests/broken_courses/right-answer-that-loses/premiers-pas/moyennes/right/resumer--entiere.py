# %% solution="moyenne"
def moyenne(valeurs):
    """Renvoie la moyenne d'une liste de nombres."""
    return round(sum(valeurs) / len(valeurs))
