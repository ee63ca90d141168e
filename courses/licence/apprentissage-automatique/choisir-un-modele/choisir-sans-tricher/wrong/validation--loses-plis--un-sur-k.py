# %% solution="plis"
# Idée fausse : prendre une position sur k au lieu de morceaux qui se suivent.
def plis(n, k):
    return [list(range(i, n, k)) for i in range(k)]
