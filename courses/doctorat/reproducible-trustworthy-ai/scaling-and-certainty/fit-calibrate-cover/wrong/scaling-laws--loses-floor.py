# %% solution="floor"
# Misconception: the best floor is the largest possible one.
def fit_with_floor(n, loss, floors):
    loss = np.asarray(loss, dtype=float)
    possible = [floor for floor in floors if floor < loss.min()]
    if not possible:
        raise ValueError("no floor")
    return (max(possible), *fit_power_law(n, loss - max(possible)))
