"""Checks of an exercise's code without running it."""

import ast
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat

from grading.course import ANSWER_FOLDERS, ASSIGNMENT_FILE, Assignment, Course
from grading.exercise import Cell, Exercise
from grading.imports import is_there
from grading.quality.finding import Finding
from grading.starter import PLACEHOLDERS
from grading.tables import find_line


def check_code(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with assertions, statements, points, imports and file format."""
    yield from _check_placeholders(course)
    for path in _notebook_files(course):
        yield from _check_round_trip(path)
    for assignment in course.assignments:
        yield from _check_packages(assignment)
        for exercise in assignment.exercises:
            yield from check_messages(exercise)
            yield from _check_statements(exercise)
            yield from check_points(exercise)


def _notebook_files(course: Course) -> Iterator[Path]:
    for module in course.modules:
        yield from (lesson.path for lesson in module.lessons if lesson.path.suffix == ".py")
        for assignment in module.assignments:
            yield from (exercise.path for exercise in assignment.exercises)
            for name in ANSWER_FOLDERS:
                yield from sorted((assignment.folder / name).glob("*.py"))


def _check_placeholders(course: Course) -> Iterator[Finding]:
    for path in sorted(course.folder.rglob("*")):
        if path.suffix not in (".toml", ".md", ".py") or "data" in path.parts:
            continue
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for placeholder in PLACEHOLDERS.values():
                if placeholder in text:
                    message = f"{placeholder!r} is left to fill in."
                    yield Finding(path, line, "unfinished", message)


def _check_round_trip(path: Path) -> Iterator[Finding]:
    text = path.read_text(encoding="utf-8")
    saved = _saved(text)
    if saved == text:
        return
    old, new = text.splitlines(keepends=True), saved.splitlines(keepends=True)
    for tag, begin, end, low, high in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            message = (
                f"JupyterLab would write {''.join(new[low:high])!r} here "
                f"in place of {''.join(old[begin:end])!r}. Write it so."
            )
            yield Finding(path, begin + 1, "round-trip", message)
            return


def _saved(text: str) -> str:
    """Return what stands in the file after it was opened and saved as a notebook.

    On its way to the browser and back a notebook is JSON, whose keys may come back sorted.
    """
    notebook = nbformat.writes(jupytext.reads(text, "py:percent"), version=4)
    return str(jupytext.writes(nbformat.reads(notebook, as_version=4), "py:percent"))


def check_messages(exercise: Exercise) -> Iterator[Finding]:
    """Yield assertions of graded tests that say nothing to the student."""
    for cell in exercise.cells:
        if cell.role != "tests":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert) and _is_silent(node.msg):
                line = cell.first_line + node.lineno - 1
                message = (
                    f"'assert {_short(node.test)}' has no message. "
                    "Say what was expected and what came."
                )
                yield Finding(exercise.path, line, "assert-message", message)


def _is_silent(message: ast.expr | None) -> bool:
    if message is None:
        return True
    return isinstance(message, ast.Constant) and not str(message.value or "").strip()


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 50 else text[:49] + "…"


def _check_statements(exercise: Exercise) -> Iterator[Finding]:
    before: Cell | None = None
    for cell in exercise.cells:
        if cell.role == "written" and (before is None or before.role or before.kind == "code"):
            message = (
                f"written={cell.id!r} has no statement: students get an empty cell. "
                "Put the question into a text cell before it."
            )
            yield Finding(exercise.path, cell.line, "statement", message)
        before = cell


def check_points(exercise: Exercise) -> Iterator[Finding]:
    """Yield graded questions that are worth nothing."""
    for cell in exercise.questions:
        if not cell.points:
            message = f"question {cell.id!r} is worth 0 points. Give it some, or drop its key."
            yield Finding(exercise.path, cell.line, "points", message)


def _check_packages(assignment: Assignment) -> Iterator[Finding]:
    path = assignment.folder / ASSIGNMENT_FILE
    listed = {name.split(".")[0] for name in assignment.packages}
    used: set[str] = set()
    for exercise in assignment.exercises:
        for name, line in imports(exercise):
            if name not in listed | used:
                message = f"imports {name!r}, which packages of {ASSIGNMENT_FILE} does not list."
                yield Finding(exercise.path, line, "packages", message)
            used.add(name)
    for name in assignment.packages:
        line = find_line(path, ("packages",), name)
        if not is_there(name):
            message = f"packages lists {name!r}, which is not installed here."
            yield Finding(path, line, "packages", message)
        if name.split(".")[0] not in used:
            message = f"packages lists {name!r}, which no exercise imports. Remove it."
            yield Finding(path, line, "packages", message)


def imports(exercise: Exercise) -> Iterator[tuple[str, int]]:
    """Yield the packages that an exercise imports besides the standard library, with lines."""
    for cell in exercise.cells:
        if cell.kind != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            else:
                continue
            for name in names:
                package = name.split(".")[0]
                if package not in sys.stdlib_module_names:
                    yield package, cell.first_line + node.lineno - 1
