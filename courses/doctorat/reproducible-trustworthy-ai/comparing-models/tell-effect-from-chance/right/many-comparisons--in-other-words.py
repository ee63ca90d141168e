# %% solution="holm"
# Another right answer: count how many of the smallest pass in a row.
def holm(p_values, alpha):
    ranked = sorted((p, name) for name, p in p_values.items())
    m, kept = len(ranked), []
    while len(kept) < m and ranked[len(kept)][0] <= alpha / (m - len(kept)):
        kept.append(ranked[len(kept)][1])
    return sorted(kept)
