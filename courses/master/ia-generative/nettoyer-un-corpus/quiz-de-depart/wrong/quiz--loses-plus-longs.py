# %% solution="plus-longs"
# Idée fausse : trier par longueur suffit.
def plus_longs(mots, n):
    return sorted(mots, key=len, reverse=True)[:n]
