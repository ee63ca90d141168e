"""Reads the folders of attacks; used by the tests and by the page that lists them."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
AIMS = {"host", "score", "notebook"}
_KEYS = {"title", "aim", "class", "does", "holds", "cell", "expect"}


@dataclass(frozen=True)
class Attack:
    """One folder.

    Attributes:
        name: the folder's name.
        title: short name for the table.
        aim: what is attacked.
        group: the class of attack.
        does: what it does, one sentence.
        holds: what must hold, one sentence.
        cells: what must become of each code cell.
        expect: what must hold for the program.
        sources: the code cells of `submission.py`.
    """

    name: str
    title: str
    aim: str
    group: str
    does: str
    holds: str
    cells: tuple[dict[str, Any], ...]
    expect: dict[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


def read_attack(folder: Path) -> Attack:
    """Read one folder; `ValueError` names an unknown or missing key."""
    facts = tomllib.loads((folder / "attack.toml").read_text(encoding="utf-8"))
    missing = {"title", "aim", "class", "does", "holds"} - facts.keys()
    unknown = facts.keys() - _KEYS if facts.get("aim") == "host" else set()
    if missing or unknown or facts["aim"] not in AIMS:
        raise ValueError(f"{folder.name}/attack.toml: missing {missing}, unknown {unknown}")
    return Attack(
        name=folder.name,
        title=facts["title"],
        aim=facts["aim"],
        group=facts["class"],
        does=facts["does"],
        holds=facts["holds"],
        cells=tuple(facts.get("cell", ())),
        expect=facts.get("expect", {}),
        sources=split_cells((folder / "submission.py").read_text(encoding="utf-8")),
    )


def read_attacks(aim: str | None = None) -> list[Attack]:
    """Read every attack (or those with one aim), sorted by name."""
    folders = sorted(path.parent for path in ROOT.glob("*/attack.toml"))
    attacks = [read_attack(folder) for folder in folders]
    return [attack for attack in attacks if aim in (None, attack.aim)]


def split_cells(text: str) -> tuple[str, ...]:
    """Return the plain code cells of a py:percent text."""
    cells: list[list[str]] = []
    keep = False
    for line in text.splitlines():
        if line.startswith("# %%"):
            keep = "[markdown]" not in line
            if keep:
                cells.append([])
        elif keep:
            cells[-1].append(line)
    return tuple("\n".join(cell).strip() + "\n" for cell in cells)
