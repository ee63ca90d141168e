# %% solution="exageration"
# Idée fausse : diviser le rapport vrai par le rapport vu.
def exageration(petite, grande, debut):
    return (grande / petite) / ((grande - debut) / (petite - debut))
