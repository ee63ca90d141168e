# %% solution="dp-sgd"
# Misconception: the gradient is computed once, at zero weights.
def dp_train(X, y, steps, rate, clip, sigma, rng):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - rate * noisy_gradient((0.5 - y)[:, None] * X, clip, sigma, rng)
    return w
