# %% solution="voisins"
# Idée fausse : renvoyer les bonnes positions, mais dans l'ordre du tableau.
def voisins(exemples, point, k):
    distances = pd.Series([math.dist(exemple, point) for exemple in exemples])
    return sorted(distances.nsmallest(k).index)
