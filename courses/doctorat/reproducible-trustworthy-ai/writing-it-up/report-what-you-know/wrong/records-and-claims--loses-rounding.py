# %% solution="rounding"
# Misconception: two decimals always look right.
def reported(mean, error):
    if error <= 0:
        raise ValueError("error")
    return f"{mean:.2f} ± {error:.2f}"
