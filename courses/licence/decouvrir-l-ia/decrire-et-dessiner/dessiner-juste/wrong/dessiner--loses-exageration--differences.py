# %% solution="exageration"
# Idée fausse : comparer des différences au lieu de rapports.
def exageration(petite, grande, debut):
    return (grande - debut) / (petite - debut) - grande / petite + 1
