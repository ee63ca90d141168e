# %% solution="epsilon"
# Misconception: steps do not add up.
def epsilon(steps, sigma, delta):
    if not 0 < delta < 1:
        raise ValueError("delta")
    if sigma == 0:
        return math.inf if steps else 0.0
    return 1 / (2 * sigma**2) + 2 * math.sqrt(math.log(1 / delta) / (2 * sigma**2)) if steps else 0.0
