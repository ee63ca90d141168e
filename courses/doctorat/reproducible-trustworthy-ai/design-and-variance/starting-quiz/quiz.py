# %% [markdown]
# # Starting quiz: what the course takes for granted
#
# Three questions of three minutes. They count for you alone.

# %%
import numpy as np

# %% [markdown]
# ## Question 1: sample variance
#
# Write `sample_variance(values)` without NumPy's `var`: the sum of squared deviations over n - 1, or `None` with fewer than two values.


# %% solution="sample-variance"
def sample_variance(values):
    """Return the unbiased variance of a list of numbers, or None."""
    ### BEGIN SOLUTION
    if len(values) < 2:
        return None
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    ### END SOLUTION


# %% points=1 tests="sample-variance"
got = sample_variance([1, 2, 6])
assert got == 7, f"sample_variance([1, 2, 6]): 7 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for values, expected in [
    ([4], None),
    ([], None),
    ([2, 4], 2),
    ([5, 5, 5], 0),
    ([-1, 1, 3, 1], 8 / 3),
]:
    got = sample_variance(values)
    close = got is None if expected is None else got is not None and abs(got - expected) < 1e-12
    assert close, f"sample_variance({values!r}): {expected!r} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: standardise the rows
#
# Write `standardise_rows(a)`: each row of a 2-D array minus its mean, divided by its standard deviation (dividing by n).
# A constant row becomes zeros. The argument is not changed.


# %% solution="standardise-rows"
def standardise_rows(a):
    """Return a copy of the array with standardised rows."""
    ### BEGIN SOLUTION
    centred = a - a.mean(axis=1, keepdims=True)
    spread = a.std(axis=1, keepdims=True)
    return centred / np.where(spread == 0, 1, spread)
    ### END SOLUTION


# %% points=1 tests="standardise-rows"
got = np.asarray(standardise_rows(np.array([[1.0, 3.0], [5.0, 5.0]])))
assert np.allclose(got, [[-1, 1], [0, 0]]), (
    f"rows [1, 3] and [5, 5]: [[-1, 1], [0, 0]] expected, got {got.tolist()!r}"
)
### BEGIN HIDDEN TESTS
a = np.array([[0.0, 0.0, 3.0], [1.0, 2.0, 3.0]])
kept = a.copy()
got = np.asarray(standardise_rows(a))
expected = [[-(0.5**0.5), -(0.5**0.5), 2**0.5], [-(1.5**0.5), 0, 1.5**0.5]]
assert np.allclose(got, expected), (
    f"{a.tolist()!r}: {np.round(expected, 4).tolist()!r} expected, got {got.round(4).tolist()!r}"
)
assert np.array_equal(a, kept), "the array that was given must stay as it was"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: the baseline
#
# Write `majority(labels)`: the most frequent label, the smallest one when several tie.


# %% solution="majority"
def majority(labels):
    """Return the most frequent label, the smallest in a tie."""
    ### BEGIN SOLUTION
    return min(set(labels), key=lambda label: (-labels.count(label), label))
    ### END SOLUTION


# %% points=1 tests="majority"
got = majority([2, 1, 2, 3])
assert got == 2, f"majority([2, 1, 2, 3]): 2 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for labels, expected in [([3, 1, 3, 1], 1), ([9], 9), ([5, 4, 4, 5, 5], 5), ([0, 2, 1], 0)]:
    got = majority(labels)
    assert got == expected, f"majority({labels!r}): {expected} expected, got {got!r}"
### END HIDDEN TESTS
