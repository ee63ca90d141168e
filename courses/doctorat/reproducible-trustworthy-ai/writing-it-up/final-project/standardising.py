# %% [markdown]
# # Final project: does standardising help?
#
# Everybody standardises inputs before a support vector machine. On **these** data, does it help, by how much, and how sure can you be?
# The data are real: 178 wines, 13 chemical measurements, three cultivars (Forina and others, 1991, shipped with scikit-learn).
# You plan, run, test and report. Two hours, in several sittings.

# %%
import numpy as np
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

wine = load_wine()
X, y = wine.data, wine.target
for name, spread in zip(wine.feature_names, X.std(axis=0)):
    print(f"{name:30} standard deviation {spread:7.2f}")

# %% [markdown]
# ## Question 1: one run (20 minutes)
#
# Write `one_run(X, y, seed, standardise)`: half of the examples train, half test, `train_test_split` with `random_state=seed` and stratified on `y`;
# an `SVC()` with default settings, preceded by a `StandardScaler` **fitted on the training half alone** when `standardise` is true.
# Return the test accuracy.


# %% solution="one-run"
def one_run(X, y, seed, standardise):
    """Return the test accuracy of one run of one arm."""
    ### BEGIN SOLUTION
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.5, random_state=seed, stratify=y
    )
    model = make_pipeline(StandardScaler(), SVC()) if standardise else SVC()
    return float(model.fit(X_train, y_train).score(X_test, y_test))
    ### END SOLUTION


# %% points=3 tests="one-run"
plain, scaled = one_run(X, y, 0, False), one_run(X, y, 0, True)
assert scaled > 0.9, f"standardised, seed 0: an accuracy above 0.9 expected, got {scaled!r}"
assert plain < 0.8, f"not standardised, seed 0: an accuracy below 0.8 expected, got {plain!r}"
### BEGIN HIDDEN TESTS
for seed in (1, 2, 3):
    halves = train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y)
    mean, spread = halves[0].mean(axis=0), halves[0].std(axis=0)
    expected = (
        SVC()
        .fit((halves[0] - mean) / spread, halves[2])
        .score((halves[1] - mean) / spread, halves[3])
    )
    got = one_run(X, y, seed, True)
    assert abs(got - expected) < 1e-9, (
        f"seed {seed}, standardised on the training half: {expected:.4f} expected, got {got!r}"
    )
    expected = SVC().fit(halves[0], halves[2]).score(halves[1], halves[3])
    got = one_run(X, y, seed, False)
    assert abs(got - expected) < 1e-9, (
        f"seed {seed}, not standardised: {expected:.4f} expected, got {got!r}"
    )
outlier = X.copy()
order = np.arange(len(y))
test_rows = train_test_split(order, y, test_size=0.5, random_state=4, stratify=y)[1]
outlier[test_rows[0]] *= 1e4
halves = train_test_split(outlier, y, test_size=0.5, random_state=4, stratify=y)
mean, spread = halves[0].mean(axis=0), halves[0].std(axis=0)
expected = (
    SVC().fit((halves[0] - mean) / spread, halves[2]).score((halves[1] - mean) / spread, halves[3])
)
got = one_run(outlier, y, 4, True)
assert abs(got - expected) < 1e-9, (
    f"an outlier in the test half must not change the scaling: {expected:.4f} expected, got {got!r}"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: the paired grid (10 minutes)
#
# Write `paired_scores(X, y, seeds)`: an array with one row per seed and two columns: accuracy without, accuracy with standardising, **on the same split**.


# %% solution="grid"
def paired_scores(X, y, seeds):
    """Return a (seeds, 2) array of accuracies: plain, standardised."""
    ### BEGIN SOLUTION
    return np.array([[one_run(X, y, seed, False), one_run(X, y, seed, True)] for seed in seeds])
    ### END SOLUTION


# %% points=2 tests="grid"
got = np.asarray(paired_scores(X, y, [5, 6]))
assert got.shape == (2, 2), f"two seeds: shape (2, 2) expected, got {got.shape}"
assert (got[:, 1] > got[:, 0]).all(), (
    f"second column: the standardised arm, better here, expected; got {got.round(3).tolist()!r}"
)


### BEGIN HIDDEN TESTS
def reference(seed, standardise):
    halves = train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y)
    model = make_pipeline(StandardScaler(), SVC()) if standardise else SVC()
    return model.fit(halves[0], halves[2]).score(halves[1], halves[3])


got = np.asarray(paired_scores(X, y, [9, 4, 9]))
expected = [
    [reference(9, False), reference(9, True)],
    [reference(4, False), reference(4, True)],
    [reference(9, False), reference(9, True)],
]
assert np.allclose(got, expected), (
    f"seeds 9, 4, 9: {np.round(expected, 4).tolist()!r} expected, got {got.round(4).tolist()!r}"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: the verdict (15 minutes)
#
# Write `verdict(scores, t)`: from such an array and the Student quantile t, return a dictionary with `"difference"` (mean of second minus first column),
# `"low"` and `"high"` (that mean minus and plus t standard errors of the differences), and `"claim"`: `"helps"` if low is above 0, `"harms"` if high is below 0, `"open"` otherwise.


# %% solution="verdict"
def verdict(scores, t):
    """Return the mean paired difference, its interval and the claim it supports."""
    ### BEGIN SOLUTION
    differences = scores[:, 1] - scores[:, 0]
    mean = float(differences.mean())
    margin = float(t * differences.std(ddof=1) / np.sqrt(len(differences)))
    claim = "helps" if mean - margin > 0 else "harms" if mean + margin < 0 else "open"
    return {"difference": mean, "low": mean - margin, "high": mean + margin, "claim": claim}
    ### END SOLUTION


# %% points=3 tests="verdict"
got = verdict(np.array([[0.5, 0.7], [0.6, 0.7], [0.5, 0.8]]), 2.0)
assert abs(got["difference"] - 0.2) < 1e-9, f"difference: 0.2 expected, got {got['difference']!r}"
assert abs(got["low"] - 0.08452995) < 1e-6, f"low: 0.0845299 expected, got {got['low']!r}"
assert got["claim"] == "helps", f"claim: 'helps' expected, got {got['claim']!r}"
### BEGIN HIDDEN TESTS
for scores, t, expected in [
    (
        [[0.9, 0.5], [0.8, 0.5], [0.9, 0.4], [0.8, 0.4]],
        3.0,
        (-0.4, -0.4 - 3 * 0.0816496581 / 2, -0.4 + 3 * 0.0816496581 / 2, "harms"),
    ),
    ([[0.0, 1.0], [1.0, 0.0]], 1.0, (0.0, -1.0, 1.0, "open")),
    ([[0.0, 0.0], [0.0, 2.0]], 1.0, (1.0, 0.0, 2.0, "open")),
    ([[2.0, 0.0], [0.0, 0.0]], 1.0, (-1.0, -2.0, 0.0, "open")),
]:
    got = verdict(np.array(scores), t)
    numbers = tuple(got[name] for name in ("difference", "low", "high"))
    assert np.allclose(numbers, expected[:3]), (
        f"scores {scores!r}, t = {t}: {expected[:3]!r} expected, got {numbers!r}"
    )
    assert got["claim"] == expected[3], (
        f"scores {scores!r}, t = {t}: claim {expected[3]!r} expected, got {got['claim']!r}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4: the line of the table (10 minutes)
#
# Write `report_line(result, splits)`: from the dictionary of question 3 and the number of splits, the text
# `"helps: +24.3 points [21.0, 27.6], 20 splits"`: claim, difference in points of percentage with its sign and one decimal, interval with one decimal, number of splits.


# %% solution="report-line"
def report_line(result, splits):
    """Return the line of the results table."""
    ### BEGIN SOLUTION
    points = {name: 100 * result[name] for name in ("difference", "low", "high")}
    return f"{result['claim']}: {points['difference']:+.1f} points [{points['low']:.1f}, {points['high']:.1f}], {splits} splits"
    ### END SOLUTION


# %% points=1 tests="report-line"
got = report_line({"difference": 0.243, "low": 0.21, "high": 0.276, "claim": "helps"}, 20)
assert got == "helps: +24.3 points [21.0, 27.6], 20 splits", (
    f"'helps: +24.3 points [21.0, 27.6], 20 splits' expected, got {got!r}"
)
### BEGIN HIDDEN TESTS
for result, splits, expected in [
    (
        {"difference": -0.0512, "low": -0.1, "high": -0.0024, "claim": "harms"},
        8,
        "harms: -5.1 points [-10.0, -0.2], 8 splits",
    ),
    (
        {"difference": 0.0, "low": -0.01, "high": 0.01, "claim": "open"},
        100,
        "open: +0.0 points [-1.0, 1.0], 100 splits",
    ),
]:
    got = report_line(result, splits)
    assert got == expected, f"{expected!r} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## The report (30 minutes)
#
# Run 20 splits (t = 2.093), write the line, then one page: question, design, result with its interval **and with the interval corrected for overlapping splits** (module 2, step 4:
# here $n_{test} = n_{train}$), why standardising matters for this method (look at the scales above),
# what your interval covers and what it does not, and what you would check before writing "standardising helps SVMs" in general.

# %% [markdown] points=5 written="report"
# **Expected answer.** A page that can be read without the code. Design: same split for both arms, 20 splits of one data set, half for training, no tuning, metric accuracy.
# Result: a large gain with its interval, in points. Reason: the RBF kernel uses distances, and one measurement (proline, in hundreds) dwarfs the others.
# The interval covers the choice of the split of these 178 wines; splits overlap, so it is optimistic: corrected, its half-width is $\sqrt{1 + 20} \approx 4.6$ times larger,
# and still excludes zero by far; it says nothing about other data, other kernels, or a tuned gamma
# (`gamma="scale"` only fixes the overall scale). Before generalising: other data sets as units of replication, tuned baselines, tree-based methods as a contrast where nothing should change.
#
# **Mark scheme.** 1 point: design told exactly. 1 point: effect, both intervals, unit. 1 point: mechanism by the scales. 1 point: what the interval does not cover.
# 1 point: sound plan before generalising.
