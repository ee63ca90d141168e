"""An exercise: the cells of a py:percent file and what each is for."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from grading.errors import Problem
from grading.percent import Kind, Report, TextCell, read_cells
from grading.suggest import advice

Role = Literal["solution", "tests", "written", "task", "given"]

ROLE_KEYS: tuple[Role, ...] = ("solution", "tests", "written", "task")
KEYS = ("points", "question", *ROLE_KEYS)
IDENTIFIER = re.compile(r"^[A-Za-z0-9_-]{1,50}$")
SOLUTION_SUFFIX = "-solution"

# Stored answers: wrong/<exercise>--loses-<question>.py and right/<exercise>--<note>.py.
WRONG, RIGHT = "wrong", "right"
SEPARATOR, LOSES = "--", "loses-"

BEGIN, END = "BEGIN", "END"
SOLUTION = "SOLUTION"
HIDDEN_TESTS = "HIDDEN TESTS"
MARK_SCHEME = "MARK SCHEME"
# Source: the delimiters of nbgrader's ClearSolutions, ClearHiddenTests and ClearMarkScheme.
REGION = re.compile(rf"(?P<edge>{BEGIN}|{END}) (?P<name>{SOLUTION}|{HIDDEN_TESTS}|{MARK_SCHEME})")
HOME_OF_REGION: Mapping[str, tuple[Role | None, ...]] = {
    SOLUTION: ("solution", "written"),
    HIDDEN_TESTS: ("tests",),
    MARK_SCHEME: ("task", "written"),
}


@dataclass(frozen=True)
class Cell:
    """One cell of an exercise.

    Attributes:
        kind: `markdown` or `code`.
        source: the instructor's text, with solutions and hidden tests.
        line: line of the cell's `# %%` in the exercise's file, from 1.
        role: None for plain text; `given` for code that belongs to the course.
        id: question of `tests`, `written` and `task`; name of a `solution`; `given-3`; or None.
        tests: name of the solution that a `tests` cell tests.
        points: what the question is worth; 0 if it is none.
        first_line: line of the first line of `source`.
    """

    kind: Kind
    source: str
    line: int
    role: Role | None = None
    id: str | None = None
    tests: str | None = None
    points: float = 0.0
    first_line: int = 0

    @property
    def grade_id(self) -> str | None:
        """The cell's id in nbgrader's metadata; a question's is the question's own id."""
        if self.role == "solution":
            return f"{self.id}{SOLUTION_SUFFIX}"
        return self.id

    @property
    def is_question(self) -> bool:
        """Whether the cell earns points."""
        return self.role in ("tests", "written", "task")


@dataclass(frozen=True)
class Exercise:
    """One notebook of an assignment."""

    slug: str
    path: Path
    cells: tuple[Cell, ...]

    @property
    def questions(self) -> tuple[Cell, ...]:
        """The cells that earn points, in order."""
        return tuple(cell for cell in self.cells if cell.is_question)

    @property
    def solutions(self) -> tuple[Cell, ...]:
        """The cells that a student fills in and tests check, in order."""
        return tuple(cell for cell in self.cells if cell.role == "solution")

    @property
    def points(self) -> float:
        """What the whole exercise is worth."""
        return sum(cell.points for cell in self.questions)


def read_exercise(path: Path, problems: list[Problem]) -> Exercise:
    """Read one exercise; every problem is appended to `problems`."""

    def report(line: int, message: str) -> None:
        problems.append(Problem(path, line, message))

    cells: list[Cell] = []
    given = 0
    for text in read_text_cells(path, problems):
        cell = _interpret(text, report)
        if cell.role == "given":
            given += 1
            cell = replace(cell, id=f"given-{given}")
        _check_syntax(cell, report)
        _check_regions(cell, report)
        cells.append(cell)
    exercise = Exercise(path.stem, path, tuple(cells))
    _check_ids(exercise, report)
    _check_tests(exercise, report)
    return exercise


def read_text_cells(path: Path, problems: list[Problem]) -> tuple[TextCell, ...]:
    """Read the cells of a py:percent file; every problem is appended to `problems`."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problems.append(Problem(path, 0, f"file is not UTF-8 text: {error.reason}."))
        return ()
    return read_cells(text, lambda line, message: problems.append(Problem(path, line, message)))


def _interpret(text: TextCell, report: Report) -> Cell:
    """Return what a cell is for, from the keys on its `# %%` line."""
    keys = text.metadata
    for key in keys:
        if key not in KEYS:
            report(text.line, f"unknown key {key!r}.{advice(key, KEYS)}")
    roles = [role for role in ROLE_KEYS if role in keys]
    plain = Cell(text.kind, text.source, text.line, first_line=text.first_line)
    if not roles:
        for key in ("points", "question"):
            if key in keys:
                report(text.line, f"{key} without tests, written or task: nothing earns them.")
        is_given = text.kind == "code" and text.source.strip()
        return replace(plain, role="given") if is_given else plain
    if len(roles) > 1:
        report(text.line, f"{roles[0]} and {roles[1]} in one cell. Keep one.")
    role = roles[0]
    identifier = _identifier(text, role, report)
    tests = None
    if role == "tests":
        tests = identifier
        if "question" in keys:
            identifier = _identifier(text, "question", report)
    elif "question" in keys:
        report(text.line, f"question belongs to tests, not to {role}.")
    _check_kind(text, role, report)
    return replace(plain, role=role, id=identifier, tests=tests, points=_points(text, role, report))


def _identifier(text: TextCell, key: str, report: Report) -> str:
    value = text.metadata[key]
    if not isinstance(value, str) or not IDENTIFIER.match(value):
        report(
            text.line,
            f"{key}={value!r} is no id. "
            "Use up to 50 ASCII letters, digits, '-' and '_' in double quotes.",
        )
    return str(value)


def _points(text: TextCell, role: Role, report: Report) -> float:
    value = text.metadata.get("points")
    if role == "solution":
        if value is not None:
            report(text.line, "points stand on a solution. They belong to its tests.")
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        got = "missing" if value is None else repr(value)
        report(text.line, f"points of {role} are {got}. Write points=2, 0 or more.")
        return 0.0
    return float(value)


def _check_kind(text: TextCell, role: Role, report: Report) -> None:
    if role in ("solution", "tests") and text.kind == "markdown":
        report(text.line, f"{role} in a markdown cell. It must be code: '# %% {role}=…'.")
    if role == "task" and text.kind == "code":
        report(text.line, "task in a code cell. It must be text: '# %% [markdown] … task=…'.")


def _check_syntax(cell: Cell, report: Report) -> None:
    if cell.kind != "code":
        return
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        line = cell.first_line + (error.lineno or 1) - 1
        report(line, f"not valid Python: {error.msg}.")


def _check_regions(cell: Cell, report: Report) -> None:
    """Report regions that are left open, nested or in a cell where nbgrader forbids them."""
    opened: tuple[str, int] | None = None
    for line, text in enumerate(cell.source.splitlines(), start=cell.first_line):
        mark = REGION.search(text)
        if not mark:
            continue
        name = mark["name"]
        homes = HOME_OF_REGION[name]
        if cell.role not in homes:
            wanted = " or ".join(map(str, homes))
            report(line, f"{name} stands in a cell without {wanted}.")
        if mark["edge"] == BEGIN:
            if opened:
                report(line, f"BEGIN {name} inside {opened[0]} of line {opened[1]}.")
            opened = (name, line)
        elif opened is None or opened[0] != name:
            report(line, f"END {name} without BEGIN {name}.")
        else:
            opened = None
    if opened:
        report(opened[1], f"BEGIN {opened[0]} is never closed. Add '### END {opened[0]}'.")


def _check_ids(exercise: Exercise, report: Report) -> None:
    """Report ids that two cells of the released notebook would share."""
    seen: dict[str, Cell] = {}
    for cell in exercise.cells:
        if cell.grade_id is None:
            continue
        first = seen.setdefault(cell.grade_id, cell)
        if first is not cell:
            report(
                cell.line,
                f"id {cell.id!r} is taken by line {first.line}. "
                'Give this one another id, for tests with question="…".',
            )


def _check_tests(exercise: Exercise, report: Report) -> None:
    """Report tests without a solution before them, and solutions without tests."""
    name = exercise.path.name
    solutions = {str(cell.id): cell for cell in exercise.solutions}
    tested = {cell.tests for cell in exercise.questions}
    for cell in exercise.questions:
        if cell.role != "tests":
            continue
        solution = solutions.get(str(cell.tests))
        if solution is None:
            hint = advice(str(cell.tests), solutions)
            report(cell.line, f'tests="{cell.tests}" matches no solution of {name}.{hint}')
        elif solution.line > cell.line:
            report(
                cell.line, f'tests="{cell.tests}" come before the solution (line {solution.line}).'
            )
    for solution in exercise.solutions:
        if solution.id not in tested:
            report(solution.line, f'solution="{solution.id}" has no tests: nothing checks it.')
