# %% solution="chercher"
# Idée fausse : argsort renvoyé à l'envers suffit (égalités retournées, documents sans rapport gardés).
def chercher(question, vecteurs, k):
    return list(np.argsort(vecteurs @ question)[::-1][:k])
