# %% solution="attention"
# Idée fausse : on peut masquer après avoir normalisé (les lignes ne font plus 1).
def attention(Q, K, V):
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    poids = np.exp(scores - scores.max(axis=1, keepdims=True))
    poids = np.tril(poids / poids.sum(axis=1, keepdims=True))
    return poids @ V, poids
