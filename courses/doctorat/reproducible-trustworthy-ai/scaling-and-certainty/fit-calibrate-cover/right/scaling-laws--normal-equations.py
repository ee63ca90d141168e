# %% solution="power-law"
# Another right answer: covariance over variance of the logarithms.
def fit_power_law(n, loss):
    n, loss = np.asarray(n, dtype=float), np.asarray(loss, dtype=float)
    if n.min() <= 0 or loss.min() <= 0:
        raise ValueError("sizes and losses must be positive")
    x, z = np.log(n), np.log(loss)
    slope = ((x - x.mean()) * (z - z.mean())).sum() / ((x - x.mean()) ** 2).sum()
    return np.exp(z.mean() - slope * x.mean()), -slope
