# %% [markdown]
# # Where the variance comes from
#
# **What you will learn.** To separate the variance due to the data split from that due to the training seed,
# and to see why an error bar over seeds alone is too short.
#
# **Before you start.** NumPy arrays, sample variance.
#
# **Time.** 70 minutes.

# %% [markdown]
# ## 1. Worked example: one method, many draws (35 minutes)
#
# First, three words that papers mix up (as the ACM defined them in 2020):
#
# | word | who | with what | the question |
# |---|---|---|---|
# | repeatable | the same team | the same set-up | do *we* get it again? |
# | reproducible | another team | our code and data | do *they* get it again? |
# | replicable | another team | their own set-up | is it true beyond our set-up? |
#
# A fixed seed buys the first, with luck the second, and says nothing about the third. This module is about measuring what the seed hides.
#
# Leïla, in Nancy, trains a small classifier on handwritten digits. Two things are random: which images are held out, and the training itself
# (here the order of the examples; in a neural network also the initial weights, dropout, augmentation).
#
# ### Step 1: name the sources of randomness
#
# | source | fixed by | would another lab redraw it? |
# |---|---|---|
# | held-out split | `split_seed` | yes |
# | training | `train_seed` | yes |
# | data set | nothing, we have one | yes, but we cannot |
#
# ### Step 2: run a grid, not a list
#
# Each split is combined with each training seed. That is what lets us tell the two sources apart.

# %%
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

digits = load_digits()
X, y = digits.data / 16.0, digits.target


def score(split_seed, train_seed):
    """Return the test accuracy of one run."""
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.3, random_state=split_seed, stratify=y
    )
    model = SGDClassifier(
        loss="log_loss", alpha=1e-3, max_iter=12, tol=None, random_state=train_seed
    )
    return model.fit(X_train, y_train).score(X_test, y_test)


scores = np.array([[score(split, train) for train in range(5)] for split in range(8)])
scores.round(3)

# %% [markdown]
# ### Step 3: look
#
# One row per split, one column per training seed. Are the numbers more alike within a row or within a column?

# %%
print("standard deviation within a split:", scores.std(axis=1, ddof=1).mean().round(4))
print("standard deviation of the split means:", scores.mean(axis=1).std(ddof=1).round(4))

# %%
import matplotlib.pyplot as plt

figure, axis = plt.subplots(figsize=(7, 3.4))
for split, row in enumerate(scores):
    axis.plot([split] * len(row), row, "o", alpha=0.7, color="tab:blue")
    axis.plot(split, row.mean(), "_", markersize=22, color="black")
axis.set_xlabel("split seed")
axis.set_ylabel("test accuracy")
axis.set_title("Eight splits, five training seeds each (bars: split means)")
plt.show()

# %% [markdown]
# **The figure in words.** Eight columns of five dots. Within a column the dots spread over about one point of accuracy;
# the black bars, the means of the columns, move between 0.945 and 0.965 from split to split. Neither source can be ignored.
#
# ### Step 4: the variance components
#
# With $S$ splits and $R$ seeds each, the one-way random-effects model gives, from the mean square within and the mean square between,
# $\hat\sigma^2_{seed} = MS_w$ and $\hat\sigma^2_{split} = \max(0, (MS_b - MS_w)/R)$.

# %%
splits, seeds = scores.shape
ms_within = ((scores - scores.mean(axis=1, keepdims=True)) ** 2).sum() / (splits * (seeds - 1))
ms_between = seeds * ((scores.mean(axis=1) - scores.mean()) ** 2).sum() / (splits - 1)
print("seed component:", np.sqrt(ms_within).round(4))
print("split component:", np.sqrt(max(0.0, (ms_between - ms_within) / seeds)).round(4))

# %% [markdown]
# ### Step 5: the honest standard error
#
# The 40 numbers are not independent: five share each split. The unit of replication is the **split**, so the standard error of the mean is the standard
# deviation of the 8 split means over $\sqrt 8$, not that of the 40 scores over $\sqrt{40}$.

# %%
honest = scores.mean(axis=1).std(ddof=1) / np.sqrt(splits)
naive = scores.std(ddof=1) / np.sqrt(scores.size)
print(
    f"honest {honest:.4f}, naive {naive:.4f}: the naive bar is {honest / naive:.1f} times too short"
)

# %% [markdown]
# Even the honest one is conditional on this data set: the splits overlap. It says what another draw of the split would change, no more.
# With a thousand splits it would shrink towards zero, while we would know no more about other writers' digits: we still have one data set.
#
# ### Step 6: what a seed does not fix
#
# Floating-point addition is not associative: the order of a sum changes its last digits. A graphics card or several threads choose that order anew
# at every run, and training amplifies the difference step after step.

# %%
numbers = np.random.default_rng(0).standard_normal(100_000).astype(np.float32)
orders = {
    "as drawn": numbers,
    "sorted": np.sort(numbers),
    "backwards": numbers[::-1],
}
for name, values in orders.items():
    print(f"{name}: one after the other {np.cumsum(values)[-1]:.6f}")

# %% [markdown]
# The same hundred thousand numbers, three sums. Seeds do not fix this either: library versions, the number of threads, the order of Python sets of texts
# (`PYTHONHASHSEED`), the order in which a file system lists files. Record them; sort what you can; and treat the rest as one more source of variance.
#
# ## 2. Complete it: how many runs? (15 minutes)
#
# To see a difference $d$ between two methods with $n$ independent runs each, with a two-sided test at 5 % and 80 % power,
# one needs about $n = 2 (1.96 + 0.84)^2 \sigma^2 / d^2$. Put in the standard deviation of one run on one split and a difference of half a point.

# %%
sigma = ...
d = 0.005

if sigma is ...:
    print("No answer yet: use np.sqrt of the sum of both components.")
elif not 0.005 < sigma < 0.01:
    print(f"a standard deviation of about 0.007 expected, got {sigma!r}: is it a variance?")
else:
    print(int(np.ceil(2 * (1.96 + 0.84) ** 2 * sigma**2 / d**2)), "runs for each method")

# %% [markdown]
# <details>
# <summary>Show an answer</summary>
#
# `sigma = scores.std(ddof=1)` is close enough here. It takes dozens of runs per method: three seeds cannot resolve half a point.
# Pairing the two methods on the same splits (next module) removes the split component and saves most of them.
# </details>
#
# ## 3. Write it: seeds that do not depend on the order (20 minutes)
#
# `seed = 0, 1, 2…` breaks when you insert a run. Derive each seed from a root and a name instead: same name, same seed, whatever else runs.


# %%
def seed_of(root, name):
    """Return a 32-bit seed derived from a root and a name."""
    return ...


answer = seed_of(7, "split-3")
if answer is ...:
    print(
        "No answer yet: hashlib.sha256(f'{root}:{name}'.encode()).digest(), then int.from_bytes of the first 4 bytes."
    )
elif answer == 499585820:
    print("Yes. np.random.SeedSequence does the same job, with spawn().")
else:
    print(
        f"499585820 expected for seed_of(7, 'split-3') with the first four bytes, big-endian; got {answer!r}."
    )

# %% [markdown]
# <details>
# <summary>Show an answer</summary>
#
# ```python
# def seed_of(root, name):
#     import hashlib
#
#     digest = hashlib.sha256(f"{root}:{name}".encode()).digest()
#     return int.from_bytes(digest[:4], "big")
# ```
# </details>
#
# ## Three things that people get wrong
#
# - "We fixed the seed, so the result is reproducible." It is repeatable on that machine. Another seed is another draw, and a claim about a method must survive it.
# - "Forty runs, so n = 40." Runs that share a split are not independent: n is the number of splits.
# - "We report the best of five seeds." The best of five is a biased estimate of anything; report the mean and the spread, of all of them.
#
# ## Take away
#
# - Write down every source of randomness and who would redraw it.
# - Cross the sources; then each has a variance that you can state.
# - The unit of replication is the one that another lab would redraw.
#
# **Sources.** ACM, *Artifact Review and Badging*, version 1.1, 2020. X. Bouthillier and others, *Accounting for Variance in Machine Learning Benchmarks*, MLSys 2021.
# J. Pineau and others, *Improving Reproducibility in Machine Learning Research*, JMLR 2021.
