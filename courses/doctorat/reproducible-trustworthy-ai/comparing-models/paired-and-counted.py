# %% [markdown]
# # Paired and counted
#
# **What you will learn.** Why pairing saves runs, how to test a difference without a normality assumption, what looking at ten variants costs,
# and what an ablation table can and cannot say.
#
# **Before you start.** The first module.
#
# **Time.** 80 minutes.

# %% [markdown]
# ## 1. Worked example: is the deeper forest better? (45 minutes)
#
# Youna, in Charleville-Mézières, compares two random forests that differ in one setting. Same ten splits, same seeds for both.
#
# ### Step 1: run both on the same draws

# %%
import numpy as np
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

digits = load_digits()


def score(seed, depth):
    """Return the test accuracy of a small forest of the given depth."""
    X_train, X_test, y_train, y_test = train_test_split(
        digits.data,
        digits.target,
        test_size=0.3,
        random_state=seed,
        stratify=digits.target,
    )
    forest = RandomForestClassifier(n_estimators=20, max_depth=depth, random_state=seed)
    return forest.fit(X_train, y_train).score(X_test, y_test)


shallow = np.array([score(seed, 8) for seed in range(10)])
deep = np.array([score(seed, 14) for seed in range(10)])
difference = deep - shallow
print("shallow", shallow.mean().round(4), "deep", deep.mean().round(4))

# %% [markdown]
# ### Step 2: unpaired, then paired

# %%
unpaired = np.sqrt(shallow.var(ddof=1) / 10 + deep.var(ddof=1) / 10)
paired = difference.std(ddof=1) / np.sqrt(10)
print(
    f"difference {difference.mean():.4f}, standard error unpaired {unpaired:.4f}, paired {paired:.4f}"
)

# %% [markdown]
# The splits are hard or easy for both forests at once. Subtracting removes what they share.
#
# ### Step 3: test without a bell curve
#
# If the setting did nothing, each difference could as well have had the other sign. Flip all the signs in all $2^{10}$ ways:
# the p-value is the share of flips whose mean is at least as far from zero.

# %%
from itertools import product

flips = np.array(list(product([1, -1], repeat=10)))
means = (flips * difference).mean(axis=1)
p = (np.abs(means) >= abs(difference.mean()) - 1e-12).mean()
print(f"p = {p:.4f}, the smallest possible with ten pairs is {2 / 2**10:.4f}")

# %%
import matplotlib.pyplot as plt

figure, axis = plt.subplots(figsize=(7, 3.2))
axis.hist(means, bins=41, color="lightgrey", edgecolor="grey")
axis.axvline(difference.mean(), color="black")
axis.axvline(-difference.mean(), color="black", linestyle="--")
axis.set_xlabel("mean difference after flipping signs")
axis.set_ylabel("number of flips")
axis.set_title("What chance alone would give (grey), and what was seen (line)")
plt.show()

# %% [markdown]
# **The figure in words.** A grey, symmetric hill centred on zero: the mean differences under all sign flips. Two vertical lines, the observed difference
# and its mirror image, stand in its flanks; the p-value is the share of the hill beyond them.
#
# Here p is about 0.10: with ten pairs we cannot tell whether the deeper forest is better. That sentence is a result, and it is the one to write.
#
# ### Step 4: remember what the splits share
#
# The ten training sets overlap, so the ten differences are not independent and the p-value above is optimistic. Nadeau and Bengio (2003) correct the standard error:
# instead of $s^2 / n$, the variance of the mean is taken as $s^2 \left(\frac{1}{n} + \frac{n_{test}}{n_{train}}\right)$. The second term does not shrink with more splits.

# %%
corrected = difference.std(ddof=1) * np.sqrt(1 / 10 + 0.3 / 0.7)
print(f"t naive {difference.mean() / paired:.2f}, t corrected {difference.mean() / corrected:.2f}")
print(f"the standard error grows {corrected / paired:.1f} times")

# %% [markdown]
# What looked like a hint is nothing at all. When splits come from one data set, report the corrected interval, or use several data sets.
#
# ### Step 5: count your looks
#
# Youna tried ten depths and reports the best. Under no effect, the best of ten p-values is below 0.05 about 40 % of the time.
# Two promises are possible. The **family-wise error rate** is the probability of even one false discovery; **Holm's** method keeps it at most at α:
# sort the p-values, compare the smallest with α/m, the next with α/(m − 1), and stop at the first that fails.
# The **false discovery rate** is the expected share of false ones among the discoveries; **Benjamini and Hochberg** keep it at α by comparing the k-th smallest with kα/m
# and rejecting everything up to the last that passes.

# %%
p_values = {
    "depth 6": 0.004,
    "depth 10": 0.011,
    "depth 12": 0.02,
    "depth 14": 0.03,
    "depth 16": 0.21,
}
m, alpha, stopped, last = len(p_values), 0.05, False, 0
table = sorted(p_values.items(), key=lambda item: item[1])
for k, (name, value) in enumerate(table):
    stopped = stopped or value > alpha / (m - k)
    last = k + 1 if value <= alpha * (k + 1) / m else last
    print(
        f"{name:8}  p = {value:.3f}  Holm bound {alpha / (m - k):.4f}",
        "(keep)  " if stopped else "(REJECT)",
        f"BH bound {alpha * (k + 1) / m:.3f}",
    )
print("Benjamini-Hochberg rejects the first", last)

# %% [markdown]
# Five p-values, four of them below 0.05: Holm rejects two, Benjamini and Hochberg four. Neither is "right"; they promise different things. Choose before you look, and say which.
#
# ### Step 6: an interval says more than a test
#
# A **bootstrap** resamples the differences with replacement, many times, and takes the quantiles of the resampled means.

# %%
rng = np.random.default_rng(1)
indices = rng.integers(10, size=(5000, 10))
low, high = np.quantile(difference[indices].mean(axis=1), [0.025, 0.975])
print(f"mean difference {difference.mean():.4f}, 95 % interval from {low:.4f} to {high:.4f}")

# %% [markdown]
# It tells the reader how large the effect may be, which no p-value does. But look: it excludes zero, although the sign flips gave p = 0.10.
# With ten values the percentile bootstrap is too short, and like the naive t it knows nothing of the overlap of step 4. Read it as a lower bound on the doubt, never as a second chance.
#
# ### Step 7: read an ablation table as what it is
#
# An ablation removes one part and reports the loss. Here are the four combinations of two parts, A and B (means of paired runs):

# %%
means_of = {"neither": 0.80, "A alone": 0.86, "B alone": 0.85, "A and B": 0.87}
print(f"A, when B is there: {means_of['A and B'] - means_of['B alone']:+.2f}")
print(f"A, when B is not:   {means_of['A alone'] - means_of['neither']:+.2f}")

# %% [markdown]
# The usual table shows the first number only: "A contributes 0.02". It hides that A alone brings 0.06: the two parts do the same job. Effects of removing parts one at a time
# do not add up, and a small one does not mean that the part is useless.
#
# ## 2. Complete it: the best of ten (15 minutes)
#
# Simulate: draw ten p-values uniformly, 10 000 times; how often is the smallest at most 0.05? And at most 0.05 / 10?

# %%
rng = np.random.default_rng(0)
smallest = ...

if smallest is ...:
    print("No answer yet: rng.random((10_000, 10)).min(axis=1)")
elif np.shape(smallest) != (10_000,):
    print(f"one minimum for each of 10 000 draws expected, got shape {np.shape(smallest)}")
else:
    print(
        f"at most 0.05: {(smallest <= 0.05).mean():.0%}; at most 0.005: {(smallest <= 0.005).mean():.0%}"
    )

# %% [markdown]
# <details>
# <summary>Show an answer</summary>
#
# `smallest = rng.random((10_000, 10)).min(axis=1)` gives about 40 % and 5 %. Dividing the threshold by the number of looks (Bonferroni) pays for them;
# Holm's method pays less for the same guarantee.
# </details>
#
# ## 3. Write it: a sign test (20 minutes)
#
# Write a function that returns the two-sided sign-test p-value from the numbers of wins and losses (ties left out):
# twice the probability of at most `min(wins, losses)` heads in that many fair tosses, never above 1.
# With one test set and two models, wins and losses being the examples on which only one of them is right, the same formula is the exact **McNemar** test.


# %%
def sign_test(wins, losses):
    """Return the two-sided p-value of the sign test."""
    return ...


answer = sign_test(9, 1)
if answer is ...:
    print("No answer yet: math.comb(n, k) / 2**n, summed up to the smaller count, doubled.")
elif abs(answer - 0.021484375) < 1e-12:
    print("Yes.")
else:
    print(f"0.021484375 expected for sign_test(9, 1), got {answer!r}")

# %% [markdown]
# <details>
# <summary>Show an answer</summary>
#
# ```python
# def sign_test(wins, losses):
#     import math
#
#     n = wins + losses
#     tail = sum(math.comb(n, k) for k in range(min(wins, losses) + 1)) / 2**n
#     return min(1.0, 2 * tail)
# ```
# </details>
#
# ## Three things that people get wrong
#
# - "p = 0.03: the null has 3 % chance of being true." p is the probability of data at least this far *if* the null is true, nothing else.
# - "Not significant, so no effect." It may be too few runs; the interval shows which effects are still possible.
# - "The two error bars overlap, so no difference." Paired methods share their noise: look at the interval of the difference.
#
# ## Take away
#
# - Same split, same seed, then subtract.
# - A permutation test needs no bell curve; it needs exchangeability, so ask what your runs share.
# - Every variant you looked at is a comparison you made.
#
# **Sources.** C. Nadeau and Y. Bengio, *Inference for the Generalization Error*, Machine Learning, 2003. T. Dietterich, *Approximate Statistical Tests for Comparing Supervised
# Classification Learning Algorithms*, Neural Computation, 1998. S. Holm, 1979; Y. Benjamini and Y. Hochberg, 1995. J. Demšar, JMLR 2006 (several data sets).
