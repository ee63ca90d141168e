# %% solution="runs-needed"
# Misconception: a smaller correlation needs fewer runs, and one run can be enough.
def runs_needed(sigma, difference, correlation=0.0, z=2.8):
    if difference <= 0 or not 0 <= correlation < 1:
        raise ValueError("out of range")
    return math.ceil(2 * z**2 * sigma**2 * (1 + correlation) / difference**2)
