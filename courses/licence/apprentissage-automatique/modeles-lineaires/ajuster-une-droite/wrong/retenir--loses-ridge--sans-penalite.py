# %% solution="ridge"
# Idée fausse : oublier la pénalité.
def ridge(X, y, alpha):
    return np.linalg.lstsq(X, y, rcond=None)[0]
