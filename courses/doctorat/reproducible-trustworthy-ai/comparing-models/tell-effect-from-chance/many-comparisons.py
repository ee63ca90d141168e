# %% [markdown]
# # Exercise 2.2: many comparisons
#
# A table with many rows is many tests. About 50 minutes, and a written question.

# %%
import numpy as np

p_values = {"dropout": 0.01, "warm-up": 0.04, "mixup": 0.03, "label smoothing": 0.005}

# %% [markdown]
# ## Question 1: Holm (15 minutes)
#
# Write `holm(p_values, alpha)`: it receives a dictionary name → p-value and returns the **sorted list of names** rejected by Holm's method:
# take the p-values from the smallest; the k-th (k = 0, 1, …) is rejected if it is at most `alpha / (m - k)`; stop at the first that is not.


# %% solution="holm"
def holm(p_values, alpha):
    """Return the sorted names whose null hypothesis Holm's method rejects."""
    ### BEGIN SOLUTION
    rejected = []
    for k, name in enumerate(sorted(p_values, key=p_values.get)):
        if p_values[name] > alpha / (len(p_values) - k):
            break
        rejected.append(name)
    return sorted(rejected)
    ### END SOLUTION


# %% points=3 tests="holm"
got = list(holm(p_values, 0.05))
assert got == ["dropout", "label smoothing"], (
    f"holm(p_values, 0.05): ['dropout', 'label smoothing'] expected, got {got!r}"
)
### BEGIN HIDDEN TESTS
for table, alpha, expected in [
    ({"a": 0.05}, 0.05, ["a"]),
    ({"a": 0.025, "b": 0.05}, 0.05, ["a", "b"]),
    ({"a": 0.026, "b": 0.027}, 0.05, []),
    ({"z": 0.001, "y": 0.04, "x": 0.02}, 0.06, ["x", "y", "z"]),
    ({"a": 0.03, "b": 0.001, "c": 0.04, "d": 0.9}, 0.06, ["b"]),
    ({}, 0.05, []),
]:
    got = list(holm(table, alpha))
    assert got == expected, f"holm({table!r}, {alpha}): {expected!r} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: a bootstrap interval (12 minutes)
#
# Write `bootstrap_interval(differences, indices, level)`: the percentile interval of the mean. `indices` is a 2-D integer array, one resample per row
# (drawn with replacement by whoever calls you, so that the result is reproducible). Return (low, high), the quantiles `(1 - level) / 2` and `1 - (1 - level) / 2`
# of the resampled means, with `np.quantile`'s default rule.


# %% solution="bootstrap"
def bootstrap_interval(differences, indices, level):
    """Return the percentile bootstrap interval of the mean."""
    ### BEGIN SOLUTION
    means = np.asarray(differences, dtype=float)[indices].mean(axis=1)
    tail = (1 - level) / 2
    return float(np.quantile(means, tail)), float(np.quantile(means, 1 - tail))
    ### END SOLUTION


# %% points=2 tests="bootstrap"
got = bootstrap_interval([0.0, 1.0], np.array([[0, 0], [0, 1], [1, 1]]), 0.5)
assert np.allclose(got, (0.25, 0.75)), (
    f"means 0, 0.5, 1 at level 0.5: (0.25, 0.75) expected, got {tuple(got)!r}"
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
values = rng.normal(0.3, 1, 25)
indices = rng.integers(25, size=(400, 25))
means = np.array([np.mean([values[i] for i in row]) for row in indices])
for level in (0.9, 0.5, 0.95):
    expected = (np.quantile(means, (1 - level) / 2), np.quantile(means, (1 + level) / 2))
    got = bootstrap_interval(values, indices, level)
    assert np.allclose(got, expected), (
        f"25 differences, 400 resamples, level {level}: {expected!r} expected, got {tuple(got)!r}"
    )
got = bootstrap_interval([2.0, 4.0, 9.0], np.array([[0, 1, 2], [2, 2, 2]]), 0.8)
assert np.allclose(got, (5.4, 8.6)), (
    f"means 5 and 9 at level 0.8: (5.4, 8.6) expected, got {tuple(got)!r}"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: an ablation table (15 minutes)
#
# Write `ablation(full, without)`: `full` is the list of scores of the complete method, one per seed; `without` is a dictionary part → list of scores
# without that part, same seeds, same order. Return a **list of pairs** (part, mean paired effect), where the effect is full minus without,
# from the largest to the smallest, names in alphabetical order when effects are equal (to 1e-12).
# A part whose list has another length: `ValueError` that names it.


# %% solution="ablation"
def ablation(full, without):
    """Return (part, mean paired effect of having it), largest first."""
    ### BEGIN SOLUTION
    effects = []
    for part, scores in without.items():
        if len(scores) != len(full):
            raise ValueError(f"{part!r} has {len(scores)} scores, {len(full)} expected")
        effects.append((part, sum(f - s for f, s in zip(full, scores)) / len(full)))
    return sorted(effects, key=lambda pair: (-round(pair[1], 12), pair[0]))
    ### END SOLUTION


# %% points=2 tests="ablation"
got = ablation([0.9, 0.8], {"augmentation": [0.8, 0.6], "scheduler": [0.9, 0.82]})
names = [name for name, _ in got]
assert names == ["augmentation", "scheduler"], (
    f"order: ['augmentation', 'scheduler'] expected, got {names!r}"
)
assert abs(got[0][1] - 0.15) < 1e-9, f"effect of augmentation: 0.15 expected, got {got[0][1]!r}"
### BEGIN HIDDEN TESTS
got = ablation(
    [1.0, 2.0, 3.0],
    {"c": [0.0, 2.0, 4.0], "a": [1.0, 1.0, 1.0], "b": [0.0, 1.0, 2.0], "z": [2.0, 4.0, 6.0]},
)
expected = [("a", 1.0), ("b", 1.0), ("c", 0.0), ("z", -2.0)]
assert [name for name, _ in got] == [name for name, _ in expected], (
    f"order {[n for n, _ in expected]!r} expected, got {[n for n, _ in got]!r}"
)
assert all(abs(g[1] - e[1]) < 1e-12 for g, e in zip(got, expected)), (
    f"{expected!r} expected, got {got!r}"
)
got = [name for name, _ in ablation([0.3, 0.3], {"y": [0.1, 0.2], "x": [0.2, 0.1]})]
assert got == ["x", "y"], f"equal effects: ['x', 'y'] expected, got {got!r}"
try:
    ablation([0.1, 0.2], {"good": [0.1, 0.1], "short": [0.1]})
    got = "no error"
except ValueError as error:
    got = "names it" if "short" in str(error) else f"does not name it: {error}"
assert got == "names it", f"a list that is too short: ValueError that names 'short' expected, {got}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, in writing: the bold row (20 minutes)
#
# A paper reports: "Ours **84.3**, best baseline 83.9" (mean of 3 seeds, one split, baselines copied from their own papers), and an ablation in which every
# component "contributes" between 0.2 and 0.5. You are its reviewer. In at most fifteen lines: what can be concluded, which three additions you ask for
# in order of importance, and one sentence that the authors could keep.

# %% [markdown] points=4 written="bold-row"
# **Expected answer.** Nothing about superiority can be concluded: a difference of 0.4 with three seeds on one split is within what seeds and splits do,
# and the baselines were tuned and split by others. In order: rerun the main baseline with the same tuning budget on the same splits; several splits as unit of replication,
# paired differences with an interval; the number of variants tried, with a correction or a held-out confirmation. In the ablation, effects of that size need intervals,
# and effects of removing parts one at a time do not add up when parts interact. A sentence to keep: "on this benchmark our method matches the best published
# baseline at a third of its cost", if the cost was measured.
#
# **Mark scheme.** 1 point: no conclusion on superiority, with the reason. 1 point: same budget and same splits for baselines.
# 1 point: replication over splits, paired interval, count of comparisons. 1 point: limits of the ablation and a sentence that stands.
