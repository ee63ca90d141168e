"""Figures of where learners come from, beside where people live."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from enact_site.figures.charts import Row, shares
from enact_site.figures.learners import ROUNDING, WIDENED
from enact_site.figures.map import Area, department_map
from enact_site.figures.published import Published, Share, Year, departments, territory
from enact_site.figures.report import Figure, shown, shown_interval, shown_share
from enact_site.words import Words

REGION, COUNTRY = "44", "FR"
PER = 100_000
# Learners for 100,000 inhabitants at which a class of the map begins.
LIMITS = (15, 25, 40)


@dataclass(frozen=True)
class Department:
    """Learners of one department beside its population; `count` is None if hidden."""

    name: str
    count: int | None
    population: int

    @property
    def rate(self) -> float | None:
        """Learners for 100,000 inhabitants."""
        return None if self.count is None else PER * self.count / self.population


def origin_map(words: Words, published: Published) -> Figure:
    """Return where learners come from, by department of Grand Est."""
    year = published.last
    found = {
        code: Department(
            f"{place['name']} ({code})",
            year.count(stage="enrolled", department=code),
            territory(code).population,
        )
        for code, place in departments().items()
    }
    areas = {
        code: Area(
            None if place.rate is None else sum(place.rate >= limit for limit in LIMITS),
            "–" if place.rate is None else words.number(place.rate),
        )
        for code, place in found.items()
    }
    legend = [words("fewer than {n}", n=LIMITS[0])]
    legend += [words("{low} to {high}", low=low, high=high - 1) for low, high in pairwise(LIMITS)]
    legend.append(words("{n} and more", n=LIMITS[-1]))
    says = _map_sentence(words, year, list(found.values()))
    return Figure(
        "origin-map",
        words("Where learners come from"),
        says,
        department_map(areas, legend, words("hidden"), says),
        [words("department"), words("enrolments"), words("share of the region's"),
         words("share of its population"), words("ratio"), words("for 100,000 inhabitants")],
        _map_table(words, list(found.values())),
        words(
            "Department of the family home at the time of the school-leaving diploma, or of the "
            "home of employees, not the address in term. The ratio is the department's share of "
            "learners over its share of population: 1 is the region's mean."
        ),
        words(ROUNDING) + " "
        + words("A department with 100 learners may be off by 2 %, one with 20 by 10 %."),
        _origin_unknown(words, year),
        ("territories", "departments"),
        _range(words, list(found.values())),
    )  # fmt: skip


def _range(words: Words, found: Sequence[Department]) -> str:
    known = [place.rate for place in found if place.rate is not None]
    return f"{words.number(min(known))} – {words.number(max(known))}" if known else ""


def _map_sentence(words: Words, year: Year, found: Sequence[Department]) -> str:
    known = sorted((place.rate, place.name) for place in found if place.rate is not None)
    if not known:
        return words("In {year} there are too few people to say.", year=year.name)
    (low, least), (high, best) = known[0], known[-1]
    return words(
        "In {year}, learners for 100,000 inhabitants go from {low} ({least}) to {high} ({best}).",
        year=year.name,
        low=words.number(low),
        least=least.split(" (")[0],
        high=words.number(high),
        best=best.split(" (")[0],
    )


def _map_table(words: Words, found: Sequence[Department]) -> list[list[str]]:
    learners = sum(place.count or 0 for place in found)
    inhabitants = sum(place.population for place in found)
    table = []
    for place in found:
        population = place.population / inhabitants
        line = [place.name, shown(words, place.count), "–", words.percent(population), "–", "–"]
        if place.count is not None and place.rate is not None:
            share = place.count / learners
            line[2] = words.percent(share)
            line[4:] = [words.number(share / population, 1), words.number(place.rate)]
        table.append(line)
    return table


def outside_and_rural(words: Words, published: Published) -> Figure:
    """Return the shares from outside the métropoles and from rural communes."""
    year = published.last
    found = [(origin, origin.share(year)) for origin in ORIGINS]
    rows = [
        Row(words(origin.name), share, [(p, origin.population(p)) for p in (REGION, COUNTRY)])
        for origin, share in found
    ]
    parts = [
        words(
            "{share} come {where} ({population} of the inhabitants of Grand Est)",
            share=words.percent(share.value),
            where=words(origin.name),
            population=words.percent(origin.population(REGION)),
        )
        for origin, share in found
        if share
    ]
    says = words("In {year} there are too few people to say.", year=year.name)
    if parts:
        says = words("In {year}, {shares}.", year=year.name, shares=", ".join(parts))
    names = ("our learners, 95 % interval", "population of Grand Est", "population of France")
    return Figure(
        "outside-and-rural",
        words("Outside the métropoles, and rural"),
        says,
        shares(words, rows, [*map(words, names)], words("too few people"), says),
        [words("origin"), words("share"), words("interval"), words("Grand Est"), words("France"),
         words("ratio to Grand Est (interval)")],
        [_origin_line(words, origin, share) for origin, share in found],
        words(
            "Among learners who said that they come from a commune of France. Outside a métropole: "
            "the commune's group is not one of France's 22 métropoles. Rural: levels 5 to 7 of "
            "Insee's density grid. The two do not nest: a métropole has rural communes."
        ),
        words(ROUNDING) + " " + words(WIDENED)
        + " " + words("Learners of other regions are counted too."),
        _origin_unknown(words, year),
        ("territories",),
    )  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """One definition of living far from the big cities.

    Attributes:
        dimension: name of the dimension in the statistics.
        part, rest: its two values.
    """

    name: str
    dimension: str
    part: str
    rest: str

    def share(self, year: Year) -> Share | None:
        """Return the share among learners."""
        part, rest = (
            year.count(stage="enrolled", **{self.dimension: value})
            for value in (self.part, self.rest)
        )
        return year.share(part, rest)

    def population(self, place: str) -> float:
        """Return the share among inhabitants."""
        found = territory(place)
        count = found.rural if self.dimension == "rural" else found.outside_metropole
        return count / found.population


ORIGINS = (
    Origin("outside a métropole", "metropole", "outside", "inside"),
    Origin("from a rural commune", "rural", "rural", "urban"),
)


def _origin_line(words: Words, origin: Origin, share: Share | None) -> list[str]:
    here = origin.population(REGION)
    ratio = "–"
    if share:
        value, low, high = (
            words.number(part / here, 2) for part in (share.value, share.low, share.high)
        )
        ratio = words("{ratio} ({low} to {high})", ratio=value, low=low, high=high)
    return [
        words(origin.name),
        shown_share(words, share),
        shown_interval(words, share),
        words.percent(here, 1),
        words.percent(origin.population(COUNTRY), 1),
        ratio,
    ]


def _origin_unknown(words: Words, year: Year) -> str:
    total = year.count(stage="enrolled")
    missing = year.count(stage="enrolled", origin="unknown")
    abroad = year.count(stage="enrolled", origin="abroad")
    other = year.count(stage="enrolled", department="other")
    if total is None or missing is None:
        return words("Too few to say.")
    parts = [
        words("{share} did not say where they come from", share=words.percent(missing / total))
    ]
    if abroad is not None:
        parts.append(words("{share} come from abroad", share=words.percent(abroad / total)))
    if other is not None:
        parts.append(words("{share} from other regions", share=words.percent(other / total)))
    return ", ".join(parts) + "."
