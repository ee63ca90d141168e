# %% [markdown]
# # Exercise 3.1: scaling laws
#
# A lab has losses at a few sizes and a budget to justify. About 45 minutes.

# %%
import numpy as np

n = np.array([100.0, 400.0, 1600.0])
loss = np.array([0.8, 0.4, 0.2])

# %% [markdown]
# ## Question 1: a pure power law (12 minutes)
#
# Write `fit_power_law(n, loss)`: least squares on the logarithms; return the pair `(a, alpha)` of $loss = a\,n^{-\alpha}$.
# A loss or size that is not positive: `ValueError`.


# %% solution="power-law"
def fit_power_law(n, loss):
    """Return (a, alpha) of loss = a n**-alpha, by least squares on logarithms."""
    ### BEGIN SOLUTION
    n, loss = np.asarray(n, dtype=float), np.asarray(loss, dtype=float)
    if (n <= 0).any() or (loss <= 0).any():
        raise ValueError("positive sizes and losses expected")
    slope, intercept = np.polyfit(np.log(n), np.log(loss), 1)
    return float(np.exp(intercept)), float(-slope)
    ### END SOLUTION


# %% points=2 tests="power-law"
a, alpha = fit_power_law(n, loss)
assert abs(alpha - 0.5) < 1e-9, f"alpha: 0.5 expected, got {alpha!r}"
assert abs(a - 8) < 1e-6, f"a: 8 expected, got {a!r}"
### BEGIN HIDDEN TESTS
for sizes, a0, alpha0 in [
    ([1, 10, 100], 3.0, 0.25),
    ([50, 75, 300, 1000], 0.7, 1.1),
    ([2, 8], 5.0, -0.5),
]:
    got = fit_power_law(sizes, [a0 * size**-alpha0 for size in sizes])
    assert np.allclose(got, (a0, alpha0)), (
        f"sizes {sizes!r}, a = {a0}, alpha = {alpha0}: ({a0}, {alpha0}) expected, got {tuple(got)!r}"
    )
got = fit_power_law([1.0, np.e, np.e**2], [1.0, np.e**-2, np.e**-1])
assert np.allclose(got, (np.exp(-0.5), 0.5)), (
    f"log-losses 0, -2, -1: ({np.exp(-0.5):.6f}, 0.5) expected, got {tuple(got)!r}"
)
for sizes, losses in [([1, 2], [0.5, 0.0]), ([0, 2], [0.5, 0.4]), ([1, 2], [-1, 2])]:
    try:
        got = fit_power_law(sizes, losses)
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", (
        f"sizes {sizes!r}, losses {losses!r}: ValueError expected, got {got!r}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: with a floor (20 minutes)
#
# Write `fit_with_floor(n, loss, floors)`: for each candidate floor c in `floors` that is **below the smallest loss**, fit $loss - c$ by a power law,
# and keep the candidate whose predictions $c + a\,n^{-\alpha}$ have the smallest sum of squared differences of **logarithms** with the losses.
# Return `(c, a, alpha)`. In a tie (to 1e-12) keep the smallest floor. If no candidate is possible, raise a `ValueError`.


# %% solution="floor"
def fit_with_floor(n, loss, floors):
    """Return (c, a, alpha) of the best loss = c + a n**-alpha among the candidate floors."""
    ### BEGIN SOLUTION
    n, loss = np.asarray(n, dtype=float), np.asarray(loss, dtype=float)
    best, smallest = None, np.inf
    for floor in sorted(floors):
        if floor >= loss.min():
            continue
        a, alpha = fit_power_law(n, loss - floor)
        misfit = ((np.log(floor + a * n**-alpha) - np.log(loss)) ** 2).sum()
        if misfit < smallest - 1e-12:
            best, smallest = (float(floor), a, alpha), misfit
    if best is None:
        raise ValueError("no floor is below the smallest loss")
    return best
    ### END SOLUTION


# %% points=3 tests="floor"
sizes = np.array([10.0, 100.0, 1000.0, 10000.0])
got = fit_with_floor(sizes, 0.2 + 3 * sizes**-0.5, [0.0, 0.1, 0.2])
assert np.allclose(got, (0.2, 3, 0.5)), (
    f"0.2 + 3 n**-0.5: (0.2, 3, 0.5) expected, got {tuple(got)!r}"
)
### BEGIN HIDDEN TESTS
for floor, a0, alpha0, candidates in [
    (0.05, 1.0, 0.3, [0.3, 0.05, 0.01]),
    (0.0, 2.0, 0.7, [0.001, 0.0]),
    (0.5, 4.0, 1.0, [0.4, 0.5, 0.6, 9.0]),
]:
    got = fit_with_floor(sizes, floor + a0 * sizes**-alpha0, candidates)
    assert np.allclose(got, (floor, a0, alpha0), rtol=1e-5), (
        f"c = {floor}, a = {a0}, alpha = {alpha0}, candidates {candidates!r}: {(floor, a0, alpha0)!r} expected, got {tuple(got)!r}"
    )
got = fit_with_floor([1.0, 10.0, 100.0], [1.0, 0.5, 0.4], [0.0, 0.3])
assert got[0] == 0.3, f"losses 1, 0.5, 0.4: floor 0.3 expected, got {got[0]!r}"
got = fit_with_floor([1.0, 10.0], [1.0, 0.5], [0.3, 0.1, 0.2])
assert got[0] == 0.1, (
    f"two points fit every floor exactly: the smallest, 0.1, expected, got {got[0]!r}"
)
for candidates in ([0.4, 0.5], []):
    try:
        got = fit_with_floor([1.0, 10.0, 100.0], [1.0, 0.5, 0.4], candidates)
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", (
        f"floors {candidates!r}, smallest loss 0.4: ValueError expected, got {got!r}"
    )
### END HIDDEN TESTS
