# %% solution="power-law"
# Misconception: alpha is the slope itself, and bad inputs will show by themselves.
def fit_power_law(n, loss):
    slope, intercept = np.polyfit(np.log(np.abs(n) + 1e-300), np.log(np.abs(loss) + 1e-300), 1)
    return float(np.exp(intercept)), float(slope)
