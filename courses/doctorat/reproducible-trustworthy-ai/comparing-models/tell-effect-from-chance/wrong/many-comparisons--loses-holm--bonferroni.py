# %% solution="holm"
# Misconception: Holm is Bonferroni.
def holm(p_values, alpha):
    return sorted(name for name, p in p_values.items() if p <= alpha / len(p_values))
