# %% solution="voisins"
# Idée fausse : garder les plus grandes distances.
def voisins(exemples, point, k):
    distances = pd.Series([math.dist(exemple, point) for exemple in exemples])
    return list(distances.nlargest(k).index)
