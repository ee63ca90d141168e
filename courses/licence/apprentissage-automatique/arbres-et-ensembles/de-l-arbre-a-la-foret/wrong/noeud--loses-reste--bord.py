# %% solution="reste"
# Idée fausse : ranger les exemples égaux au seuil du mauvais côté.
def reste(x, y, seuil):
    gauche = y[x < seuil]
    droite = y[x >= seuil]
    return (len(gauche) * variance(gauche) + len(droite) * variance(droite)) / len(y)
