# %% solution="standardise-rows"
# Misconception: axis 0 runs along a row.
def standardise_rows(a):
    spread = a.std(axis=0)
    return (a - a.mean(axis=0)) / np.where(spread == 0, 1, spread)
