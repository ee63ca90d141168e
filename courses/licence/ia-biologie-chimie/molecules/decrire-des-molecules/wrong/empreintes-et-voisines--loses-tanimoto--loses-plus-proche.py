# %% solution="tanimoto"
# Idée fausse : on divise par la taille du premier ensemble.
def tanimoto(a, b):
    return len(a & b) / len(a) if a else 0.0
