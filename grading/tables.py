"""TOML files read into typed models; every problem is reported with its file and line."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from grading.errors import Problem
from grading.suggest import advice

HEADER = re.compile(r"^\s*(?P<open>\[{1,2})\s*(?P<name>[^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
KEY = re.compile(r"""^\s*(?P<key>"[^"]*"|'[^']*'|[\w-]+)(?P<rest>(?:\s*\.\s*[\w-]+)*)\s*=""")
TOML_PLACE = re.compile(r"\s*\(at line (?P<line>\d+), column \d+\)$")

Place = tuple[str | int, ...]


class Table(BaseModel):
    """A table of a TOML file: frozen, and a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


T = TypeVar("T", bound=Table)


def read_table(path: Path, model: type[T], problems: list[Problem], language: str = "") -> T | None:
    """Read one TOML file.

    Args:
        path: the file.
        model: what it must contain.
        problems: receives every problem of the file.
        language: language of texts that are not given by language; empty for `language` of the
            file itself.

    Returns:
        The model, or None if there was a problem.
    """
    found = load_toml(path, problems)
    if found is None:
        return None
    values, lines = found
    try:
        return model.model_validate(
            values, context={"language": language or values.get("language", "")}
        )
    except ValidationError as error:
        problems.extend(explain(error, path, lines, model))
        return None


def read_tables(path: Path, model: type[T], problems: list[Problem]) -> dict[str, T]:
    """Read a TOML file that holds one table a name; tables with problems are left out."""
    found = load_toml(path, problems)
    if found is None:
        return {}
    values, lines = found
    tables: dict[str, T] = {}
    for name, value in values.items():
        try:
            tables[name] = model.model_validate(value)
        except ValidationError as error:
            problems.extend(explain(error, path, lines, model, (name,)))
    return tables


def load_toml(path: Path, problems: list[Problem]) -> tuple[dict[str, Any], Sequence[str]] | None:
    """Return the values and the lines of a TOML file, or None after reporting why not."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(path, 0, "file is missing."))
        return None
    except UnicodeDecodeError as error:
        problems.append(Problem(path, 0, f"file is not UTF-8 text: {error.reason}."))
        return None
    try:
        return tomllib.loads(text), text.splitlines()
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = TOML_PLACE.search(message)
        line = int(place["line"]) if place else len(text.splitlines())
        problems.append(Problem(path, line, f"not valid TOML: {TOML_PLACE.sub('', message)}."))
        return None


def explain(
    error: ValidationError,
    path: Path,
    lines: Sequence[str],
    model: type[Table],
    prefix: Place = (),
) -> Iterable[Problem]:
    """Turn pydantic's findings into problems in the house's words.

    Args:
        error: what pydantic found.
        path: the TOML file.
        lines: its lines.
        model: what was expected at `prefix`.
        prefix: keys that lead to the table that was validated.
    """
    for item in error.errors(include_url=False):
        place: Place = (*prefix, *item["loc"])
        name = _dotted(place)
        kind = item["type"]
        if kind == "extra_forbidden":
            siblings = _keys_beside(model, item["loc"])
            message = f"unknown key {place[-1]!r}.{advice(str(place[-1]), siblings)}"
        elif kind == "missing":
            message = f"key {name!r} is missing."
        else:
            reason = item["msg"].removeprefix("Value error, ")
            message = f"{name} = {_shown(item['input'])}: {reason[:1].lower()}{reason[1:]}."
        yield Problem(path, line_of(place, lines, item["input"]), message)


def find_line(path: Path, place: Place, value: object = None) -> int:
    """Return the line of a key in a TOML file, as `line_of` does."""
    return line_of(place, path.read_text(encoding="utf-8").splitlines(), value)


def line_of(place: Place, lines: Sequence[str], value: object = None) -> int:
    """Return the line, from 1, where a key (or the nearest key above it) is written.

    Args:
        place: keys and list indices that lead to the value, as pydantic gives them.
        lines: the TOML file's lines.
        value: the value itself; if it is a text in a longer list, its own line is found.
    """
    written = _written_keys(lines)
    for length in range(len(place), 0, -1):
        line = written.get(place[:length])
        if line is None:
            continue
        if isinstance(value, str):
            for number in range(line, len(lines) + 1):
                if number > line and (
                    HEADER.match(lines[number - 1]) or KEY.match(lines[number - 1])
                ):
                    break
                if value in lines[number - 1]:
                    return number
        return line
    return 1


def _written_keys(lines: Sequence[str]) -> Mapping[Place, int]:
    """Return the line of every key and table header, by its path."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    prefix: Place = ()
    for number, line in enumerate(lines, start=1):
        header = HEADER.match(line)
        if header:
            prefix = tuple(_split(header["name"]))
            if header["open"] == "[[":
                index = counts.get(prefix, -1) + 1
                counts[prefix] = index
                found.setdefault(prefix, number)
                prefix = (*prefix, index)
            found[prefix] = number
            continue
        key = KEY.match(line)
        if key:
            place = (*prefix, *_split(key["key"] + key["rest"]))
            for length in range(len(prefix) + 1, len(place) + 1):
                found.setdefault(place[:length], number)
    return found


def _split(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in re.split(r"\s*\.\s*", name)]


def _dotted(place: Place) -> str:
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _keys_beside(model: type[Table], place: Place) -> list[str]:
    """Return the keys that the table around an unknown key may have."""
    current: Any = model
    for part in place[:-1]:
        if isinstance(part, int):
            continue
        field = getattr(current, "model_fields", {}).get(part)
        if field is None:
            return []
        current = _table_in(field.annotation)
    return list(getattr(current, "model_fields", {}))


def _table_in(annotation: Any) -> Any:
    """Return the table model inside an annotation such as `tuple[Author, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _table_in(inner)
        if found is not None:
            return found
    return None
