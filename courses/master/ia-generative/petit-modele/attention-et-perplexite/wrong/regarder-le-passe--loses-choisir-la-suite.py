# %% solution="choisir-la-suite"
# Idée fausse : on multiplie par la température, et l'on ne renormalise pas.
def distribution(scores, temperature, k):
    if temperature <= 0 or k < 1:
        raise ValueError("réglages")
    scores = np.asarray(scores, dtype=float) * temperature
    p = np.exp(scores - scores.max())
    p = p / p.sum()
    p[np.argsort(-p, kind="stable")[k:]] = 0
    return p
