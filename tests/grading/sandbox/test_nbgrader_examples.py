"""nbgrader's own example and test notebooks get the scores here that they get when run plainly."""

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from grading.sandbox.plan import default_plan, find_plan
from grading.sandbox.program import Cell, Program

ROOT = Path(importlib.util.find_spec("nbgrader").submodule_search_locations[0])
GUIDE = ROOT / "docs/source/user_guide"
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n?", re.DOTALL)
# Their cells never end, or are not Python.
LEFT_OUT = {"infinite-loop.ipynb", "infinite-loop-with-output.ipynb", "timeout.ipynb"}


def program_of(path: Path) -> Program:
    """Return a notebook's program; a cell that is neither locked nor graded is the student's."""
    cells, seen = [], set()
    for number, cell in enumerate(nbformat.read(path, nbformat.NO_CONVERT).cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        about = cell.metadata.get("nbgrader", {})
        is_check = about.get("grade") and not about.get("solution")
        kind = "check" if is_check else "given" if about.get("locked") else "student"
        name = about.get("grade_id") or f"cell-{number}"
        name = name if name not in seen else f"{name}-{number}"
        seen.add(name)
        visible = HIDDEN.sub("", cell.source) if kind == "check" else ""
        cells.append(Cell(name, kind, cell.source, visible))
    return Program(tuple(cells))


def is_readable(path: Path) -> bool:
    try:
        cells = nbformat.read(path, nbformat.NO_CONVERT).cells
    except Exception:
        return False
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return path.name not in LEFT_OUT and not re.search(r"AUTOTEST|^[%!]\w", text, re.MULTILINE)


NOTEBOOKS = sorted(
    path
    for folder in ("docs/source/user_guide", "tests")
    for path in (ROOT / folder).rglob("*.ipynb")
    if is_readable(path) and any(cell.kind == "check" for cell in program_of(path).cells)
)


def outcomes(result, program):
    checks = {cell.id for cell in program.cells if cell.kind == "check"}
    return {
        part.id: (part.status == "ok", part.value) for part in result.cells if part.id in checks
    }


def test_there_are_twenty_notebooks():
    assert len(NOTEBOOKS) >= 20


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_notebook_without_a_solution_gets_its_plain_scores(path, run, plainly):
    program = program_of(path)
    result = run(replace(program, cells=default_plan(program).cells))
    assert outcomes(result, program) == plainly(program)


@pytest.mark.parametrize("problem", ["problem1", "problem2"])
@pytest.mark.parametrize("student", ["bitdiddle", "hacker"])
def test_a_submission_to_the_example_course_gets_its_plain_scores(problem, student, run, plainly):
    plan = find_plan(program_of(GUIDE / f"source/ps1/{problem}.ipynb"), run)
    planned = {cell.id: cell for cell in plan.cells if cell.kind == "check"}
    program = program_of(GUIDE / f"submitted/{student}/ps1/{problem}.ipynb")
    cells = [
        replace(cell, mode=planned[cell.id].mode, policy=planned[cell.id].policy)
        if cell.kind == "check"
        else cell
        for cell in program.cells
    ]
    assert outcomes(run(replace(program, cells=tuple(cells))), program) == plainly(program)


@pytest.mark.parametrize("problem", ["problem1", "problem2"])
def test_every_check_of_the_example_course_is_judged(problem, run):
    plan = find_plan(program_of(GUIDE / f"source/ps1/{problem}.ipynb"), run)
    assert {cell.mode for cell in plan.cells if cell.kind == "check"} <= {"judged"}
    assert plan.failures == {}
