# %% [markdown]
# # Exercise 1.2: variance and size
#
# A grid of scores, one row per split, one column per training seed. What does it say, and was it large enough? About 50 minutes, and a written question.

# %%
import math

import numpy as np

scores = np.array([[0.90, 0.92], [0.84, 0.86], [0.88, 0.92]])

# %% [markdown]
# ## Question 1: variance components (20 minutes)
#
# Write `components(scores)`: from S splits (rows) and R seeds (columns) it returns the dictionary
#
# - `"seed"`: $MS_w$, the sum of squared deviations from the row means over $S(R - 1)$;
# - `"split"`: $\max(0, (MS_b - MS_w) / R)$, where $MS_b$ is $R$ times the sum of squared deviations of the row means from the grand mean, over $S - 1$.
#
# Both are **variances**. Fewer than two rows or two columns: `ValueError`.


# %% solution="components"
def components(scores):
    """Return the variance components of a (splits, seeds) array of scores."""
    ### BEGIN SOLUTION
    scores = np.asarray(scores, dtype=float)
    splits, seeds = scores.shape
    if splits < 2 or seeds < 2:
        raise ValueError("at least two splits and two seeds expected")
    means = scores.mean(axis=1)
    within = ((scores - means[:, None]) ** 2).sum() / (splits * (seeds - 1))
    between = seeds * ((means - scores.mean()) ** 2).sum() / (splits - 1)
    return {"seed": float(within), "split": float(max(0.0, (between - within) / seeds))}
    ### END SOLUTION


# %% points=3 tests="components"
got = components(scores)
expected = {"seed": 0.0004, "split": 1 / 1200}
for name, value in expected.items():
    assert abs(got[name] - value) < 1e-9, f"{name}: {value} expected, got {got[name]!r}"
### BEGIN HIDDEN TESTS
for grid, expected in [
    ([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], {"seed": 1.0, "split": 25 / 6}),
    ([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]], {"seed": 1 / 3, "split": 0.0}),
    ([[2.0, 2.0], [5.0, 5.0], [2.0, 2.0], [5.0, 5.0]], {"seed": 0.0, "split": 3.0}),
]:
    got = components(np.array(grid))
    for name, value in expected.items():
        assert abs(got[name] - value) < 1e-9, (
            f"scores {grid!r}, {name}: {value!r} expected, got {got[name]!r}"
        )
for grid in ([[0.9, 0.8]], [[0.9], [0.8]]):
    try:
        got = components(np.array(grid))
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", f"scores {grid!r}: ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: the honest error (10 minutes)
#
# Write `honest_error(scores)`: the standard error of the grand mean when the **split** is the unit of replication:
# the sample standard deviation of the row means over the square root of their number.


# %% solution="honest-error"
def honest_error(scores):
    """Return the standard error of the mean, with splits as units."""
    ### BEGIN SOLUTION
    means = np.asarray(scores, dtype=float).mean(axis=1)
    return float(means.std(ddof=1) / math.sqrt(len(means)))
    ### END SOLUTION


# %% points=2 tests="honest-error"
got = honest_error(scores)
assert abs(got - 0.01855921) < 1e-7, f"honest_error(scores): 0.0185592 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for grid, expected in [
    ([[1.0, 3.0], [4.0, 4.0]], 1.0),
    ([[0.0], [1.0], [2.0]], 1 / math.sqrt(3)),
    ([[2.0, 4.0], [3.0, 3.0]], 0.0),
    ([[0.0, 0.0, 3.0], [3.0, 3.0, 3.0], [2.0, 2.0, 2.0], [2.0, 2.0, 2.0]], math.sqrt(2 / 3) / 2),
]:
    got = honest_error(np.array(grid))
    assert abs(got - expected) < 1e-12, f"scores {grid!r}: {expected!r} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: how many runs? (15 minutes)
#
# Write `runs_needed(sigma, difference, correlation=0.0, z=2.8)`: the number of runs **per method** needed to see a difference,
# $n = 2 z^2 \sigma^2 (1 - r) / d^2$, rounded up, and **at least 2**. The correlation $r$ is that of the two methods' scores when they share split and seed
# (0 when they do not). A difference that is not positive, or a correlation outside $[0, 1)$: `ValueError`.


# %% solution="runs-needed"
def runs_needed(sigma, difference, correlation=0.0, z=2.8):
    """Return the number of runs per method, at least 2."""
    ### BEGIN SOLUTION
    if difference <= 0 or not 0 <= correlation < 1:
        raise ValueError("difference > 0 and 0 <= correlation < 1 expected")
    return max(2, math.ceil(2 * z**2 * sigma**2 * (1 - correlation) / difference**2))
    ### END SOLUTION


# %% points=2 tests="runs-needed"
got = runs_needed(0.01, 0.005)
assert got == 63, f"runs_needed(0.01, 0.005): 63 expected (62.72 rounded up), got {got!r}"
### BEGIN HIDDEN TESTS
for arguments, expected in [
    ((0.01, 0.005, 0.75), 16),
    ((0.01, 0.1), 2),
    ((2.0, 1.0, 0.5, 1.0), 4),
    ((1.0, 1.0, 0.0, 1.5), 5),
    ((0.0, 0.3), 2),
    ((3.0, 1.0, 0.2, 1.0), 15),
]:
    got = runs_needed(*arguments)
    assert got == expected, f"runs_needed{arguments}: {expected} expected, got {got!r}"
for arguments in [(0.1, 0.0), (0.1, -0.2), (0.1, 0.1, 1.0), (0.1, 0.1, -0.1)]:
    try:
        got = runs_needed(*arguments)
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", f"runs_needed{arguments}: ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, in writing: one page before the first run (25 minutes)
#
# Take the next experiment of your own thesis. In at most twenty lines, write what you would register before running it:
# the claim in one sentence, the primary metric, the sources of randomness and which you redraw, the unit of replication, the number of runs and why,
# the baselines and how each is tuned, the rule that turns numbers into a conclusion, and what you will report if the answer is no.

# %% [markdown] points=4 written="preregistration"
# **Expected answer.** A claim that could be false; one primary metric chosen in advance; at least two sources of randomness, with the one that another lab
# would redraw as unit of replication; a number of runs derived from a pilot variance and a smallest difference of interest; baselines given the same tuning budget;
# a decision rule with an interval or a test and its correction; the promise to report a negative result with the same care.
#
# **Mark scheme.** 1 point: falsifiable claim and one primary metric. 1 point: sources of randomness and unit of replication.
# 1 point: number of runs justified, equal tuning budget. 1 point: decision rule and negative result.
