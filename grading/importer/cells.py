"""What importers share: a cell with the keys that it will have, and ids that are valid."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from grading.percent import MAGIC, Kind

LONGEST_ID = 50


@dataclass(frozen=True)
class Imported:
    """A cell of the exercise to be.

    Attributes:
        kind: `markdown` or `code`.
        source: its text.
        keys: keys of its `# %%` line.
    """

    kind: Kind
    source: str
    keys: Mapping[str, object] = field(default_factory=dict)


class Ids:
    """Gives out ids that are valid and not yet taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, wanted: str) -> str:
        """Return the wanted id, or the closest one that is valid and free."""
        base = re.sub(r"[^A-Za-z0-9_-]+", "-", wanted).strip("-")[: LONGEST_ID - 4] or "question"
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name)
        return name


def number(value: object) -> float | int:
    """Return points as Jupytext should write them: `2`, not `2.0`."""
    points = float(str(value))
    return int(points) if points == int(points) else points


def without_magics(source: str, notes: list[str]) -> str:
    """Drop IPython commands, which exercises do not have, and say so."""
    kept = []
    for line in source.split("\n"):
        if MAGIC.match(line):
            notes.append(f"left out the IPython command {line.strip()!r}")
        else:
            kept.append(line)
    return "\n".join(kept)
