# %% solution="attention"
# Idée fausse : l'avenir peut servir.
def attention(Q, K, V):
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    poids = np.exp(scores - scores.max(axis=1, keepdims=True))
    poids = poids / poids.sum(axis=1, keepdims=True)
    return poids @ V, poids
