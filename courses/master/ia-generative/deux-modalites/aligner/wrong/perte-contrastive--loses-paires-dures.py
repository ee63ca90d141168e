# %% solution="paires-dures"
# Idée fausse : le plus ressemblant, lui-même compris.
def plus_trompeurs(A, B):
    if len(A) < 2:
        raise ValueError("trop court")
    return [int(i) for i in (A @ B.T).argmax(axis=1)]
