# %% solution="verdict"
# Misconception: the standard deviation of the differences is the error of their mean.
def verdict(scores, t):
    differences = scores[:, 1] - scores[:, 0]
    mean, margin = float(differences.mean()), float(t * differences.std(ddof=1))
    claim = "helps" if mean - margin > 0 else "harms" if mean + margin < 0 else "open"
    return {"difference": mean, "low": mean - margin, "high": mean + margin, "claim": claim}
