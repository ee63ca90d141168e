# %% [markdown]
# # Exercise 4.2: federated averaging
#
# Several sites, one model, no pooled data. About 45 minutes, and a written question.

# %%
import numpy as np


def local_training(w, X, y, rate, epochs):
    """Return the weights after `epochs` full-batch gradient steps of linear regression."""
    for _ in range(epochs):
        w = w - rate * X.T @ (X @ w - y) / len(y)
    return w


# %% [markdown]
# ## Question 1: average (10 minutes)
#
# Write `federated_average(weights, sizes)`: the list of the sites' weight vectors, averaged with the numbers of their examples as weights.
# Sites without examples are ignored. No example at all: `ValueError`.


# %% solution="fedavg"
def federated_average(weights, sizes):
    """Return the average of the weights, weighted by the numbers of examples."""
    ### BEGIN SOLUTION
    total = sum(sizes)
    if total == 0:
        raise ValueError("at least one example expected")
    return sum(np.asarray(w, dtype=float) * size for w, size in zip(weights, sizes) if size) / total
    ### END SOLUTION


# %% points=2 tests="fedavg"
got = np.asarray(federated_average([np.array([1.0, 0.0]), np.array([4.0, 3.0])], [1, 2]))
assert np.allclose(got, [3, 2]), f"sizes 1 and 2: [3, 2] expected, got {got.tolist()!r}"
### BEGIN HIDDEN TESTS
for weights, sizes, expected in [
    ([[2.0], [9.0]], [5, 0], [2.0]),
    ([[1.0, 1.0], [3.0, 5.0]], [10, 10], [2.0, 3.0]),
    ([[0.0], [10.0], [1.0]], [6, 1, 3], [1.3]),
    ([[np.nan], [4.0]], [0, 3], [4.0]),
]:
    got = np.asarray(federated_average([np.array(w) for w in weights], sizes))
    assert np.allclose(got, expected), (
        f"weights {weights!r}, sizes {sizes!r}: {expected!r} expected, got {got.tolist()!r}"
    )
try:
    got = federated_average([np.array([1.0]), np.array([2.0])], [0, 0])
except ValueError:
    got = "ValueError"
except ZeroDivisionError:
    got = "ZeroDivisionError"
assert isinstance(got, str) and got == "ValueError", (
    f"no example at all: ValueError expected, got {got!r}"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: rounds (25 minutes)
#
# Write `train_federated(sites, rounds, rate, epochs)`: `sites` is a list of pairs (X, y), all with the same number of columns. Start from zero weights. In every round,
# each site runs `local_training` **from the shared weights**, and the server replaces the shared weights by the federated average.
# Return the **list** of the shared weights after each round (an empty list for zero rounds).


# %% solution="rounds"
def train_federated(sites, rounds, rate, epochs):
    """Return the shared weights after each round of federated averaging."""
    ### BEGIN SOLUTION
    shared = np.zeros(sites[0][0].shape[1])
    history = []
    for _ in range(rounds):
        local = [local_training(shared, X, y, rate, epochs) for X, y in sites]
        shared = federated_average(local, [len(y) for _, y in sites])
        history.append(shared)
    return history
    ### END SOLUTION


# %% points=3 tests="rounds"
sites = [
    (np.array([[1.0]]), np.array([2.0])),
    (np.array([[1.0], [1.0], [1.0]]), np.array([4.0, 4.0, 4.0])),
]
got = [float(w[0]) for w in train_federated(sites, 2, 0.5, 1)]
assert np.allclose(got, [1.75, 2.625]), (
    f"two rounds of one step: [1.75, 2.625] expected, got {got!r}"
)
### BEGIN HIDDEN TESTS
for seed, rounds, rate, epochs in [(1, 3, 0.1, 4), (2, 1, 0.3, 1), (3, 5, 0.05, 10)]:
    rng = np.random.default_rng(seed)
    parts = [(rng.normal(size=(size, 2)), rng.normal(size=size)) for size in (3, 8, 20)]
    shared, expected = np.zeros(2), []
    for _ in range(rounds):
        total = np.zeros(2)
        for X, y in parts:
            v = shared.copy()
            for _step in range(epochs):
                v -= rate / len(y) * (X.T @ (X @ v - y))
            total = total + v * len(y)
        shared = total / 31
        expected.append(shared)
    got = np.array([np.asarray(w) for w in train_federated(parts, rounds, rate, epochs)])
    assert got.shape == (rounds, 2), (
        f"{rounds} rounds: shape {(rounds, 2)} expected, got {got.shape}"
    )
    assert np.allclose(got, expected), (
        f"{rounds} rounds of {epochs} steps at rate {rate}: {np.round(expected, 4).tolist()!r} expected, got {got.round(4).tolist()!r}"
    )
got = list(train_federated(parts, 0, 0.1, 1))
assert got == [], f"zero rounds: [] expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3, in writing: the privacy section (20 minutes)
#
# Four hospitals of the Grand Est train a model together by federated averaging, no noise; the paper says "privacy-preserving, since no data leave the hospitals".
# A second version adds DP-SGD with $\varepsilon = 8$, $\delta = 10^{-5}$ per hospital, after 40 runs to choose the settings.
# In at most twenty lines: what is wrong with the first claim, what the second protects (whom, against what) and what it forgets to count,
# and rewrite the claim so that you would sign it.

# %% [markdown] points=4 written="privacy-section"
# **Expected answer.** First claim: updates and final weights can reveal membership or even examples; "no data leave" describes where data are stored, not what is disclosed.
# Second: each patient's participation changes the distribution of the released weights by at most a factor e^8 (up to delta), a weak but stated bound, against anyone who sees
# the weights; it does not protect a patient present in several hospitals beyond composition, nor attributes that a population-level correlation reveals.
# Forgotten: the 40 tuning runs also touched the data and spend budget; delta should be well below one over the number of patients; the accounting method should be named.
# A claim to sign names epsilon, delta, the unit (one patient), the accounting, the tuning, the utility lost, and the threat that is left.
#
# **Mark scheme.** 1 point: federation is not confidentiality, with a concrete leak. 1 point: meaning and unit of epsilon, delta.
# 1 point: tuning or composition not counted. 1 point: a precise claim with its remaining risk.
