# %% solution="plis"
# Idée fausse : laisser tout le reste au dernier morceau.
def plis(n, k):
    t = n // k
    return [list(range(i * t, (i + 1) * t if i < k - 1 else n)) for i in range(k)]
