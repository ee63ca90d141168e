# %% solution="pente"
# Idée fausse : ne regarder que d'un côté du point.
def pente(x, h):
    return (f(x + h) - f(x)) / h
