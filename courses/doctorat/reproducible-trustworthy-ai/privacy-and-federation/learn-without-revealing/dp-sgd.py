# %% [markdown]
# # Exercise 4.1: DP-SGD from scratch
#
# Four functions, from clipping to training. About 70 minutes.

# %%
import math

import numpy as np

gradients = np.array([[3.0, 4.0], [0.3, 0.4], [0.0, 0.0]])

# %% [markdown]
# ## Question 1: clip (10 minutes)
#
# Write `clip_rows(gradients, clip)`: each row whose Euclidean norm exceeds `clip` is scaled down to that norm; the others stay as they are.
# The argument is not changed. A `clip` that is not positive: `ValueError`.


# %% solution="clip"
def clip_rows(gradients, clip):
    """Return a copy of the gradients with rows of norm at most `clip`."""
    ### BEGIN SOLUTION
    if clip <= 0:
        raise ValueError("clip > 0 expected")
    norms = np.linalg.norm(gradients, axis=1, keepdims=True)
    return gradients * np.minimum(1, clip / np.maximum(norms, 1e-300))
    ### END SOLUTION


# %% points=2 tests="clip"
got = np.asarray(clip_rows(gradients, 1.0))
expected = [[0.6, 0.8], [0.3, 0.4], [0.0, 0.0]]
assert np.allclose(got, expected), (
    f"clip_rows(gradients, 1.0): {expected!r} expected, got {got.tolist()!r}"
)
### BEGIN HIDDEN TESTS
rows = np.array([[0.0, -5.0, 0.0], [1.0, 2.0, 2.0], [0.1, 0.0, 0.0]])
kept = rows.copy()
for clip, expected in [
    (3.0, [[0, -3, 0], [1, 2, 2], [0.1, 0, 0]]),
    (1.5, [[0, -1.5, 0], [0.5, 1, 1], [0.1, 0, 0]]),
    (0.05, [[0, -0.05, 0], [0.05 / 3, 0.1 / 3, 0.1 / 3], [0.05, 0, 0]]),
]:
    got = np.asarray(clip_rows(rows, clip))
    assert np.allclose(got, expected), (
        f"clip {clip}: {np.round(expected, 4).tolist()!r} expected, got {got.round(4).tolist()!r}"
    )
assert np.array_equal(rows, kept), "the gradients that were given must stay as they were"
for clip in (0, -1.0):
    try:
        got = clip_rows(rows, clip)
    except ValueError:
        got = "ValueError"
    assert isinstance(got, str), (
        f"clip {clip}: ValueError expected, got {np.asarray(got).tolist()!r}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: the noisy gradient (15 minutes)
#
# Write `noisy_gradient(gradients, clip, sigma, rng)`: clip the rows, **sum** them, add to each coordinate one Gaussian draw of standard deviation `sigma * clip`
# taken by **one** call `rng.normal(0, sigma * clip, size=d)`, and divide by the number of rows. (A single call keeps your result comparable with ours.)


# %% solution="noisy-gradient"
def noisy_gradient(gradients, clip, sigma, rng):
    """Return the mean clipped gradient with Gaussian noise on the sum."""
    ### BEGIN SOLUTION
    total = clip_rows(gradients, clip).sum(axis=0)
    noise = rng.normal(0, sigma * clip, size=gradients.shape[1])
    return (total + noise) / len(gradients)
    ### END SOLUTION


# %% points=2 tests="noisy-gradient"
got = np.asarray(noisy_gradient(gradients, 1.0, 0.0, np.random.default_rng(0)))
assert np.allclose(got, [0.3, 0.4]), f"without noise: [0.3, 0.4] expected, got {got.tolist()!r}"
### BEGIN HIDDEN TESTS
for seed, clip, sigma in [(1, 2.0, 3.0), (2, 0.5, 10.0), (3, 100.0, 0.25)]:
    rows = np.random.default_rng(seed + 50).normal(0, 2, (7, 4))
    scale = np.minimum(1, clip / np.linalg.norm(rows, axis=1))
    noise = np.random.default_rng(seed).normal(0, sigma * clip, size=4)
    expected = ((rows * scale[:, None]).sum(axis=0) + noise) / 7
    got = np.asarray(noisy_gradient(rows, clip, sigma, np.random.default_rng(seed)))
    assert np.allclose(got, expected), (
        f"clip {clip}, sigma {sigma}: {expected.round(4).tolist()!r} expected, got {got.round(4).tolist()!r}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: what it cost (10 minutes)
#
# Write `epsilon(steps, sigma, delta)`: with $\rho = steps / (2\sigma^2)$, return $\rho + 2\sqrt{\rho \ln(1/\delta)}$.
# Without noise (`sigma` equal to 0) and at least one step, there is no protection: `math.inf`. Without any step, 0. `delta` outside (0, 1): `ValueError`.


# %% solution="epsilon"
def epsilon(steps, sigma, delta):
    """Return epsilon at delta after `steps` Gaussian releases with multiplier sigma."""
    ### BEGIN SOLUTION
    if not 0 < delta < 1:
        raise ValueError("0 < delta < 1 expected")
    if steps == 0:
        return 0.0
    if sigma == 0:
        return math.inf
    rho = steps / (2 * sigma**2)
    return rho + 2 * math.sqrt(rho * math.log(1 / delta))
    ### END SOLUTION


# %% points=2 tests="epsilon"
got = epsilon(60, 8.0, 1e-5)
assert abs(got - 5.1146) < 1e-3, f"epsilon(60, 8, 1e-5): about 5.115 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for arguments, expected in [
    ((8, 2.0, math.exp(-4)), 1 + 2 * math.sqrt(4)),
    ((2, 1.0, math.exp(-1)), 3.0),
    ((0, 3.0, 0.1), 0.0),
    ((0, 0, 0.1), 0.0),
    ((5, 0, 0.1), math.inf),
    ((1, 5.0, 0.5), 0.02 + 2 * math.sqrt(0.02 * math.log(2))),
]:
    got = epsilon(*arguments)
    assert got == expected or abs(got - expected) < 1e-9, (
        f"epsilon{arguments}: {expected} expected, got {got!r}"
    )
for delta in (0, 1, -0.1, 2):
    try:
        got = epsilon(1, 1.0, delta)
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", f"delta {delta}: ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4: train (25 minutes)
#
# Write `dp_train(X, y, steps, rate, clip, sigma, rng)`: logistic regression from zero weights, no intercept. At each step, the per-example gradient is $(p_i - y_i) x_i$
# with $p_i = 1 / (1 + e^{-x_i \cdot w})$; call `noisy_gradient` once, and subtract `rate` times its result. Return the weights.


# %% solution="dp-sgd"
def dp_train(X, y, steps, rate, clip, sigma, rng):
    """Return the weights of logistic regression trained by full-batch DP-SGD."""
    ### BEGIN SOLUTION
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-X @ w))
        w = w - rate * noisy_gradient((p - y)[:, None] * X, clip, sigma, rng)
    return w
    ### END SOLUTION


# %% points=3 tests="dp-sgd"
X = np.array([[1.0, 0.0], [0.0, 2.0]])
y = np.array([1.0, 0.0])
got = np.asarray(dp_train(X, y, 1, 1.0, 10.0, 0.0, np.random.default_rng(0)))
assert np.allclose(got, [0.25, -0.5]), (
    f"one step without noise: [0.25, -0.5] expected, got {got.tolist()!r}"
)
### BEGIN HIDDEN TESTS
for seed, steps, rate, clip, sigma in [
    (5, 4, 0.5, 0.8, 0.0),
    (6, 7, 1.5, 0.3, 2.0),
    (7, 0, 1.0, 1.0, 1.0),
    (8, 3, 0.1, 50.0, 0.1),
]:
    data = np.random.default_rng(seed + 90)
    features, target = data.normal(0, 1, (30, 3)), (data.random(30) < 0.4).astype(float)
    noise, w = np.random.default_rng(seed), np.zeros(3)
    for _ in range(steps):
        rows = (1 / (1 + np.exp(-features @ w)) - target)[:, None] * features
        scale = np.minimum(1, clip / np.linalg.norm(rows, axis=1))
        w = (
            w
            - rate
            * ((rows * scale[:, None]).sum(axis=0) + noise.normal(0, sigma * clip, size=3))
            / 30
        )
    got = np.asarray(
        dp_train(features, target, steps, rate, clip, sigma, np.random.default_rng(seed))
    )
    assert np.allclose(got, w), (
        f"{steps} steps, rate {rate}, clip {clip}, sigma {sigma}: {w.round(4).tolist()!r} expected, got {got.round(4).tolist()!r}"
    )
### END HIDDEN TESTS
