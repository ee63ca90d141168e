# %% solution="quantile"
# Misconception: the plain empirical quantile is enough.
def conformal_quantile(scores, alpha):
    return float(np.quantile(scores, 1 - alpha))
