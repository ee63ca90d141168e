"""Imports go one way: courses ← grading ← hub_config, and the site reads courses only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OWN = ("grading", "hub_config", "site", "tests")
# Which of our own modules each room may import.
ALLOWED = {
    "courses": (),
    "grading": ("grading",),
    "hub_config": ("grading", "hub_config"),
    "site": ("grading.course", "grading.errors", "grading.schema"),
}
SANDBOX_ALLOWED = ("grading.sandbox", "grading.errors")


def imported(path):
    """Return the names of modules that a file imports, with what it takes from packages."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def strangers(room, allowed):
    """Return `file: module` for every own module that a room imports and may not."""
    return sorted(
        f"{path.relative_to(ROOT)}: {name}"
        for path in room.rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] in OWN
        and name not in OWN
        and not any(f"{name}.".startswith(f"{a}.") for a in allowed)
    )


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_is_below_it(room):
    assert strangers(ROOT / room, ALLOWED[room]) == []


def test_the_sandbox_knows_nothing_of_notebooks_courses_or_scores():
    assert strangers(ROOT / "grading" / "sandbox", SANDBOX_ALLOWED) == []


def test_no_room_is_left_out():
    rooms = {path.parent.relative_to(ROOT).parts[0] for path in ROOT.glob("*/**/*.py")}
    assert rooms & {"courses", "grading", "hub_config", "site"} == set(ALLOWED)
