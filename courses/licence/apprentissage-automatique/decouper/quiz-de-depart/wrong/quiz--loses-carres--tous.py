# %% solution="carres"
# Idée fausse : élever au carré aussi les nombres à écarter.
def carres(nombres):
    return sum(x**2 for x in nombres)
