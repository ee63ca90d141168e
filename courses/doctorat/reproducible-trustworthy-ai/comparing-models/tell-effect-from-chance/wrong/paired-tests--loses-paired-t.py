# %% solution="paired-t"
# Misconception: paired samples can be treated as independent ones.
def paired_t(a, b):
    if len(a) != len(b) or len(a) < 2:
        raise ValueError("lengths")
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    error = math.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    return float(a.mean() - b.mean()), None if error < 1e-12 else float((a.mean() - b.mean()) / error)
