# %% [markdown]
# # Exercise 2.1: paired tests
#
# Scores of two methods on the same splits and seeds. About 50 minutes.

# %%
import math
from itertools import product

import numpy as np

a = np.array([0.81, 0.84, 0.79, 0.86, 0.83])
b = np.array([0.79, 0.83, 0.80, 0.82, 0.80])

# %% [markdown]
# ## Question 1: the paired t statistic (10 minutes)
#
# Write `paired_t(a, b)`: it returns the pair (mean of `a - b`, t), where t is that mean over its standard error (sample standard deviation of the
# differences over $\sqrt n$), or `None` in place of t when all differences are equal (to 1e-12). Lengths that differ, or fewer than two pairs: `ValueError`.


# %% solution="paired-t"
def paired_t(a, b):
    """Return (mean difference, t statistic or None) of two paired samples."""
    ### BEGIN SOLUTION
    if len(a) != len(b) or len(a) < 2:
        raise ValueError("two samples of the same length, at least 2, expected")
    difference = np.asarray(a, dtype=float) - np.asarray(b, dtype=float)
    mean, spread = float(difference.mean()), float(difference.std(ddof=1))
    if spread < 1e-12:
        return mean, None
    return mean, mean / (spread / math.sqrt(len(difference)))
    ### END SOLUTION


# %% points=2 tests="paired-t"
mean, t = paired_t(a, b)
assert abs(mean - 0.018) < 1e-9, f"mean difference: 0.018 expected, got {mean!r}"
assert abs(t - 2.0924572) < 1e-6, f"t: about 2.09246 expected, got {t!r}"
### BEGIN HIDDEN TESTS
for first, second, expected in [
    ([1, 2, 3], [0, 0, 0], (2.0, 2 * math.sqrt(3))),
    ([0, 0], [1, 3], (-2.0, -2.0)),
    ([5, 6, 7], [4, 5, 6], (1.0, None)),
    ([1, 4, 1, 4], [1, 1, 1, 1], (1.5, math.sqrt(3))),
]:
    got = paired_t(first, second)
    close = abs(got[0] - expected[0]) < 1e-12 and (
        got[1] is None
        if expected[1] is None
        else got[1] is not None and abs(got[1] - expected[1]) < 1e-9
    )
    assert close, f"paired_t({first!r}, {second!r}): {expected!r} expected, got {tuple(got)!r}"
for first, second in [([1], [2]), ([1, 2], [1, 2, 3]), ([], [])]:
    try:
        got = paired_t(first, second)
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", f"paired_t({first!r}, {second!r}): ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: flip the signs (15 minutes)
#
# Write `sign_flip_p(differences)`: the exact two-sided p-value over all $2^n$ sign flips, the share of flips whose sum is, in absolute value,
# at least that of the differences (within 1e-12). More than 16 differences: `ValueError`, the enumeration would be too long.


# %% solution="sign-flip"
def sign_flip_p(differences):
    """Return the exact two-sided sign-flip p-value."""
    ### BEGIN SOLUTION
    if len(differences) > 16:
        raise ValueError("at most 16 differences expected")
    observed = abs(sum(differences))
    flips = product((1, -1), repeat=len(differences))
    sums = [abs(sum(sign * value for sign, value in zip(flip, differences))) for flip in flips]
    return sum(value >= observed - 1e-12 for value in sums) / len(sums)
    ### END SOLUTION


# %% points=3 tests="sign-flip"
got = sign_flip_p([0.02, 0.01, 0.03])
assert got == 0.25, f"three positive differences: 0.25 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for differences, expected in [
    ([1, 1, 1, -1], 10 / 16),
    ([-2, -1], 0.5),
    ([0, 0, 0], 1.0),
    ([3, -1, 2], 0.5),
    ([0.1, 0.2, 0.3, 0.4, 0.5], 2 / 32),
    ([4, 1, -1], 0.75),
]:
    got = sign_flip_p(differences)
    assert abs(got - expected) < 1e-12, (
        f"sign_flip_p({differences!r}): {expected} expected, got {got!r}"
    )
got = sign_flip_p([1.0] * 12)
assert got == 2 / 4096, f"twelve equal differences: {2 / 4096} expected, got {got!r}"
try:
    got = sign_flip_p([1.0] * 17)
except ValueError:
    got = "ValueError"
assert got == "ValueError", f"17 differences: ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: one test set, two models (15 minutes)
#
# Both models classify the **same** test examples once. Write `mcnemar_p(first_right, second_right)`: two lists of booleans (was each example right?),
# the exact two-sided McNemar p-value: twice the probability of at most the smaller of the two disagreement counts in a fair binomial, never above 1.
# No disagreement: 1.0.


# %% solution="mcnemar"
def mcnemar_p(first_right, second_right):
    """Return the exact two-sided McNemar p-value."""
    ### BEGIN SOLUTION
    only_first = sum(x and not y for x, y in zip(first_right, second_right))
    only_second = sum(y and not x for x, y in zip(first_right, second_right))
    n = only_first + only_second
    tail = sum(math.comb(n, k) for k in range(min(only_first, only_second) + 1)) / 2**n
    return min(1.0, 2 * tail)
    ### END SOLUTION


# %% points=2 tests="mcnemar"
got = mcnemar_p([True] * 6 + [False], [False] * 5 + [True, True])
assert abs(got - 0.21875) < 1e-12, f"5 against 1 disagreements: 0.21875 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for wins, losses, both, neither, expected in [
    (0, 0, 4, 2, 1.0),
    (3, 3, 0, 0, 1.0),
    (8, 0, 90, 2, 2 / 256),
    (0, 8, 1, 1, 2 / 256),
    (1, 0, 0, 0, 1.0),
    (7, 2, 50, 9, 2 * 46 / 512),
]:
    first = [True] * wins + [False] * losses + [True] * both + [False] * neither
    second = [False] * wins + [True] * losses + [True] * both + [False] * neither
    got = mcnemar_p(first, second)
    assert abs(got - expected) < 1e-12, (
        f"{wins} only first, {losses} only second, {both} both, {neither} neither: {expected} expected, got {got!r}"
    )
### END HIDDEN TESTS
