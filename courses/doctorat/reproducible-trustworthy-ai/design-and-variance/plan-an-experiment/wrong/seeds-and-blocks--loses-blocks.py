# %% solution="blocks"
# Misconception: drawing each unit at random balances the blocks by itself.
def randomise(blocks, treatments, seed):
    rng = np.random.default_rng(seed)
    return [treatments[i] for i in rng.integers(len(treatments), size=len(blocks))]
