# %% [markdown]
# # Paired and counted
#
# **What you will learn.** Why pairing saves runs, how to test a difference without a normality assumption, and what looking at ten variants costs.
#
# **Before you start.** The first module.
#
# **Time.** 60 minutes.

# %% [markdown]
# ## 1. Worked example: is the deeper tree better? (25 minutes)
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
# The ten training sets overlap, so the ten differences are not quite independent and this p-value is somewhat optimistic
# (Nadeau and Bengio, 2003). Say so, or use disjoint data.
#
# ### Step 5: count your looks
#
# Youna tried ten depths and reports the best. Under no effect, the best of ten p-values is below 0.05 about 40 % of the time.
#
# ## 2. Complete it: the best of ten (15 minutes)
#
# Simulate: draw ten p-values uniformly, 10 000 times; how often is the smallest at most 0.05? And at most 0.05 / 10?

# %%
rng = np.random.default_rng(0)
smallest = ...

if smallest is ...:
    print("No answer yet: rng.random((10_000, 10)).min(axis=1)")
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


# %%
def sign_test(wins, losses):
    """Return the two-sided p-value of the sign test."""
    return ...


answer = sign_test(9, 1)
if answer is ...:
    print(
        "No answer yet: math.comb(n, k) / 2**n, summed up to the smaller count, doubled."
    )
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
# ## Take away
#
# - Same split, same seed, then subtract.
# - A permutation test needs no bell curve; it needs exchangeability, so ask what your runs share.
# - Every variant you looked at is a comparison you made.
