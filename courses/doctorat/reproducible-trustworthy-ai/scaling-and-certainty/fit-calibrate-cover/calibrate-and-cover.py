# %% [markdown]
# # Exercise 3.2: calibrate and cover
#
# From probabilities that flatter themselves to sets that keep a promise. About 60 minutes, and a written question.

# %%
import math

import numpy as np

confidence = np.array([0.95, 0.9, 0.6, 0.55])
right = np.array([True, False, True, True])

# %% [markdown]
# ## Question 1: expected calibration error (15 minutes)
#
# Write `ece(confidence, right, bins)`: cut (0, 1] into `bins` intervals of equal width, each **closed on the right**; in each, the gap is
# |mean confidence − share of right answers|; return the mean of the gaps weighted by the number of cases. Empty bins do not count. A confidence of 0 falls in the first bin.


# %% solution="ece"
def ece(confidence, right, bins):
    """Return the expected calibration error with equal-width bins closed on the right."""
    ### BEGIN SOLUTION
    confidence, right = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    place = np.maximum(np.ceil(confidence * bins - 1e-12) - 1, 0)
    total = 0.0
    for bin_number in range(bins):
        inside = place == bin_number
        if inside.any():
            total += inside.sum() * abs(confidence[inside].mean() - right[inside].mean())
    return float(total / len(confidence))
    ### END SOLUTION


# %% points=3 tests="ece"
got = ece(confidence, right, 2)
assert abs(got - 0.0) < 1e-9, (
    f"all four in the bin (0.5, 1], mean confidence 0.75, 3 of 4 right: 0.0 expected, got {got!r}"
)
got = ece(confidence, right, 10)
assert abs(got - 0.45) < 1e-9, f"ten bins: 0.45 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for values, answers, bins, expected in [
    ([0.5, 0.5], [True, False], 2, 0.0),
    ([0.5, 0.51], [False, True], 2, 0.495),
    ([1.0, 1.0, 1.0], [True, True, False], 5, 1 / 3),
    ([0.0, 0.2], [False, True], 5, 0.4),
    ([0.2, 0.4, 0.6, 0.8], [True, True, True, True], 5, 0.5),
    ([0.7], [True], 3, 0.3),
    ([0.3, 0.31], [True, False], 10, 0.505),
]:
    got = ece(np.array(values), np.array(answers), bins)
    assert abs(got - expected) < 1e-9, (
        f"confidence {values!r}, right {answers!r}, {bins} bins: {expected} expected, got {got!r}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: temperature (15 minutes)
#
# Write `best_temperature(logits, labels, temperatures)`: the temperature T that minimises the mean of $-\log$ softmax(logits / T) at the true labels.
# In a tie (to 1e-12), the one closest to 1. Large logits must not overflow.


# %% solution="temperature"
def best_temperature(logits, labels, temperatures):
    """Return the temperature of smallest negative log-likelihood."""
    ### BEGIN SOLUTION
    logits = np.asarray(logits, dtype=float)

    def loss(temperature):
        scaled = logits / temperature
        log_norm = np.logaddexp.reduce(scaled, axis=1)
        return round(float(np.mean(log_norm - scaled[np.arange(len(labels)), labels])), 12)

    return min(temperatures, key=lambda temperature: (loss(temperature), abs(temperature - 1)))
    ### END SOLUTION


# %% points=3 tests="temperature"
logits = np.array([[4.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 0.0]])
got = best_temperature(logits, [0, 0, 1, 1], [0.5, 1.0, 4.0])
assert got == 4.0, f"three right out of four, logits of 4: 4.0 expected (softer), got {got!r}"
### BEGIN HIDDEN TESTS
sure = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
for scores, labels, temperatures, expected in [
    (sure, [0, 1, 0], [0.2, 1.0, 3.0], 0.2),
    (sure, [1, 0, 1], [0.2, 1.0, 3.0], 3.0),
    (np.zeros((2, 3)), [0, 2], [5.0, 0.9, 0.2], 0.9),
    (
        np.array([[1500.0, 0.0], [0.0, 1500.0], [1500.0, 0.0]]),
        [0, 1, 1],
        [1.0, 1000.0, 1600.0],
        1600.0,
    ),
    (np.array([[1500.0, 0.0], [3.0, -1500.0]]), [0, 0], [1000.0, 1.0], 1.0),
    (np.array([[1500.0, 0.0, 0.0], [1500.0, -3.0, 0.0]]), [0, 0], [1.0, 1000.0], 1.0),
    (np.array([[0.0, 2.0, 0.0], [5.0, 0.0, 4.5]]), [1, 2], [0.25, 1.0, 4.0], 1.0),
    (np.log(np.array([[0.6, 0.3, 0.1]] * 10)), [0] * 6 + [1] * 3 + [2], [0.5, 1.0, 2.0], 1.0),
]:
    got = best_temperature(scores, labels, temperatures)
    assert got == expected, (
        f"labels {labels!r}, temperatures {temperatures!r}: {expected} expected, got {got!r}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: the conformal quantile (10 minutes)
#
# Write `conformal_quantile(scores, alpha)`: the $\lceil (n + 1)(1 - \alpha) \rceil$-th smallest of the n calibration scores, or `math.inf` when that rank exceeds n.
# (Subtract 1e-12 before rounding up: 100 × 0.9 is not exactly 90 for a computer.)


# %% solution="quantile"
def conformal_quantile(scores, alpha):
    """Return the split-conformal quantile of the calibration scores."""
    ### BEGIN SOLUTION
    rank = math.ceil((len(scores) + 1) * (1 - alpha) - 1e-12)
    if rank > len(scores):
        return math.inf
    return float(np.sort(scores)[rank - 1])
    ### END SOLUTION


# %% points=2 tests="quantile"
got = conformal_quantile([0.1, 0.4, 0.2, 0.3], 0.4)
assert got == 0.3, f"rank ceil(5 x 0.6) = 3: 0.3 expected, got {got!r}"
### BEGIN HIDDEN TESTS
for scores, alpha, expected in [
    (list(range(1, 100)), 0.1, 90),
    ([5, 1, 3], 0.25, 5),
    ([5, 1, 3], 0.2, math.inf),
    ([2, 2, 9, 1], 0.5, 2),
    ([7], 0.5, 7),
    ([7], 0.4, math.inf),
    (list(range(19, 0, -1)), 0.05, 19),
]:
    got = conformal_quantile(scores, alpha)
    assert got == expected, (
        f"{len(scores)} scores {list(scores)[:5]!r}, alpha {alpha}: {expected} expected, got {got!r}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4: prediction sets (12 minutes)
#
# Write `prediction_sets(probabilities, quantile)`: for each row of probabilities, the **list** of labels whose score $1 - p$ is at most the quantile,
# from the most to the least probable, the smaller label first when equal. An infinite quantile gives all labels.


# %% solution="sets"
def prediction_sets(probabilities, quantile):
    """Return, per row, the labels with 1 - p <= quantile, most probable first."""
    ### BEGIN SOLUTION
    sets = []
    for row in np.asarray(probabilities, dtype=float):
        order = sorted(range(len(row)), key=lambda label: (-row[label], label))
        sets.append([label for label in order if 1 - row[label] <= quantile])
    return sets
    ### END SOLUTION


# %% points=2 tests="sets"
got = [list(labels) for labels in prediction_sets(np.array([[0.25, 0.75], [0.5, 0.5]]), 0.5)]
assert got == [[1], [0, 1]], f"quantile 0.5: [[1], [0, 1]] expected, got {got!r}"
### BEGIN HIDDEN TESTS
rows = np.array([[0.125, 0.625, 0.25], [0.25, 0.5, 0.25], [0.0, 0.0, 1.0]])
for quantile, expected in [
    (0.75, [[1, 2], [1, 0, 2], [2]]),
    (0.5, [[1], [1], [2]]),
    (0.25, [[], [], [2]]),
    (math.inf, [[1, 2, 0], [1, 0, 2], [2, 0, 1]]),
    (0.874, [[1, 2], [1, 0, 2], [2]]),
    (0.875, [[1, 2, 0], [1, 0, 2], [2]]),
]:
    got = [[int(label) for label in labels] for labels in prediction_sets(rows, quantile)]
    assert got == expected, f"quantile {quantile}: {expected!r} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5, in writing: what exactly is promised? (15 minutes)
#
# A hospital wants to deploy your conformal classifier (95 %, calibrated on 800 patients of 2024 in Strasbourg) in Épinal in 2027, and to tell each patient
# "the true diagnosis is in this list with probability 95 %". In at most fifteen lines: what is guaranteed and what is not, what could break it in Épinal,
# what you would check before and monitor after, and a sentence that may honestly be shown to a patient.

# %% [markdown] points=4 written="promise"
# **Expected answer.** Guaranteed: on average over draws of calibration and new patients that are exchangeable, at least 95 % of the sets contain the truth.
# Not guaranteed: 95 % for this patient, for each diagnosis or each group; nor anything after a shift. Épinal in 2027 may differ in equipment, case mix,
# age and prevalence. Before: recalibrate on local recent patients, coverage per group and per diagnosis, size of the sets. After: monitor coverage where the truth becomes
# known and the sizes of sets, with an alarm and a date of recalibration. A sentence: "In a check on 800 past patients, the list contained the right diagnosis
# 95 times out of 100; it does not replace your doctor's judgement."
#
# **Mark scheme.** 1 point: marginal coverage under exchangeability. 1 point: not conditional on the patient or group.
# 1 point: concrete shifts, checks and monitoring. 1 point: an honest sentence.
