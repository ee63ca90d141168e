# %% solution="rappel"
# Idée fausse : confondre le rappel à k et la précision à k.
def rappel(trouves, bons, k):
    if not bons:
        return None
    return len(set(trouves[:k]) & set(bons)) / k
