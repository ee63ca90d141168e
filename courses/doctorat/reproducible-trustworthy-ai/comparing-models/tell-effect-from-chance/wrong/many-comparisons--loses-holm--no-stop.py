# %% solution="holm"
# Misconception: each p-value is judged by its own threshold, whatever came before.
def holm(p_values, alpha):
    order = sorted(p_values, key=p_values.get)
    return sorted(name for k, name in enumerate(order) if p_values[name] <= alpha / (len(order) - k))
