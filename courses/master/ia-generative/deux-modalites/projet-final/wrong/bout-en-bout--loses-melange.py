# %% solution="melange"
# Idée fausse : le poids multiplie le second modèle.
def meilleur_melange(premier, second, suite, poids):
    essais = [(bits((1 - w) * premier + w * second, suite), w) for w in poids]
    return min(essais)[1], min(essais)[0]
