# %% solution="fedavg"
# Misconception: every site has the same say.
def federated_average(weights, sizes):
    if not any(sizes):
        raise ValueError("no example")
    return np.mean([w for w, size in zip(weights, sizes) if size], axis=0)
