# %% solution="frequences"
# Autre bonne réponse : compter d'abord, diviser ensuite.
def frequences(mots):
    from collections import Counter

    return {mot: nombre / len(mots) for mot, nombre in Counter(mots).items()}


# %% solution="softmax"
# Autre bonne réponse : retirer le logarithme de la somme.
def softmax(x):
    return np.exp(x - np.logaddexp.reduce(x))


# %% solution="plus-longs"
# Autre bonne réponse : deux tris stables.
def plus_longs(mots, n):
    ranges = sorted(mots)
    ranges.sort(key=len, reverse=True)
    return ranges[:n]
