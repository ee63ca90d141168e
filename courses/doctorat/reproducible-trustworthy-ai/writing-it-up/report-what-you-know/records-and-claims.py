# %% [markdown]
# # Exercise 5.1: records and claims
#
# Five small tools for the last weeks before a deadline. About 90 minutes, and a written question.

# %%
import hashlib
import json
import math

run = {"seed": 3, "settings": {"C": 1.0, "name": "données"}}

# %% [markdown]
# ## Question 1: fingerprint (10 minutes)
#
# Write `fingerprint(config)`: the hexadecimal SHA-256 of the canonical JSON of the configuration: keys sorted, separators `,` and `:` without spaces,
# non-ASCII characters as they are, UTF-8. A value that JSON cannot hold, NaN and infinities included, raises a `ValueError`.


# %% solution="fingerprint"
def fingerprint(config):
    """Return the SHA-256 of the configuration's canonical JSON."""
    ### BEGIN SOLUTION
    try:
        text = json.dumps(
            config, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
    except TypeError as error:
        raise ValueError(f"not JSON: {error}") from error
    return hashlib.sha256(text.encode()).hexdigest()
    ### END SOLUTION


# %% points=2 tests="fingerprint"
got = fingerprint({"b": 1, "a": 2})
assert got == fingerprint({"a": 2, "b": 1}), "the order of the keys must not matter"
assert got != fingerprint({"a": 1, "b": 2}), "other values: another fingerprint expected"
### BEGIN HIDDEN TESTS
for config, text in [
    (run, '{"seed":3,"settings":{"C":1.0,"name":"données"}}'),
    ({"x": [2, 1], "a": None, "t": True}, '{"a":null,"t":true,"x":[2,1]}'),
    ({}, "{}"),
]:
    expected = hashlib.sha256(text.encode()).hexdigest()
    got = fingerprint(config)
    assert got == expected, (
        f"{config!r}: the fingerprint of {text} expected ({expected[:12]}…), got {got[:12]}…"
    )
for config in ({"a": {1, 2}}, {"a": float("nan")}, {"a": float("inf")}, {"a": b"bytes"}):
    try:
        got = fingerprint(config)
    except ValueError:
        got = "ValueError"
    except TypeError:
        got = "TypeError"
    assert got == "ValueError", f"{config!r}: ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: what changed between two runs? (15 minutes)
#
# Write `changed(first, second)`: two nested dictionaries; return the **sorted list of paths** (keys joined by `.`) whose values differ or that only one of them has.
# A dictionary on one side and another kind of value on the other differ at that path and below nothing more is listed. Empty dictionaries count as values.


# %% solution="changed"
def changed(first, second):
    """Return the sorted dotted paths at which two nested dictionaries differ."""
    ### BEGIN SOLUTION
    paths = []
    for key in set(first) | set(second):
        if key not in first or key not in second:
            paths.append(key)
        elif isinstance(first[key], dict) and isinstance(second[key], dict):
            paths += [f"{key}.{path}" for path in changed(first[key], second[key])]
        elif first[key] != second[key]:
            paths.append(key)
    return sorted(paths)
    ### END SOLUTION


# %% points=3 tests="changed"
got = list(changed(run, {"seed": 4, "settings": {"C": 1.0, "name": "data"}}))
assert got == ["seed", "settings.name"], (
    f"seed and name changed: ['seed', 'settings.name'] expected, got {got!r}"
)
### BEGIN HIDDEN TESTS
for first, second, expected in [
    ({}, {}, []),
    ({"a": 1}, {"b": 1}, ["a", "b"]),
    ({"a": {"b": {"c": 1, "d": 2}}}, {"a": {"b": {"c": 1, "d": 3}}}, ["a.b.d"]),
    ({"a": {"b": 1}}, {"a": 5}, ["a"]),
    ({"a": {}}, {}, ["a"]),
    ({"a": {}}, {"a": {"x": 1}}, ["a.x"]),
    ({"z": [1, 2], "y": None}, {"z": [2, 1], "y": None}, ["z"]),
]:
    got = list(changed(first, second))
    assert got == expected, f"changed({first!r}, {second!r}): {expected!r} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3: round to what is known (15 minutes)
#
# Write `reported(mean, error)`: the text `"mean ± error"` with the error at **one** significant digit, **two** if its first digit is 1,
# and the mean at the same number of decimals, never less than zero decimals. An error that is not positive raises a `ValueError`.
# Use Python's `f"{x:.{k}f}"` for both.


# %% solution="rounding"
def reported(mean, error):
    """Return 'mean ± error' rounded to the digits that the error leaves."""
    ### BEGIN SOLUTION
    if error <= 0:
        raise ValueError("error > 0 expected")
    exponent = math.floor(math.log10(error))
    decimals = -exponent + (1 if error / 10**exponent < 2 else 0)
    decimals = max(0, decimals)
    return f"{mean:.{decimals}f} ± {error:.{decimals}f}"
    ### END SOLUTION


# %% points=2 tests="rounding"
got = reported(0.84371, 0.03324)
assert got == "0.84 ± 0.03", f"reported(0.84371, 0.03324): '0.84 ± 0.03' expected, got {got!r}"
### BEGIN HIDDEN TESTS
for mean, error, expected in [
    (0.84371, 0.01324, "0.844 ± 0.013"),
    (12.3456, 0.5, "12.3 ± 0.5"),
    (123.4, 7.0, "123 ± 7"),
    (1234.5, 45.0, "1234 ± 45"),
    (3.14159, 1.2, "3.1 ± 1.2"),
    (-0.5, 0.002, "-0.500 ± 0.002"),
    (9.87, 0.25, "9.9 ± 0.2"),
]:
    got = reported(mean, error)
    assert got == expected, f"reported({mean}, {error}): {expected!r} expected, got {got!r}"
for error in (0, -0.1):
    try:
        got = reported(1.0, error)
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", f"error {error}: ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4: what each interval supports (10 minutes)
#
# Write `claims(intervals, interest)`: a dictionary name → (low, high) of a difference, and the smallest difference of interest (positive). Return a dictionary name → one of
# `"better"` (low above `interest`), `"slightly better"` (low above 0), `"worse"` (high below 0), `"open"` (the rest). "Above" and "below" are strict.


# %% solution="claims"
def claims(intervals, interest):
    """Return what each interval of a difference supports."""
    ### BEGIN SOLUTION
    result = {}
    for name, (low, high) in intervals.items():
        if low > interest:
            result[name] = "better"
        elif low > 0:
            result[name] = "slightly better"
        else:
            result[name] = "worse" if high < 0 else "open"
    return result
    ### END SOLUTION


# %% points=2 tests="claims"
got = dict(claims({"dropout": (0.02, 0.05), "mixup": (-0.01, 0.03)}, 0.01))
assert got == {"dropout": "better", "mixup": "open"}, (
    f"{{'dropout': 'better', 'mixup': 'open'}} expected, got {got!r}"
)
### BEGIN HIDDEN TESTS
for interval, interest, expected in [
    ((0.01, 0.2), 0.01, "slightly better"),
    ((0.0, 0.2), 0.01, "open"),
    ((-0.2, 0.0), 0.01, "open"),
    ((-0.2, -0.001), 0.01, "worse"),
    ((0.001, 0.002), 0.01, "slightly better"),
    ((0.011, 0.02), 0.01, "better"),
    ((0.3, 0.5), 0.4, "slightly better"),
]:
    got = claims({"x": interval}, interest)["x"]
    assert got == expected, (
        f"interval {interval}, interest {interest}: {expected!r} expected, got {got!r}"
    )
got = dict(claims({}, 0.1))
assert got == {}, f"no interval: {{}} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5: ranks that do not pretend (15 minutes)
#
# Write `ranking(means, margin)`: a dictionary method → mean (higher is better) and the margin under which two means cannot be told apart. Walk down the methods by decreasing mean
# (alphabetical order when equal); a method joins the current group if the **first** of that group exceeds it by at most the margin (to 1e-12), otherwise it opens a new group.
# Return the list of groups, each a **sorted list** of names.


# %% solution="ranking"
def ranking(means, margin):
    """Return groups of methods that the margin cannot tell apart, best first."""
    ### BEGIN SOLUTION
    groups, first = [], None
    for name in sorted(means, key=lambda name: (-means[name], name)):
        if first is not None and first - means[name] <= margin + 1e-12:
            groups[-1].append(name)
        else:
            groups.append([name])
            first = means[name]
    return [sorted(group) for group in groups]
    ### END SOLUTION


# %% points=3 tests="ranking"
got = [list(group) for group in ranking({"ours": 0.84, "base": 0.83, "old": 0.7}, 0.02)]
assert got == [["base", "ours"], ["old"]], (
    f"margin 0.02: [['base', 'ours'], ['old']] expected, got {got!r}"
)
### BEGIN HIDDEN TESTS
for means, margin, expected in [
    ({"a": 3, "b": 2, "c": 1}, 1, [["a", "b"], ["c"]]),
    ({"a": 3, "b": 2, "c": 1}, 0.5, [["a"], ["b"], ["c"]]),
    ({"z": 1, "y": 1, "x": 0}, 0, [["y", "z"], ["x"]]),
    ({"a": 0.5, "b": 0.4, "c": 0.31, "d": 0.3}, 0.1, [["a", "b"], ["c", "d"]]),
    ({}, 1, []),
    ({"q": 0.1, "p": 0.9}, 0.8, [["p", "q"]]),
]:
    got = [list(group) for group in ranking(means, margin)]
    assert got == expected, f"ranking({means!r}, {margin}): {expected!r} expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 6, in writing: the abstract, twice (25 minutes)
#
# Take an abstract of your own (or of a paper that you know well). Write two versions of its results sentence: the one that was published,
# and the one that the evidence supports, with effect, uncertainty, unit of replication and scope. Then say in five lines what it would take to write the first one honestly.

# %% [markdown] points=4 written="abstract"
# **Expected answer.** The published sentence, quoted. A rewritten one with the size of the effect in its unit, an interval, what it is an interval over
# (splits, seeds, sites, patients), the data and conditions to which it applies, and the number of variants tried. Then the missing evidence: more replication,
# other data sets, equal tuning, a preregistered confirmation, an independent rerun.
#
# **Mark scheme.** 1 point: effect and interval. 1 point: unit of replication and scope. 1 point: verb matched to evidence.
# 1 point: concrete list of what is missing.
