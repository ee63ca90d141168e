# %% solution="honest-error"
# Misconception: every score is an independent observation.
def honest_error(scores):
    scores = np.asarray(scores, dtype=float)
    return float(scores.std(ddof=1) / math.sqrt(scores.size)) if scores.size > 1 else 0.0
