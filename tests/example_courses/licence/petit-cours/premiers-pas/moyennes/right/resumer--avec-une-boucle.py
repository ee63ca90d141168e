# %% solution="moyenne"
def moyenne(valeurs):
    """Renvoie la moyenne d'une liste de nombres."""
    total = 0
    for valeur in valeurs:
        total += valeur
    return total / len(valeurs)
