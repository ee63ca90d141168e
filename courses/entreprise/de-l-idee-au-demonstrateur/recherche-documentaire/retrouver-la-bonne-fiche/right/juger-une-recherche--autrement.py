# %% solution="chercher"
# Autre bonne réponse : un tri stable sur les proximités opposées.
def chercher(question, vecteurs, k):
    proximites = np.asarray(vecteurs) @ np.asarray(question)
    ordre = np.argsort(-proximites, kind="stable")
    return [int(i) for i in ordre[:k] if proximites[i] > 0]
