# %% [markdown]
# # Exercise 1.1: seeds and blocks
#
# Two tools that every experiment of yours will use. About 40 minutes.

# %%
import hashlib

import numpy as np

# %% [markdown]
# ## Question 1: a seed with a name (15 minutes)
#
# Write `seed_of(root, *names)`: join the root and the names as text with `/` between them (`7/split/3`), take the SHA-256 of the UTF-8 bytes,
# and return the integer of its **first four bytes, big-endian**. Without any name, raise a `ValueError`: the root itself is nobody's seed.
# A name that contains `/` would make two different runs share a seed: raise a `ValueError` as well.


# %% solution="seed-of"
def seed_of(root, *names):
    """Return a 32-bit seed that depends on the root and on every name, in order."""
    ### BEGIN SOLUTION
    if not names or any("/" in str(name) for name in names):
        raise ValueError("at least one name, without '/', expected")
    text = "/".join(str(part) for part in (root, *names))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    ### END SOLUTION


# %% points=2 tests="seed-of"
got = seed_of(7, "split", 3)
assert got == seed_of(7, "split", 3), "the same root and names: the same seed expected"
assert got != seed_of(7, "split", 4), "another name: another seed expected"
### BEGIN HIDDEN TESTS
for parts in [(7, "split", 3), (0, "a"), ("root", "x", "y", "z"), (12, 1, 2), (1, "2", 12)]:
    text = "/".join(str(part) for part in parts)
    expected = int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)
    got = seed_of(*parts)
    assert got == expected, f"seed_of{parts!r}: {expected} expected, got {got!r}"
for parts in [(7,), (7, "a/b"), (7, "ok", "x/")]:
    try:
        got = seed_of(*parts)
    except ValueError:
        got = "ValueError"
    assert got == "ValueError", f"seed_of{parts!r}: ValueError expected, got {got!r}"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2: randomise in blocks (20 minutes)
#
# Images come from several hospitals; the treatment (which augmentation is used) must be balanced **within each hospital**.
# Write `randomise(blocks, treatments, seed)`: it receives one block name per unit, a list of treatments, and a seed,
# and returns a list of treatments, one per unit, such that
#
# - within each block, the numbers of units per treatment differ by **at most one**;
# - the order within a block, and which treatments get the extra units, depend on the seed alone;
# - the same call returns the same list, and global random states are left alone.


# %% solution="blocks"
def randomise(blocks, treatments, seed):
    """Return a treatment per unit, balanced within each block, drawn with the seed."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    result = [None] * len(blocks)
    for block in sorted(set(blocks)):
        units = [i for i, name in enumerate(blocks) if name == block]
        order = list(rng.permutation(len(treatments)))
        drawn = [treatments[order[k % len(treatments)]] for k in range(len(units))]
        for unit, position in zip(units, rng.permutation(len(units))):
            result[unit] = drawn[position]
    return result
    ### END SOLUTION


# %% points=3 tests="blocks"
hospitals = ["Metz"] * 4 + ["Troyes"] * 4
got = list(randomise(hospitals, ["flip", "crop"], 1))
assert len(got) == 8, f"8 units: 8 treatments expected, got {len(got)}"
for start, name in [(0, "Metz"), (4, "Troyes")]:
    count = got[start : start + 4].count("flip")
    assert count == 2, f"{name}: 2 units with 'flip' expected among 4, got {count}"
### BEGIN HIDDEN TESTS
names = ["a", "b", "a", "c", "b", "a", "a", "b", "a", "c", "a"]
draws = [list(randomise(names, ["x", "y", "z"], seed)) for seed in range(60)]
for draw in draws:
    for block in "abc":
        inside = [treatment for treatment, name in zip(draw, names) if name == block]
        counts = [inside.count(treatment) for treatment in "xyz"]
        assert max(counts) - min(counts) <= 1, (
            f"block {block!r}: counts that differ by at most one expected, got {counts!r}"
        )
        assert sum(counts) == len(inside), (
            f"block {block!r}: only the given treatments expected, got {inside!r}"
        )
assert draws[5] == list(randomise(names, ["x", "y", "z"], 5)), (
    "the same seed: the same list expected"
)
assert len({tuple(draw) for draw in draws}) > 40, (
    f"60 seeds: more than 40 different lists expected, got {len({tuple(draw) for draw in draws})}"
)
extras = {draw[3] for draw in draws} | {draw[9] for draw in draws}
assert extras == {"x", "y", "z"}, (
    f"a block of two: every treatment at least once over 60 seeds expected, got {sorted(extras)!r}"
)
pairs = {(draw[3], draw[9]) for draw in draws}
assert len(pairs) == 6, f"a block of two: 6 ordered pairs over 60 seeds expected, got {len(pairs)}"
firsts = {draw[0] for draw in draws}
assert firsts == {"x", "y", "z"}, (
    f"first unit: every treatment over 60 seeds expected, got {sorted(firsts)!r}"
)
np.random.seed(3)
before = np.random.random()
np.random.seed(3)
randomise(names, ["x", "y"], 0)
assert np.random.random() == before, "NumPy's global random state must be left alone"
### END HIDDEN TESTS
