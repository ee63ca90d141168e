# %% solution="pourcentage"
# Idée fausse : une part et un pourcentage, c'est la même chose.
def pourcentage(morceau, total):
    return morceau / total
