# %% solution="descendre"
# Autre bonne réponse : s'appuyer sur la question précédente.
def descendre(X, y, pas, etapes):
    poids = np.zeros(X.shape[1])
    for _ in range(etapes):
        poids = poids - pas * gradient(X, y, poids)
    return poids
