# %% solution="components"
# Another right answer: NumPy's variances do both sums.
def components(scores):
    scores = np.asarray(scores, dtype=float)
    if min(scores.shape) < 2:
        raise ValueError("at least two rows and two columns")
    within = scores.var(axis=1, ddof=1).mean()
    return {"seed": within, "split": max(0.0, scores.mean(axis=1).var(ddof=1) - within / scores.shape[1])}
