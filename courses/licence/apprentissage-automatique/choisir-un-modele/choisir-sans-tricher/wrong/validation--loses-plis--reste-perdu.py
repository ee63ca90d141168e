# %% solution="plis"
# Idée fausse : oublier les positions qui restent quand la division ne tombe pas juste.
def plis(n, k):
    t = n // k
    return [list(range(i * t, (i + 1) * t)) for i in range(k)]
