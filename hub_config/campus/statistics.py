"""Aggregated figures of equity and outreach: the one file that leaves the campus.

Everything here counts enrolments (a person in a course in an academic year, September to
August), except `trained`, which counts people once a year. Only totals that passed disclosure
control are in the file; nothing about a single person is.
"""

import datetime
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from grading.errors import EnactError
from hub_config.campus.attack import attack
from hub_config.campus.disclosure import (
    DEFAULT_RULES,
    STAGES,
    CourseNode,
    Key,
    Rules,
    State,
    View,
    key,
    published_keys,
)
from hub_config.campus.protection import protect

VERSION = 1
# The least that an operator may set: below, a file would single people out by its own rules.
LEAST = Rules(threshold=5, rounding=3, share_base=20)
FIRST_MONTH = 9
# The columns of the records that figures are made from: one row a person, year and course.
COLUMNS = (
    "person year course level field stage gender department metropole rural origin status via "
    "organisation is_trained"
).split()
GENDER_BY_PLACE = ("department", "metropole", "rural", "origin")


class StatisticsError(EnactError):
    """The figures cannot be published as they stand."""


class Model(BaseModel):
    """A frozen part of the file; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cell(Model):
    """One number: what it counts, and the number if it may be seen."""

    of: dict[str, str] = Field(description="What is counted, such as {'gender': 'woman'}.")
    state: State
    count: int | None = Field(description="Rounded; null if hidden, or few for missing answers.")


class OfferedCourse(Model):
    """A course that was offered in a year."""

    course: str
    level: str
    field: str


class Year(Model):
    """The figures of one academic year."""

    year: int = Field(description="Calendar year in which the academic year begins.")
    courses: tuple[OfferedCourse, ...]
    cells: tuple[Cell, ...]
    trained: int | None = Field(description="People with at least one validated module, rounded.")
    organisations: int | None = Field(description="Organisations with at least one seat in use.")

    def view(self) -> View:
        """Return what a reader sees, for an attack."""
        cells = {key(**cell.of): cell for cell in self.cells}
        return View(
            tuple(CourseNode(c.course, c.level, c.field) for c in self.courses),
            {where: cell.state for where, cell in cells.items()},
            {where: cell.count for where, cell in cells.items()},
        )


class Release(Model):
    """The whole file."""

    version: int = VERSION
    is_demo: bool = Field(description="True if the people are invented.")
    made_on: datetime.date
    base_year: int | None = Field(description="Year that doubling is counted from.")
    threshold: int
    rounding: int
    share_base: int
    years: tuple[Year, ...]

    @property
    def rules(self) -> Rules:
        """The rules that the file says it follows."""
        return Rules(self.threshold, self.rounding, self.share_base)


def academic_year(moment: datetime.datetime) -> int:
    """Return the calendar year in which the moment's academic year begins."""
    return moment.year if moment.month >= FIRST_MONTH else moment.year - 1


def make_release(
    records: pd.DataFrame,
    offered: Mapping[int, Sequence[CourseNode]],
    today: datetime.date,
    *,
    is_demo: bool = False,
    earlier: Release | None = None,
    rules: Rules = DEFAULT_RULES,
) -> Release:
    """Return what may be published today.

    A year is published once, after its end: numbers of a year that grow from one publication to
    the next give, by difference, the few people who came in between.

    Args:
        records: one row a person, year and course, with the columns of `COLUMNS`.
        offered: the courses that were offered, by year.
        today: years that have not ended by this day are left out.
        is_demo: the people are invented.
        earlier: the last publication; its years are kept as they stand.
        rules: threshold and rounding; a series of publications keeps them.

    Raises:
        StatisticsError: the last publication followed other rules.
    """
    if earlier and earlier.rules != rules:
        raise StatisticsError(
            f"The last publication has {_told(earlier.rules)}; got {_told(rules)}. The difference "
            "of two rules tells what one of them hides: a series keeps its rules."
        )
    kept = {year.year: year for year in earlier.years} if earlier else {}
    current = academic_year(datetime.datetime.combine(today, datetime.time()))
    years = {
        year: kept.get(year) or _make_year(year, records[records["year"] == year], courses, rules)
        for year, courses in offered.items()
        if year < current
    }
    years.update(kept)
    return Release(
        is_demo=is_demo,
        made_on=today,
        base_year=min(years, default=None),
        threshold=rules.threshold,
        rounding=rules.rounding,
        share_base=rules.share_base,
        years=tuple(years[year] for year in sorted(years)),
    )


def _make_year(
    year: int, records: pd.DataFrame, courses: Sequence[CourseNode], rules: Rules
) -> Year:
    nodes = tuple(sorted(courses, key=lambda node: (node.level, node.field, node.course)))
    organisations, is_dominated = _organisations(records, rules)
    hidden = {key(stage="enrolled", via=via) for via in ("organisation", "person")}
    view = protect(
        nodes,
        count_cells(records, published_keys(nodes)),
        frozenset(hidden if is_dominated else ()),
        rules,
    )
    trained = int(records.loc[records["is_trained"], "person"].nunique())
    return Year(
        year=year,
        courses=tuple(OfferedCourse(course=n.course, level=n.level, field=n.field) for n in nodes),
        cells=tuple(
            Cell(of=dict(where), state=state, count=view.counts[where])
            for where, state in view.states.items()
        ),
        trained=rules.round(trained) if trained >= rules.threshold else None,
        organisations=organisations,
    )


def count_cells(records: pd.DataFrame, keys: Sequence[Key]) -> dict[Key, int]:
    """Return the true number of each cell."""
    stages = records["stage"].map({stage: i for i, stage in enumerate(STAGES)}).to_numpy()
    columns = {name: records[name].to_numpy() for name in COLUMNS}

    @cache
    def mask(name: str, value: str) -> npt.NDArray[np.bool_]:
        if name == "stage":
            return np.asarray(stages >= STAGES.index(value))
        return np.asarray(columns[name] == value)

    return {
        where: int(np.logical_and.reduce([mask(name, value) for name, value in where]).sum())
        for where in keys
    }


def _organisations(records: pd.DataFrame, rules: Rules) -> tuple[int | None, bool]:
    """Return the number of organisations, or None, and whether too few stand behind a number."""
    enrolled = records[(records["stage"] != "asked") & (records["via"] == "organisation")]
    sizes = enrolled["organisation"].value_counts()
    if sizes.empty:
        return 0, False
    is_few = len(sizes) < rules.organisations or sizes.iloc[0] > rules.dominance * sizes.sum()
    return (None if is_few else len(sizes)), bool(is_few)


def _told(rules: Rules) -> str:
    return f"threshold {rules.threshold}, rounding {rules.rounding}, share base {rules.share_base}"


def check_release(release: Release, earlier: Release | None = None) -> list[str]:
    """Return every reason not to publish, by attacking the file as its readers could."""
    rules = release.rules
    problems = [
        f"{name} is {value}; at least {least} is expected"
        for name, value, least in (
            ("threshold", rules.threshold, LEAST.threshold),
            ("rounding", rules.rounding, LEAST.rounding),
            ("share_base", rules.share_base, LEAST.share_base),
        )
        if value < least
    ]
    for year in release.years:
        problems += [f"{year.year}: {problem}" for problem in _check_numbers(year, rules)]
        try:
            leaks = attack(year.view(), rules)
        except ValueError as error:
            problems.append(f"{year.year}: {error}")
            continue
        problems += [f"{year.year}: hidden, but can be found: {leak}" for leak in leaks]
    return problems + (_differences(release, earlier) if earlier else [])


def _check_numbers(year: Year, rules: Rules) -> list[str]:
    """Return what breaks a rule on its own."""
    problems = []
    numbers: list[tuple[object, int | None]] = [(cell.of, cell.count) for cell in year.cells]
    for where, count in [*numbers, ("trained", year.trained)]:
        if count is not None and count < rules.round(rules.threshold):
            problems.append(f"{where}: {count} is below the threshold {rules.threshold}")
        if count is not None and count % rules.rounding:
            problems.append(f"{where}: {count} is not a multiple of {rules.rounding}")
    for cell in year.cells:
        if "gender" in cell.of and cell.of.keys() & set(GENDER_BY_PLACE):
            problems.append(f"{cell.of}: gender is never crossed with a place")
        if cell.state is State.FEW and "unknown" not in cell.of.values():
            problems.append(f"{cell.of}: only missing answers may be called few")
    return problems


def _differences(release: Release, earlier: Release) -> list[str]:
    """Return the numbers of a published year that changed since."""
    now = {year.year: year for year in release.years}
    problems = []
    for old in earlier.years:
        new = now.get(old.year)
        if new is None:
            problems.append(f"{old.year}: was published and is gone")
        elif new != old:
            before, after = (
                {"trained": year.trained, **{str(cell.of): cell.count for cell in year.cells}}
                for year in (old, new)
            )
            changed = [
                f"{old.year}: {where} was {before.get(where)}, is {after.get(where)}: the "
                "difference tells who came in between; a published year stays as it is"
                for where in dict.fromkeys([*before, *after])
                if before.get(where) != after.get(where)
            ]
            problems += changed or [f"{old.year}: the published year was changed"]
    return problems


def read_release(path: Path) -> Release:
    """Read a file of figures.

    Raises:
        StatisticsError: the file is not one.
    """
    try:
        return Release.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise StatisticsError(
            f"{path}: {place}: {first['msg']}. Expected the output of `enact statistics export`."
        ) from error


def write_release(release: Release, path: Path) -> None:
    """Write a file of figures, one cell a line so that versions can be compared."""
    data = release.model_dump(mode="json")
    years = data.pop("years")
    lines = [json.dumps(data, ensure_ascii=False)[:-1] + ', "years": [']
    for number, year in enumerate(years):
        cells = year.pop("cells")
        lines.append(json.dumps(year, ensure_ascii=False)[:-1] + ', "cells": [')
        lines.append(",\n".join(json.dumps(cell, ensure_ascii=False) for cell in cells))
        lines.append("]}" + ("," if number < len(years) - 1 else ""))
    path.write_text("\n".join([*lines, "]}", ""]), encoding="utf-8")
