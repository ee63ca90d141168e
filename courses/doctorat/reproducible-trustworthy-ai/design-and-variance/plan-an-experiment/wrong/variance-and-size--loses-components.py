# %% solution="components"
# Misconception: the variance of the split means is the split component (it still contains seed variance).
def components(scores):
    scores = np.asarray(scores, dtype=float)
    if min(scores.shape) < 2:
        raise ValueError("too small")
    return {"seed": float(scores.var(axis=1, ddof=1).mean()), "split": float(scores.mean(axis=1).var(ddof=1))}
