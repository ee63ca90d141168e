# %% solution="bandes"
# Autre bonne réponse, plus lente : comparer toutes les paires, bande par bande.
def candidates(signatures, bandes):
    if not signatures:
        return []
    if len(signatures[0]) % bandes != 0:
        raise ValueError("longueur indivisible")
    table = np.array(signatures).reshape(len(signatures), bandes, -1)
    n = len(signatures)
    return [
        (i, j)
        for i in range(n)
        for j in range(i + 1, n)
        if (table[i] == table[j]).all(axis=1).any()
    ]
