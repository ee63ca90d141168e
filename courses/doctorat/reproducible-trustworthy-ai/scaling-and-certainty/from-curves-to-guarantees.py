# %% [markdown]
# # From curves to guarantees
#
# **What you will learn.** To fit a learning curve by a power law and distrust it properly, to see miscalibration, and to turn any classifier
# into prediction sets that cover the truth as often as promised.
#
# **Before you start.** Logarithms, least squares, the first two modules.
#
# **Time.** 60 minutes.

# %% [markdown]
# ## 1. Worked example: what would more data bring? (25 minutes)
#
# Inès trains on 50, 100, … 800 digits and measures the error on the rest. She must decide whether to label 5 000 more.
#
# ### Step 1: measure the curve, several times

# %%
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

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
# The five points hardly tell the two apart; the two extrapolations differ by a factor.

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
axis.legend()
plt.show()

# %% [markdown]
# **The figure in words.** On logarithmic axes, five black dots go down almost along a line from 50 to 800 examples. Two curves pass through them:
# the solid one (no floor) keeps falling straight to 6 000 examples, the dashed one (floor 0.02) bends and flattens well above it.
#
# ### Step 4: what a probability should mean
#
# Among the cases announced at 80 %, 80 % should be right. The **expected calibration error** bins the confidences and averages the gaps.

# %%
order = np.random.default_rng(1).permutation(len(y))
train, calibration, test = order[:400], order[400:900], order[900:]
model = LogisticRegression(max_iter=300, C=100).fit(X[train], y[train])
confidence = model.predict_proba(X[test]).max(axis=1)
right = model.predict(X[test]) == y[test]
for low in np.arange(0.4, 1.0, 0.1):
    inside = (confidence > low) & (confidence <= low + 0.1)
    if inside.sum() >= 10:
        print(
            f"announced {confidence[inside].mean():.2f}, right {right[inside].mean():.2f}, cases {inside.sum()}"
        )

# %% [markdown]
# ### Step 5: a guarantee without trusting the model
#
# **Split conformal prediction** needs only that calibration and test cases are exchangeable. Score each calibration case by $s = 1 - p(\text{true label})$,
# take the $\lceil (n + 1)(1 - \alpha) \rceil$-th smallest score $q$, and answer with **all** labels whose $1 - p$ is at most $q$.
# The set contains the truth with probability at least $1 - \alpha$, however bad the model.

# %%
scores = np.sort(
    1 - model.predict_proba(X[calibration])[np.arange(500), y[calibration]]
)
q = scores[int(np.ceil(501 * 0.95)) - 1]
sets = model.predict_proba(X[test]) >= 1 - q
covered = sets[np.arange(len(test)), y[test]].mean()
print(
    f"covered {covered:.1%} of the test cases, {sets.sum(axis=1).mean():.2f} labels a set on average"
)

# %% [markdown]
# The guarantee is an average over draws: it does not hold for each kind of digit separately, and it dies with exchangeability (another scanner, another year).
#
# ## 2. Complete it: a bad model (15 minutes)
#
# Replace the model's probabilities by pure noise (`rng.dirichlet`), same recipe. Bet first: is the coverage still 95 %? And the size of the sets?

# %%
rng = np.random.default_rng(2)
noise = ...

if noise is ...:
    print("No answer yet: noise = rng.dirichlet(np.ones(10), size=len(y))")
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
# ## Take away
#
# - Two laws that fit the same points can promise very different futures: show both.
# - Calibration is measured, by bins or better, on data that training never saw.
# - Conformal sets turn any score into a guarantee, on average, under exchangeability.
