# %% solution="exageration"
# Idée fausse : donner seulement le rapport vu, sans le comparer au vrai.
def exageration(petite, grande, debut):
    return (grande - debut) / (petite - debut)
