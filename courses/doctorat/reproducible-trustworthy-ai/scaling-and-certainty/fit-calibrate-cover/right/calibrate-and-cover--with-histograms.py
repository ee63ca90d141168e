# %% solution="ece"
# Another right answer: np.digitize with the right edge included.
def ece(confidence, right, bins):
    confidence, right = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    edges = np.arange(1, bins) / bins
    place = np.digitize(confidence - 1e-12, edges, right=True)
    weight = np.bincount(place, minlength=bins)
    gaps = np.abs(np.bincount(place, confidence - right, minlength=bins))
    return float(gaps[weight > 0].sum() / len(confidence))
