"""Reads the published statistics and the reference figures they are compared with."""

import csv
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from enact_site.settings import ROOT
from grading.schema import LEVELS

DATA = ROOT / "site" / "data"
Z_95 = 1.959964


@dataclass(frozen=True)
class Share:
    """A part of a whole with its 95 % Wilson interval, widened by the rounding of both counts."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return min(1.0, self.part / self.whole)


class Year:
    """The published figures of one academic year."""

    def __init__(self, data: Mapping[str, object], rounding: int, share_base: int) -> None:
        self.year = int(str(data["year"]))
        self.trained = data["trained"]
        self.organisations = data["organisations"]
        self.courses = data["courses"]
        self._rounding, self._share_base = rounding, share_base
        self._cells = {frozenset(cell["of"].items()): cell for cell in data["cells"]}  # type: ignore[attr-defined]

    @property
    def name(self) -> str:
        """The academic year, such as `2025-2026`."""
        return f"{self.year}-{self.year + 1}"

    def count(self, **of: str) -> int | None:
        """Return a published number; None if it is hidden or nobody is counted there."""
        cell = self._cells.get(frozenset(of.items()))
        return cell["count"] if cell else None

    def share(self, part: int | None, *others: int | None) -> Share | None:
        """Return the share of `part` in `part` and others, or None if too few or hidden."""
        if part is None or any(other is None for other in others):
            return None
        whole = part + sum(other or 0 for other in others)
        if whole < self._share_base:
            return None
        half = self._rounding // 2
        low, _ = wilson(max(0, part - half), whole)
        _, high = wilson(min(whole, part + half), whole)
        return Share(part, whole, low, high)

    def fields(self) -> list[tuple[str, str]]:
        """Return the (level, field) pairs of the courses offered, from bachelor to companies."""
        pairs = [(str(c["level"]), str(c["field"])) for c in self.courses]  # type: ignore[attr-defined]
        return sorted(dict.fromkeys(pairs), key=lambda pair: (LEVELS.index(pair[0]), pair[1]))


@dataclass(frozen=True)
class Published:
    """The whole statistics file."""

    data: Mapping[str, object]

    @property
    def is_demo(self) -> bool:
        """Whether the people are invented."""
        return bool(self.data["is_demo"])

    @property
    def threshold(self) -> int:
        """Smallest number of people that is published."""
        return int(str(self.data.get("threshold", 11)))

    @property
    def share_base(self) -> int:
        """Smallest denominator of a share."""
        return int(str(self.data["share_base"]))

    @cached_property
    def years(self) -> list[Year]:
        """The years, oldest first."""
        rounding, base = int(str(self.data["rounding"])), int(str(self.data["share_base"]))
        return [Year(year, rounding, base) for year in self.data["years"]]  # type: ignore[attr-defined]

    @property
    def last(self) -> Year:
        """The last published year."""
        return self.years[-1]


@dataclass(frozen=True)
class Official:
    """Students of one discipline and level in the ministry's figures."""

    year: int
    students: int
    women: int
    foreign_educated: int

    @property
    def women_share(self) -> float:
        """Share of women, 0 to 1."""
        return self.women / self.students

    @property
    def foreign_share(self) -> float:
        """Share of students who came with a foreign diploma, 0 to 1."""
        return self.foreign_educated / self.students


@dataclass(frozen=True)
class Territory:
    """The population of a place by the site's two definitions."""

    population: int
    outside_metropole: int
    rural: int


def read_published(path: Path) -> Published:
    """Read a statistics file written by `enact statistics export`."""
    return Published(json.loads(path.read_text("utf-8")))


def official(year: int, place: str, field: str, level: str) -> Official | None:
    """Return the ministry's figure for the year, or the nearest year before; None if none."""
    found = [
        (int(row["year"]), row)
        for row in _rows("students.csv")
        if (row["place"], row["field"], row["level"]) == (place, field, level)
        and int(row["year"]) <= year
    ]
    if not found:
        return None
    last, row = max(found, key=lambda item: item[0])
    return Official(last, int(row["students"]), int(row["women"]), int(row["foreign_educated"]))


def territory(place: str) -> Territory:
    """Return the population of a department, of Grand Est (`44`) or of France (`FR`)."""
    row = next(row for row in _rows("territories.csv") if row["place"] == place)
    return Territory(int(row["population"]), int(row["outside_metropole"]), int(row["rural"]))


@cache
def departments() -> dict[str, dict[str, str]]:
    """Return name and outline of each department."""
    found = json.loads((DATA / "departments.json").read_text("utf-8"))["departments"]
    return {code: found[code] for code in sorted(found)}


@cache
def sources() -> dict[str, dict[str, object]]:
    """Return where reference figures come from."""
    return tomllib.loads((DATA / "sources.toml").read_text("utf-8"))


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    share = part / whole
    square = Z_95**2 / whole
    middle = (share + square / 2) / (1 + square)
    reach = Z_95 / (1 + square) * math.sqrt(share * (1 - share) / whole + square / (4 * whole))
    return max(0.0, middle - reach), min(1.0, middle + reach)


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
