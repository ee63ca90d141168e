# %% solution="grid"
# Misconception: each arm may have its own splits.
def paired_scores(X, y, seeds):
    return np.array([[one_run(X, y, seed, False), one_run(X, y, seed + 1000, True)] for seed in seeds])
