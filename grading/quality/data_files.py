"""Checks of the data that comes with exercises: source, licence, checksum, columns."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grading.course import README, Course
from grading.quality.finding import Finding

DATA = "data"
SECTION = re.compile(r"^##\s+`?(?P<name>[^`\s]+)`?\s*$")
ITEM = re.compile(r"^[-*]\s*\**(?P<key>[\w-]+)\**\s*:\**\s*(?P<value>.*)$")
ROW = re.compile(r"^\|\s*`?(?P<column>[^|`]+?)`?\s*\|")
SOURCE, LICENCE, CHECKSUM = "source", "licence", "sha-256"
NEEDED = {
    SOURCE: "- Source: where it comes from",
    LICENCE: "- Licence: its licence",
    CHECKSUM: "- SHA-256: its checksum",
}


@dataclass(frozen=True)
class Described:
    """What `data/README.md` says of one file.

    Attributes:
        line: line of its heading.
        items: values by key, in lower case.
        columns: names in the first column of its table.
    """

    line: int
    items: Mapping[str, tuple[str, int]]
    columns: frozenset[str]


def check_data(course: Course) -> Iterator[Finding]:
    """Yield what is missing or wrong about every data file of a course."""
    for module in course.modules:
        yield from _check_folder(module.folder / DATA)
        for assignment in module.assignments:
            yield from _check_folder(assignment.folder / DATA)


def _check_folder(folder: Path) -> Iterator[Finding]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / README)
    if not files:
        return
    readme = folder / README
    described = read_descriptions(readme) if readme.exists() else {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        if name not in described:
            message = f"data file {name!r} is not described. Add '## {name}' with its source."
            yield Finding(readme, 0, "data", message)
            continue
        yield from _check_file(path, name, readme, described[name])
    names = {path.relative_to(folder).as_posix() for path in files}
    for name in sorted(set(described) - names):
        message = f"{name!r} is described, but there is no such file."
        yield Finding(readme, described[name].line, "data", message)


def _check_file(path: Path, name: str, readme: Path, described: Described) -> Iterator[Finding]:
    for key, example in NEEDED.items():
        if not described.items.get(key, ("", 0))[0]:
            message = f"{name} lacks a line '{example}'."
            yield Finding(readme, described.line, "data", message)
    written, line = described.items.get(CHECKSUM, ("", 0))
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if written and written.strip("`").lower() != actual:
        message = f"SHA-256 of {name} is {actual}, not {written}. Check the file, then write it."
        yield Finding(readme, line, "data", message)
    if path.suffix == ".csv":
        for column in _columns(path):
            if column not in described.columns:
                message = f"column {column!r} of {name} is in no row of its table."
                yield Finding(readme, described.line, "data", message)


def _columns(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    delimiter = max(",;\t", key=first.count)
    return [name.strip() for name in next(csv.reader([first.strip()], delimiter=delimiter), [])]


def read_descriptions(readme: Path) -> dict[str, Described]:
    """Read the sections of a `data/README.md`, by file name."""
    found: dict[str, Described] = {}
    name, line = "", 0
    items: dict[str, tuple[str, int]] = {}
    columns: set[str] = set()
    lines = readme.read_text(encoding="utf-8").splitlines()
    for number, text in enumerate([*lines, "## ."], start=1):
        section = SECTION.match(text)
        if section:
            if name:
                found[name] = Described(line, items, frozenset(columns))
            name, line, items, columns = section["name"], number, {}, set()
        elif item := ITEM.match(text):
            items[item["key"].lower()] = (item["value"].strip(), number)
        elif row := ROW.match(text):
            columns.add(row["column"].strip())
    return found
