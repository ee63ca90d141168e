"""Disclosure control: which totals may be published, so that they single nobody out.

All figures of one year count the same thing, enrolments, along several dimensions. Cells are
linked: what a table hides, sums and differences with other cells may give back. So a candidate
publication is attacked (`attack.py`) before it leaves, and cells are hidden until nothing that
should be hidden can be found again.

Source: Insee, Manuel de protection des tableaux, https://inseefrlab.github.io/manuel-protection-tableaux/
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

# Departments of Grand Est, and those of them that hold a métropole (law, 2026).
DEPARTMENTS = ("08", "10", "51", "52", "54", "55", "57", "67", "68", "88")
DEPARTMENTS_WITH_METROPOLE = frozenset({"54", "57", "67"})
OTHER_REGION, ABROAD, UNKNOWN = "other", "abroad", "unknown"
GENDERS = ("woman", "man", UNKNOWN)
STAGES = ("asked", "enrolled", "passed", "finished")
ENROLLED = "enrolled"
PLACES = ("urban", "rural")

Key = tuple[tuple[str, str], ...]
Atom = Mapping[str, str]


@dataclass(frozen=True)
class Rules:
    """The rules of a publication.

    Attributes:
        threshold: smallest number of people that may be published.
        rounding: published numbers are multiples of this.
        share_base: smallest denominator of a published share.
        organisations: smallest number of organisations behind a published number.
        dominance: largest part that one organisation may have in it, 0 to 1.
    """

    threshold: int = 11
    rounding: int = 5
    share_base: int = 50
    organisations: int = 3
    dominance: float = 0.85

    @property
    def width(self) -> int:
        """Least width of what anybody can find out about a hidden number: "fewer than 11"."""
        return self.threshold - 1

    def round(self, count: int) -> int:
        """Round a count to the nearest multiple."""
        return self.rounding * ((count + self.rounding // 2) // self.rounding)


DEFAULT_RULES = Rules()


class State(StrEnum):
    """What a reader sees of a cell.

    `FEW` is for missing answers only: fewer than the threshold, said openly.
    """

    PUBLISHED = "published"
    HIDDEN = "hidden"
    FEW = "few"


@dataclass(frozen=True)
class CourseNode:
    """A course that was offered in a year, and its place in the hierarchy."""

    course: str
    level: str
    field: str


@dataclass(frozen=True)
class View:
    """What the public sees of one year: the courses offered, and each cell's state and number."""

    courses: tuple[CourseNode, ...]
    states: Mapping[Key, State]
    counts: Mapping[Key, int | None]


def key(**values: str) -> Key:
    """Return the key of a cell, such as `key(stage="enrolled", gender="woman")`."""
    return tuple(sorted(values.items()))


def is_sensitive(cell: Key) -> bool:
    """Tell whether a small number in this cell says something about people.

    How many people gave no answer says nothing about them, and "other" is counted with them.
    """
    return all(value != UNKNOWN for _, value in cell)


def matches(atom: Atom, cell: Key) -> bool:
    """Tell whether a cell counts an atom; a stage counts everybody who came that far."""
    for name, value in cell:
        if name == "stage":
            reached = atom.get("final", ENROLLED)
            if STAGES.index(reached) < STAGES.index(value):
                return False
        elif atom.get(name) != value:
            return False
    return True


def blocks(courses: Iterable[CourseNode]) -> list[tuple[frozenset[str], list[Atom]]]:
    """Return the finest crossings whose sums are published: (dimensions, atoms) each."""
    by_course: list[Atom] = [
        {"course": node.course, "level": node.level, "field": node.field, "gender": gender}
        for node in courses
        for gender in GENDERS
    ]
    funnels: list[list[Atom]] = [
        [{name: value, "final": final} for value in values for final in STAGES]
        for name, values in (("gender", GENDERS), ("rural", (*PLACES, ABROAD, UNKNOWN)))
    ]
    via: list[Atom] = [{"via": value} for value in ("organisation", "person")]
    atoms = [by_course, origin_atoms(), *funnels, via]
    return [(_dimensions(members), members) for members in atoms if members]


def origin_atoms() -> list[Atom]:
    """Return the possible origins; a department without métropole has nobody from one."""
    places: list[dict[str, str]] = []
    for department in (*DEPARTMENTS, OTHER_REGION):
        has_metropole = department in {*DEPARTMENTS_WITH_METROPOLE, OTHER_REGION}
        for metropole in ("outside", "inside") if has_metropole else ("outside",):
            places += [
                {"department": department, "metropole": metropole, "rural": rural,
                 "origin": "france"}
                for rural in PLACES
            ]  # fmt: skip
    for elsewhere in (ABROAD, UNKNOWN):
        names = ("department", "metropole", "rural", "origin")
        places.append(dict.fromkeys(names, elsewhere))
    return [{**place, "status": status} for place in places for status in ("doctoral", "other")]


def published_keys(courses: Iterable[CourseNode]) -> list[Key]:
    """Return every cell of a year's publication; there is no gender by place among them."""
    nodes: dict[Key, None] = {(): None}
    for node in courses:
        nodes[key(level=node.level)] = None
        nodes[key(level=node.level, field=node.field)] = None
        nodes[key(level=node.level, field=node.field, course=node.course)] = None
    keys = [_join(node, stage=ENROLLED) for node in nodes]
    keys += [_join(node, stage=ENROLLED, gender=gender) for node in nodes for gender in GENDERS]
    keys += [key(stage=stage) for stage in STAGES]
    keys += [key(stage=stage, gender=gender) for stage in STAGES for gender in GENDERS]
    keys += [key(stage=stage, rural=place) for stage in STAGES for place in PLACES]
    origins = {"department": (*DEPARTMENTS, OTHER_REGION), "metropole": ("outside", "inside")}
    origins["rural"] = PLACES
    keys += [
        key(stage=ENROLLED, **{name: value}) for name, values in origins.items() for value in values
    ]
    keys += [key(stage=ENROLLED, origin=origin) for origin in ("france", ABROAD, UNKNOWN)]
    keys += [key(stage=ENROLLED, status="doctoral")]
    keys += [
        key(stage=ENROLLED, status="doctoral", origin=origin)
        for origin in ("france", ABROAD, UNKNOWN)
    ]
    keys += [key(stage=ENROLLED, via=via) for via in ("organisation", "person")]
    return list(dict.fromkeys(keys))


def derived_keys() -> list[Key]:
    """Return numbers that are never printed but that differences of printed ones give."""
    groups = [{}, {"gender": "woman"}, {"gender": "man"}, {"rural": "urban"}, {"rural": "rural"}]
    stopped = [key(final=final, **group) for group in groups for final in STAGES[:-1]]
    others = [key(stage=ENROLLED, status="other", origin=o) for o in ("france", ABROAD)]
    return [*stopped, *others, key(stage=ENROLLED, status="other")]


def _dimensions(atoms: list[Atom]) -> frozenset[str]:
    return frozenset(name for atom in atoms for name in atom) | {"stage"}


def _join(cell: Key, **values: str) -> Key:
    return key(**dict(cell), **values)
