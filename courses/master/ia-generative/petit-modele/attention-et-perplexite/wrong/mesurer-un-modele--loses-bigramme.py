# %% solution="bigramme"
# Idée fausse : la ligne est le jeton suivant.
def bigramme(suite, taille, ajout):
    if ajout <= 0:
        raise ValueError("ajout")
    comptes = np.full((taille, taille), float(ajout))
    for courant, suivant in zip(suite, suite[1:]):
        comptes[suivant, courant] += 1
    return comptes / comptes.sum(axis=1, keepdims=True)
