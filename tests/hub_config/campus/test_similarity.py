"""Likeness of work: found by an index as by comparing all, and kept on disk."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from hub_config.campus.blobs import BlobStore, pack
from hub_config.campus.likeness import Likeness
from hub_config.campus.similarity import (
    ALIKE,
    COMMON_SHARE,
    MIN_COMMON_PEOPLE,
    MIN_FINGERPRINTS,
    Pair,
    alike,
    fingerprints,
)

from .test_teaching import LONG


def compare_all(submissions: Mapping[str, set[int]]) -> Sequence[Pair]:
    """Look at every pair."""
    counts = Counter(number for found in submissions.values() for number in found)
    limit = max(MIN_COMMON_PEOPLE, COMMON_SHARE * len(submissions))
    own = {name: {n for n in found if counts[n] <= limit} for name, found in submissions.items()}
    pairs = []
    for first, second in combinations(sorted(own), 2):
        smaller = min(len(own[first]), len(own[second]))
        shared = len(own[first] & own[second])
        if shared >= MIN_FINGERPRINTS and shared / smaller >= ALIKE:
            pairs.append(Pair(first, second, shared / smaller, shared))
    return sorted(pairs, key=lambda pair: (-pair.share, -pair.fingerprints))


@pytest.mark.parametrize("seed", range(8))
def test_index_finds_what_comparing_all_finds(seed: int) -> None:
    choice = random.Random(seed)
    works = [set(choice.sample(range(600), choice.randrange(60))) for _ in range(12)]
    submissions = {
        f"s{number}": {n for n in choice.choice(works) if choice.random() < 0.8}
        | set(choice.sample(range(3000), choice.randrange(20)))
        for number in range(60)
    }
    expected = compare_all(submissions)
    assert len(expected) > 10
    assert alike(submissions, set()) == expected


@pytest.fixture
def likeness(tmp_path: Path) -> Likeness:
    return Likeness(tmp_path / "prints", BlobStore(tmp_path / "blobs"))


def test_fingerprints_are_taken_once(likeness: Likeness) -> None:
    sha256 = likeness.blobs.put(pack({"s.py": LONG.encode()}))
    found = likeness.prints(sha256)
    likeness.blobs.remove(sha256)
    assert found
    assert likeness.prints(sha256) == found


@pytest.mark.parametrize("left", [b"", b"abc"])
def test_half_written_fingerprints_are_taken_again(likeness: Likeness, left: bytes) -> None:
    sha256 = likeness.blobs.put(pack({"s.py": LONG.encode()}))
    found = likeness.prints(sha256)
    (file,) = [path for path in likeness.folder.rglob("*") if path.is_file()]
    file.write_bytes(left)
    assert likeness.prints(sha256) == found


def test_pairs_follow_what_is_handed_in(likeness: Likeness) -> None:
    copied = likeness.blobs.put(pack({"s.py": LONG.encode()}))
    own = likeness.blobs.put(pack({"s.py": b"print(1)"}))
    assert likeness.pairs({"a": copied, "b": own}, {}) == []
    assert [pair.share for pair in likeness.pairs({"a": copied, "b": copied}, {})] == [1.0]


ODD = [
    b"5",
    b"[1]",
    b'{"cells": 5}',
    b'{"cells": [5, "x", null]}',
    b'{"cells": [{"cell_type": "code"}, {"cell_type": "code", "source": 5}]}',
    b'{"cells": [{"cell_type": "code", "source": [1, null]}]}',
    b'{"cells": [{"cell_type": "code", "source": "a\\u0000b = (((("}]}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("content", ODD)
def test_odd_notebook_has_no_fingerprints_and_breaks_nothing(content: bytes) -> None:
    assert fingerprints({"n.ipynb": content}) == set()
