# %% [markdown]
# # From curves to guarantees
#
# **What you will learn.** To fit a learning curve by a power law and distrust it properly, to see miscalibration, and to turn any classifier
# into prediction sets that cover the truth as often as promised.
#
# **Before you start.** Logarithms, least squares, the first two modules.
#
# **Time.** 80 minutes.

# %% [markdown]
# ## 1. Worked example: what would more data bring? (45 minutes)
#
# Inès trains on 50, 100, … 800 digits and measures the error on the rest. She must decide whether to label 5 000 more.
#
# ### Step 1: measure the curve, several times

# %%
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB

digits = load_digits()
X, y = digits.data / 16.0, digits.target
sizes = np.array([50, 100, 200, 400, 800])


def error(size, seed):
    """Return the test error after training on `size` examples."""
    order = np.random.default_rng(seed).permutation(len(y))
    train, test = order[:size], order[800:]
    model = LogisticRegression(max_iter=300).fit(X[train], y[train])
    return 1 - model.score(X[test], y[test])


errors = np.array([[error(size, seed) for seed in range(6)] for size in sizes])
errors.mean(axis=1).round(4)

# %% [markdown]
# ### Step 2: a power law is a line on log-log paper
#
# $e(n) = a\,n^{-\alpha}$ gives $\log e = \log a - \alpha \log n$: a straight line, fitted by least squares.

# %%
slope, intercept = np.polyfit(np.log(sizes), np.log(errors.mean(axis=1)), 1)
print(f"alpha = {-slope:.2f}, a = {np.exp(intercept):.2f}")

# %% [markdown]
# ### Step 3: extrapolate, and doubt
#
# Without a floor the law promises an error that vanishes. With a floor $c$, $e(n) = c + a\,n^{-\alpha}$, the promise is smaller.
# The five points hardly tell the laws apart; the extrapolations differ by a factor of two.

# %%
for floor in (0.0, 0.01, 0.02):
    s, i = np.polyfit(np.log(sizes), np.log(errors.mean(axis=1) - floor), 1)
    fitted = floor + np.exp(i) * sizes**s
    residual = np.abs(fitted / errors.mean(axis=1) - 1).max()
    print(
        f"floor {floor:.2f}: error at 5800 = {floor + np.exp(i) * 5800**s:.4f}, worst relative misfit {residual:.1%}"
    )

# %%
import matplotlib.pyplot as plt

grid = np.geomspace(50, 6000, 60)
figure, axis = plt.subplots(figsize=(7, 3.6))
axis.loglog(sizes, errors.mean(axis=1), "o", color="black")
for floor, style in ((0.0, "-"), (0.02, "--")):
    s, i = np.polyfit(np.log(sizes), np.log(errors.mean(axis=1) - floor), 1)
    axis.loglog(grid, floor + np.exp(i) * grid**s, style, label=f"floor {floor}")
axis.set_xlabel("training examples")
axis.set_ylabel("test error")
axis.set_title("Two laws, the same five points")
axis.legend()
plt.show()

# %% [markdown]
# **The figure in words.** On logarithmic axes, five black dots go down almost along a line from 50 to 800 examples. Two curves pass through them:
# the solid one (no floor) keeps falling straight to 6 000 examples, the dashed one (floor 0.02) bends and flattens well above it.
#
# The choice of the law is one doubt; the noise of the points is another. Resample the six seeds of each size, fit again, and look at the spread of the forecast.

# %%
draw = np.random.default_rng(3)
forecasts = []
for _ in range(2000):
    resampled = [row[draw.integers(6, size=6)].mean() for row in errors]
    s, i = np.polyfit(np.log(sizes), np.log(resampled), 1)
    forecasts.append(np.exp(i) * 5800**s)
low, high = np.quantile(forecasts, [0.025, 0.975])
print(f"error at 5800, no floor: 95 % of the forecasts between {low:.4f} and {high:.4f}")

# %% [markdown]
# The interval is narrow **because it believes in the law without a floor**; the forecasts with a floor lie outside it. The doubt about the form is larger than the doubt
# about the points, and no resampling shows it. Report both. (Hestness and others, 2017, and Hoffmann and others, 2022, fit such laws over many orders of magnitude, with a floor;
# five points over one order do not have that right.)
#
# ### Step 4: what a probability should mean
#
# Among the cases announced at 80 %, 80 % should be right. The **expected calibration error** (ECE) bins the confidences and averages the gaps, weighted by the number of cases.
# A naive Bayes classifier multiplies 64 pixels as if they were independent, and so becomes too sure of itself. We give it images from a bad scanner (noise is added).

# %%
order = np.random.default_rng(1).permutation(len(y))
train, calibration, test = order[:400], order[400:900], order[900:]
scans = X + np.random.default_rng(5).normal(0, 0.5, X.shape)
bayes = GaussianNB().fit(scans[train], y[train])


def softmax(logits):
    """Return the rows as probabilities."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def bins_of(probabilities, labels):
    """Return (mean confidence, share of right answers, cases) of each of ten bins."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    place = np.ceil(confidence * 10) - 1
    return [
        (confidence[place == b].mean(), right[place == b].mean(), (place == b).sum())
        for b in np.unique(place)
    ]


def ece(probabilities, labels):
    """Return the expected calibration error with ten bins."""
    return sum(
        cases * abs(mean - share) for mean, share, cases in bins_of(probabilities, labels)
    ) / len(labels)


raw = bayes.predict_proba(scans[test])
for mean, share, cases in bins_of(raw, y[test]):
    print(f"announced {mean:.2f}, right {share:.2f}, cases {cases}")
print(f"ECE {ece(raw, y[test]):.3f}")

# %% [markdown]
# **Temperature scaling** (Guo and others, 2017) divides the logits, here the logarithms of the probabilities, by one number T, chosen on the calibration cases by the likelihood.
# It changes no answer, only how loudly it is given.

# %%
logits = np.log(np.maximum(bayes.predict_proba(scans), 1e-300))
candidates = np.geomspace(0.5, 20, 60)
losses = [
    -np.log(softmax(logits[calibration] / t)[np.arange(500), y[calibration]]).mean()
    for t in candidates
]
best = candidates[int(np.argmin(losses))]
scaled = softmax(logits[test] / best)
print(f"T = {best:.1f}: ECE {ece(raw, y[test]):.3f} before, {ece(scaled, y[test]):.3f} after")

figure, axis = plt.subplots(figsize=(4.6, 4.2))
axis.plot([0, 1], [0, 1], color="black", linewidth=0.8, label="perfectly calibrated")
for probabilities, style, name in (
    (raw, "s--", "raw"),
    (scaled, "o-", "after temperature scaling"),
):
    bins = [b for b in bins_of(probabilities, y[test]) if b[2] >= 10]
    axis.plot([b[0] for b in bins], [b[1] for b in bins], style, label=name)
axis.set_xlabel("announced probability (mean of the bin)")
axis.set_ylabel("share of right answers")
axis.set_title("Reliability diagram, bins of 10 cases or more")
axis.legend()
plt.show()

# %% [markdown]
# **The figure in words.** The diagonal is perfect calibration. The dashed curve, the raw classifier, runs well below it: it announces more than it keeps.
# The solid curve, after temperature scaling, stays close to the diagonal: the expected calibration error falls from 0.20 to 0.03, and not one answer has changed.

# %% [markdown]
# ### Step 5: a guarantee without trusting the model
#
# **Split conformal prediction** needs only that calibration and test cases are exchangeable. Score each calibration case by $s = 1 - p(\text{true label})$,
# take the $\lceil (n + 1)(1 - \alpha) \rceil$-th smallest score $q$, and answer with **all** labels whose $1 - p$ is at most $q$.
# The set contains the truth with probability at least $1 - \alpha$, however bad the model.

# %%
model = LogisticRegression(max_iter=300).fit(X[train], y[train])
scores = np.sort(1 - model.predict_proba(X[calibration])[np.arange(500), y[calibration]])
q = scores[int(np.ceil(501 * 0.95)) - 1]
sets = model.predict_proba(X[test]) >= 1 - q
covered = sets[np.arange(len(test)), y[test]].mean()
print(
    f"covered {covered:.1%} of the test cases, {sets.sum(axis=1).mean():.2f} labels a set on average"
)

# %% [markdown]
# As promised; luckily so. The guarantee is an average over draws of the calibration **and** of the test cases, and one draw gives a coverage that scatters around it.
# Redraw the calibration cases 300 times:

# %%
chances = model.predict_proba(X)
truth = 1 - chances[np.arange(len(y)), y]
rest, coverages = order[400:], []
for _ in range(300):
    mixed = draw.permutation(rest)
    limit = np.sort(truth[mixed[:500]])[int(np.ceil(501 * 0.95)) - 1]
    coverages.append((truth[mixed[500:]] <= limit).mean())
print(
    f"mean {np.mean(coverages):.3f}; 90 % of the draws between",
    f"{np.quantile(coverages, 0.05):.3f} and {np.quantile(coverages, 0.95):.3f}",
)
for digit in (1, 8):
    mine = test[y[test] == digit]
    print(f"digit {digit}: covered {(truth[mine] <= q).mean():.1%} of {len(mine)} cases")

# %% [markdown]
# With 500 calibration cases, a particular calibration may well give 93 % or 97 %: it follows a Beta law with parameters 476 and 25, of standard deviation one point.
# And the guarantee does not hold for each kind of digit separately, nor after exchangeability has gone (another scanner, another year).
#
# ## 2. Complete it: a bad model (15 minutes)
#
# Replace the model's probabilities by pure noise (`rng.dirichlet`), same recipe. Bet first: is the coverage still 95 %? And the size of the sets?

# %%
rng = np.random.default_rng(2)
noise = ...

if noise is ...:
    print("No answer yet: noise = rng.dirichlet(np.ones(10), size=len(y))")
elif np.shape(noise) != (len(y), 10):
    print(f"ten probabilities for each of {len(y)} cases expected, got shape {np.shape(noise)}")
else:
    noisy = np.sort(1 - noise[calibration, y[calibration]])
    limit = noisy[int(np.ceil(501 * 0.95)) - 1]
    answer = noise[test] >= 1 - limit
    print(
        f"covered {answer[np.arange(len(test)), y[test]].mean():.1%}, {answer.sum(axis=1).mean():.1f} labels a set"
    )

# %% [markdown]
# <details>
# <summary>Show the answer</summary>
#
# The coverage is still about 95 %: the guarantee never looked at the quality of the model. The sets are huge, about nine labels and a half: they say "I do not know" honestly.
# </details>
#
# ## 3. Write it: the conformal rank (20 minutes)
#
# Write a function that returns the rank (from 1) of the calibration score to take, or `None` when there are too few calibration cases for the level.


# %%
def conformal_rank(n, alpha):
    """Return ceil((n + 1)(1 - alpha)), or None if it exceeds n."""
    return ...


answers = [conformal_rank(99, 0.1), conformal_rank(500, 0.05), conformal_rank(8, 0.1)]
if ... in answers:
    print("No answer yet: math.ceil, and compare with n.")
elif answers == [90, 476, None]:
    print("Yes: with 8 cases no finite set can promise 90 %.")
else:
    print(f"[90, 476, None] expected, got {answers!r}")

# %% [markdown]
# <details>
# <summary>Show an answer</summary>
#
# ```python
# def conformal_rank(n, alpha):
#     import math
#
#     rank = math.ceil((n + 1) * (1 - alpha))
#     return rank if rank <= n else None
# ```
# </details>
#
# ## Three things that people get wrong
#
# - "The fit is excellent, so the forecast is." The points constrain the law where they are, not where you want to go.
# - "Calibrated, so accurate." Announcing the base rate to everybody is perfectly calibrated, and useless.
# - "This set contains the truth with probability 95 % *for this patient*." The 95 % is an average over patients; for some groups it may be 80 %.
#
# ## Take away
#
# - Two laws that fit the same points can promise very different futures: show both.
# - Calibration is measured, by bins or better, on data that training never saw.
# - Conformal sets turn any score into a guarantee, on average, under exchangeability.
#
# **Sources.** J. Hestness and others, *Deep Learning Scaling is Predictable, Empirically*, 2017. J. Hoffmann and others, *Training Compute-Optimal Large Language Models*, 2022.
# C. Guo and others, *On Calibration of Modern Neural Networks*, ICML 2017. A. Angelopoulos and S. Bates, *Conformal Prediction: A Gentle Introduction*, 2023. V. Vovk, A. Gammerman and G. Shafer, 2005.
