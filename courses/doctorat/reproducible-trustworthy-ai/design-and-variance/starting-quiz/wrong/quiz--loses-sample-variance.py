# %% solution="sample-variance"
# Misconception: the variance of a sample divides by n.
def sample_variance(values):
    if len(values) < 2:
        return None
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)
