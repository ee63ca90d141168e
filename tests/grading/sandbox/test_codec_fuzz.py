"""Ten thousand damaged messages: each one decodes to something or is refused, soon."""

import datetime as dt
import json
import random
import warnings
from collections import Counter, defaultdict, deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from grading.sandbox.codec import Bounds, CodecError, decode, encode

SAMPLES = [
    [1, 2.5, "a", None, True, b"x", 2**90, (1, {2}), {"k": [3]}],
    list(range(40)),
    [0.5] * 40,
    [Counter("ab"), defaultdict(int, a=1), deque([1]), Decimal("1.5"), Fraction(1, 3), range(3)],
    [dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.timedelta(3), dt.date(2020, 1, 1), dt.time(3)],
    np.arange(6.0).reshape(2, 3),
    np.array(["a", "b"]),
    np.zeros(2, [("a", "i4"), ("b", "U2")]),
    np.array([1, "a"], object),
    np.random.default_rng(1),
    np.random.RandomState(1),
    pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.Categorical(["u", "v"])}),
    pd.Series(pd.date_range("2020", periods=3, tz="Europe/Paris")),
    pd.Series(pd.period_range("2020", periods=3, freq="M")),
    pd.DataFrame(np.eye(10)).set_index([0, 1]),
    sp.csr_matrix(np.eye(3)),
]
JUNK = [
    "[]",
    "{}",
    "0",
    "-1",
    "1e308",
    "9999999999999999999999",
    '"r"',
    '"numpy.a"',
    "null",
    "true",
    '["r",0]',
    '["l",0,[]]',
    '"|O8"',
    '"<U9999999"',
    "[[[[[[]]]]]]",
]


def damage(text: str, heap: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Change a message as an attacker or a bad wire might."""
    kind = chance.randrange(4)
    place = chance.randrange(len(text))
    if kind == 0 and heap:
        changed = bytearray(heap)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return text, bytes(changed)
    if kind == 1:
        return text[:place] + chance.choice('[]{},:0123456789"ab-.') + text[place + 1 :], heap
    parts = text.split(",")
    chosen = chance.randrange(len(parts))
    if kind == 2:
        parts[chosen] = chance.choice(JUNK)
    else:
        parts.insert(chosen, parts[chance.randrange(len(parts))])
    return ",".join(parts), heap[: chance.randrange(len(heap) + 1)]


@pytest.mark.timeout(120)
def test_ten_thousand_damaged_messages_decode_or_are_refused():
    chance = random.Random(7)
    messages = [(json.dumps(tree), heap) for tree, heap in map(encode, SAMPLES)]
    refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(10_000):
            text, heap = damage(*chance.choice(messages), chance)
            try:
                tree = json.loads(text)
                decode(tree, heap, Bounds(max_bytes=2**20, max_items=10_000))
            except (ValueError, CodecError):
                refused += 1
    assert 1_000 < refused < 10_000
