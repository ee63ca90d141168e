# %% solution="trigrammes"
# Idée fausse : normaliser sur tout le tableau.
def trigrammes(suite, taille, ajout):
    if ajout <= 0:
        raise ValueError("ajout")
    comptes = np.full((taille, taille, taille), float(ajout))
    for a, b, c in zip(suite, suite[1:], suite[2:]):
        comptes[a, b, c] += 1
    return comptes / comptes.sum()
