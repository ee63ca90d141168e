# %% solution="bootstrap"
# Misconception: the interval is that of the values, not of their mean.
def bootstrap_interval(differences, indices, level):
    values = np.asarray(differences, dtype=float)[indices].ravel()
    tail = (1 - level) / 2
    return float(np.quantile(values, tail)), float(np.quantile(values, 1 - tail))
