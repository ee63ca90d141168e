# %% solution="bigramme"
# Autre bonne réponse : np.add.at.
def bigramme(suite, taille, ajout):
    if not ajout > 0:
        raise ValueError("un ajout positif est attendu")
    comptes = np.zeros((taille, taille)) + ajout
    suite = np.asarray(suite)
    np.add.at(comptes, (suite[:-1], suite[1:]), 1)
    return comptes / comptes.sum(axis=1)[:, None]
