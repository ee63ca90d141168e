# %% [markdown]
# # From run to sentence
#
# **What you will learn.** To record a run, to round to what is known, and to write a claim whose strength matches its evidence.
#
# **Before you start.** The first two modules.
#
# **Time.** 50 minutes.

# %% [markdown]
# ## 1. Worked example: a run that can be repeated (25 minutes)
#
# ### Step 1: write the configuration down as data
#
# Everything that changes the result belongs in it: data and their checksum, seeds, settings, versions.

# %%
import json
import platform

import numpy as np
import sklearn
from sklearn.datasets import load_digits

digits = load_digits()
run = {
    "data": "scikit-learn digits",
    "method": "logistic regression",
    "settings": {"C": 1.0, "max_iter": 300},
    "split_seed": 7,
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    },
}
print(json.dumps(run, indent=1))

# %% [markdown]
# ### Step 2: give it a fingerprint
#
# The same content must give the same fingerprint, whatever the order of the keys: write the JSON in **canonical** form (sorted keys, no spaces), then hash it.

# %%
import hashlib

canonical = json.dumps(run, sort_keys=True, separators=(",", ":"))
print(hashlib.sha256(canonical.encode()).hexdigest()[:16])

# %% [markdown]
# ### Step 3: check the data, not its name
#
# "scikit-learn digits" can change under the same name. A checksum of the bytes cannot.

# %%
print(hashlib.sha256(np.ascontiguousarray(digits.data).tobytes()).hexdigest()[:16])

# %% [markdown]
# For the software, four version numbers are a start. What makes a rerun possible in five years is the full list (`pip freeze`), kept beside the run, or better a container image
# quoted by its digest; and one command in the README that goes from raw data to the table.
#
# ### Step 4: round to what is known
#
# "0.84371 ± 0.01324" shows two or three digits of noise. Keep **one** significant digit of the error (two if it begins with 1), and cut the value at the same decimal.

# %%
for mean, error in [(0.84371, 0.03324), (0.84371, 0.01324), (12.3456, 0.5)]:
    exponent = int(np.floor(np.log10(error)))
    digits_kept = max(0, -exponent + (1 if error / 10.0**exponent < 2 else 0))
    print(f"{mean} ± {error}  ->  {mean:.{digits_kept}f} ± {error:.{digits_kept}f}")

# %% [markdown]
# ### Step 5: match the verb to the evidence
#
# | interval of the difference | verb |
# |---|---|
# | entirely above the smallest difference of interest | "is better" |
# | excludes zero but not small effects | "is slightly better, here" |
# | contains zero | "we could not tell" |
# | entirely below zero | "is worse" |
#
# ## 2. Complete it: canonical or not? (10 minutes)
#
# Do these two dictionaries have the same fingerprint? Bet, then replace the dots by the comparison of their canonical texts.

# %%
first, second = {"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}
same = ...

if same is ...:
    print("No answer yet: compare json.dumps(..., sort_keys=True) of both.")
elif same:
    print("Yes: the same.")
else:
    print("the same canonical text expected: did you sort the keys of both?")

# %% [markdown]
# <details>
# <summary>Show the answer</summary>
#
# The same: keys are sorted. The order of a **list** is kept, because it may matter. And 1 and 1.0 differ as text: decide which you write.
# </details>
#
# ## 3. Write it: a verb (15 minutes)
#
# Write a function that returns the verb of step 5 from an interval of the difference and the smallest difference of interest.


# %%
def verb(low, high, interest):
    """Return the claim that an interval of the difference supports."""
    return ...


answers = [
    verb(0.02, 0.04, 0.01),
    verb(0.004, 0.03, 0.01),
    verb(-0.01, 0.03, 0.01),
    verb(-0.05, -0.02, 0.01),
]
if ... in answers:
    print("No answer yet: four cases, the strongest claims first.")
elif answers == [
    "is better",
    "is slightly better, here",
    "we could not tell",
    "is worse",
]:
    print("Yes.")
else:
    print(f"the four verbs of the table, in order, expected; got {answers!r}")

# %% [markdown]
# <details>
# <summary>Show an answer</summary>
#
# ```python
# def verb(low, high, interest):
#     if low > interest:
#         return "is better"
#     if low > 0:
#         return "is slightly better, here"
#     if high < 0:
#         return "is worse"
#     return "we could not tell"
# ```
# </details>
#
# ## Three things that people get wrong
#
# - "The code is on the web, so the work is reproducible." Without the data's checksum, the seeds, the versions and the command, a reader gets another number and cannot say why.
# - "± needs no explanation." Standard deviation of runs, standard error, or interval? Over seeds, splits or patients? Two papers with the same "±" may differ by a factor of five.
# - "A negative result is not worth a table." It is what saves the next group a year; it needs the same care, and the same interval.
#
# ## Take away
#
# - Configuration as data, hashed; data hashed too.
# - Digits beyond the error are decoration.
# - The verb is part of the result.
#
# **Sources.** J. Pineau and others, *Improving Reproducibility in Machine Learning Research* (with its checklist), JMLR 2021. JCGM 100:2008, *Guide to the Expression of Uncertainty in Measurement*.
# M. Mitchell and others, *Model Cards for Model Reporting*, 2019. T. Gebru and others, *Datasheets for Datasets*, 2021.
