# %% solution="ece"
# Misconception: bins closed on the left, and every bin weighs the same.
def ece(confidence, right, bins):
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[place == b].mean() - right[place == b].mean()) for b in range(bins) if (place == b).any()]
    return float(np.mean(gaps))
