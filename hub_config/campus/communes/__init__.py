"""The communes of France: found by name or postal code, and the classes they belong to."""

import csv
import gzip
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "communes-2026.csv.gz"
VINTAGE = "2026"
METROPOLE = "METRO"
RURAL = frozenset("567")
NOT_PRIORITY = ("N", "")
SHORT_FORMS = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True)
class Commune:
    """One commune.

    Attributes:
        code: Insee code.
        density: level of Insee's density grid, 1 to 7.
        area_size: size class of the functional urban area, `0` outside all.
        frr: class of France Ruralités Revitalisation.
    """

    code: str
    name: str
    department: str
    region: str
    epci: str
    epci_type: str
    population: int
    density: str
    area_size: str
    frr: str
    postal_codes: tuple[str, ...]

    @property
    def is_metropole(self) -> bool:
        """Whether the commune belongs to a métropole (legal status of its EPCI)."""
        return self.epci_type == METROPOLE

    @property
    def is_rural(self) -> bool:
        """Whether Insee's density grid calls it rural (levels 5 to 7)."""
        return self.density in RURAL

    @property
    def is_remote(self) -> bool:
        """Whether it lies outside every functional urban area."""
        return self.area_size == "0"

    @property
    def is_priority(self) -> bool:
        """Whether it is classed France Ruralités Revitalisation."""
        return self.frr not in NOT_PRIORITY


@cache
def all_communes() -> tuple[Commune, ...]:
    """Return every current commune."""
    with gzip.open(TABLE, "rt", encoding="utf-8", newline="") as file:
        return tuple(_read(file))


@cache
def by_code() -> dict[str, Commune]:
    """Return the communes by Insee code."""
    return {commune.code: commune for commune in all_communes()}


def find(text: str, limit: int = 20) -> list[Commune]:
    """Find communes by the beginning of their name or by postal code, largest first.

    Args:
        text: `saint-dié`, `Saint Die`, `St Dié` and `88100` find the same commune.
        limit: how many at most.
    """
    wanted = text.strip()
    if wanted.isdigit():
        found = [c for c in all_communes() if any(p.startswith(wanted) for p in c.postal_codes)]
        return _largest(found, limit)
    words = normal(wanted)
    if not words:
        return []
    names = _normal_names()
    exact = [c for c, name in names if name == words]
    starts = [c for c, name in names if name.startswith(words) and name != words]
    inside = [c for c, name in names if f" {words}" in name and not name.startswith(words)]
    ordered = [*_largest(exact, limit), *_largest(starts, limit), *_largest(inside, limit)]
    return ordered[:limit]


def normal(text: str) -> str:
    """Return a name without accents, capitals, hyphens and short forms."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(SHORT_FORMS.get(word, word) for word in letters.lower().split())


@cache
def _normal_names() -> tuple[tuple[Commune, str], ...]:
    return tuple((commune, normal(commune.name)) for commune in all_communes())


def _largest(communes: Iterable[Commune], limit: int) -> list[Commune]:
    return sorted(communes, key=lambda commune: -commune.population)[:limit]


def _read(file: io.TextIOBase | io.TextIOWrapper) -> Iterable[Commune]:
    for row in csv.DictReader(file):
        yield Commune(
            code=row["code"],
            name=row["nom"],
            department=row["dep"],
            region=row["reg"],
            epci=row["epci"],
            epci_type=row["epci_type"],
            population=int(row["pop"] or 0),
            density=row["dens7"],
            area_size=row["aav_taille"],
            frr=row["frr"],
            postal_codes=tuple(row["cp"].split()),
        )
