# %% solution="voisins"
# Autre bonne réponse : un tri sur (distance, indice) et un compteur.
def predire(apprentissage, reponses, nouveaux, k):
    from collections import Counter

    resultat = []
    for vin in np.asarray(nouveaux):
        distances = np.sqrt(((np.asarray(apprentissage) - vin) ** 2).sum(axis=1))
        proches = sorted(range(len(distances)), key=lambda i: (distances[i], i))[:k]
        voix = Counter(int(reponses[i]) for i in proches)
        resultat.append(min(voix, key=lambda cepage: (-voix[cepage], cepage)))
    return np.array(resultat)
