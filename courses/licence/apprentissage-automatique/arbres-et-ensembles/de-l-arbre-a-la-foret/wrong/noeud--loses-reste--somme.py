# %% solution="reste"
# Idée fausse : oublier de diviser par l'effectif total.
def reste(x, y, seuil):
    gauche = y[x <= seuil]
    droite = y[x > seuil]
    return len(gauche) * variance(gauche) + len(droite) * variance(droite)
