# %% solution="distance"
# Idée fausse : ne compter que les deux premières mesures, comme dans le plan.
def distance(a, b):
    return math.sqrt((a[0] - b[0]) ** 2 + (a[-1] - b[-1]) ** 2)
