# %% solution="voisins"
# Idée fausse : renvoyer les distances au lieu des positions.
def voisins(exemples, point, k):
    distances = pd.Series([math.dist(exemple, point) for exemple in exemples])
    return list(distances.nsmallest(k))
