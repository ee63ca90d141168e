"""Similar work between students: fingerprints of code, with given code removed.

Source: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003. Names, texts and numbers count by kind only, so that renaming
hides nothing; what most students share (it was given, or there is one way to write it) does
not count.
"""

import io
import json
import keyword
import token as tokens
import tokenize
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import chain

GRAM = 12
WINDOW = 6
# A fingerprint found in more than this share of the submissions is common knowledge.
COMMON_SHARE = 0.3
# Few people share everything by chance.
MIN_COMMON_PEOPLE = 4
MIN_FINGERPRINTS = 8
ALIKE = 0.6
# Of the fingerprints that two must share, how many are counted before they are compared.
MORE = 0.15
SKIPPED = frozenset(
    {
        tokens.COMMENT,
        tokens.NL,
        tokens.NEWLINE,
        tokens.INDENT,
        tokens.DEDENT,
        tokens.ENCODING,
        tokens.ENDMARKER,
    }
)


@dataclass(frozen=True)
class Pair:
    """Two submissions whose own code is alike.

    Attributes:
        share: part of the smaller one's fingerprints that the other has too, 0 to 1.
        fingerprints: how many they share.
    """

    first: str
    second: str
    share: float
    fingerprints: int


def alike(submissions: Mapping[str, Set[int]], given: Set[int]) -> list[Pair]:
    """Return pairs of submissions whose own code is alike, most alike first.

    Args:
        submissions: fingerprints of each submission, by any name of it.
        given: those of the files as they were released.
    """
    prints = {name: found - given for name, found in submissions.items()}
    counts = Counter(print_ for found in prints.values() for print_ in found)
    limit = max(MIN_COMMON_PEOPLE, COMMON_SHARE * len(submissions))
    own = {
        name: {print_ for print_ in found if counts[print_] <= limit}
        for name, found in prints.items()
    }
    return sorted(_pairs(own), key=_rank)


def _pairs(own: Mapping[str, Set[int]]) -> Iterator[Pair]:
    """Give the pairs that are alike, without looking at every pair.

    A submission that shares enough with another one lacks few of its fingerprints there, so
    that of its rarest ones, as many as it may lack and some more, the other has those some.
    An index of who has which fingerprint counts them, and few pairs are left to compare.

    Source: Wang, Li and Feng, "Can we beat the prefix filtering?", SIGMOD 2012.
    """
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(own):
        for print_ in own[name]:
            holders[print_].append(name)
    by_rarity = sorted(holders, key=lambda print_: (len(holders[print_]), print_))
    place = {print_: number for number, print_ in enumerate(by_rarity)}
    for name, mine in own.items():
        needed = max(MIN_FINGERPRINTS, int(ALIKE * len(mine)))
        more = max(1, int(MORE * needed))
        rarest = sorted(mine, key=place.__getitem__)[: max(0, len(mine) - needed + more)]
        met = Counter(chain.from_iterable(holders[print_] for print_ in rarest))
        for other, count in met.items():
            if count >= more and (len(own[other]), other) > (len(mine), name):
                shared = len(mine & own[other])
                if shared >= MIN_FINGERPRINTS and shared / len(mine) >= ALIKE:
                    first, second = sorted((name, other))
                    yield Pair(first, second, shared / len(mine), shared)


def _rank(pair: Pair) -> tuple[float, int, str, str]:
    return -pair.share, -pair.fingerprints, pair.first, pair.second


def fingerprints(files: Mapping[str, bytes]) -> set[int]:
    """Return the fingerprints of the code in files."""
    found: set[int] = set()
    for name, content in files.items():
        for source in _sources(name, content):
            found |= _winnow(_kinds(source))
    return found


def _sources(name: str, content: bytes) -> list[str]:
    """Return the code of a file, cell by cell."""
    if name.endswith(".py"):
        return [content.decode("utf-8", "replace")]
    if not name.endswith(".ipynb"):
        return []
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        return []
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        return []
    code = [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    return [_text(cell.get("source")) for cell in code]


def _text(source: object) -> str:
    """Return the text of a cell, which is a text or a list of its lines."""
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _kinds(source: str) -> list[str]:
    """Return the code's tokens; names, texts and numbers by their kind."""
    kinds = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokens.NAME:
                kinds.append(token.string if keyword.iskeyword(token.string) else "name")
            elif token.type in (tokens.STRING, tokens.NUMBER):
                kinds.append(tokens.tok_name[token.type])
            elif token.type not in SKIPPED:
                kinds.append(token.string)
    except (tokenize.TokenError, SyntaxError, ValueError):
        # What was read before the broken line counts.
        return kinds
    return kinds


def _winnow(kinds: list[str]) -> set[int]:
    grams = [
        zlib.crc32(" ".join(kinds[start : start + GRAM]).encode())
        for start in range(len(kinds) - GRAM + 1)
    ]
    if not grams:
        return set()
    last = max(1, len(grams) - WINDOW + 1)
    return {min(grams[start : start + WINDOW]) for start in range(last)}
