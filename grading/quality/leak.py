"""What a student must not see is not in the released notebook, wherever an author put it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat

from grading.course import Course
from grading.exercise import BEGIN, HIDDEN_TESTS, REGION, SOLUTION, Cell, Exercise
from grading.quality.finding import Finding
from grading.release import student_files
from grading.settings import OWN_METADATA

# Shorter lines (`return x`) stand in many places by chance.
SHORTEST_LINE = 18
HOME_PATH = re.compile(r"(?:/(?:home|Users|root|work|tmp|mnt|srv)/[\w.-]+|[A-Z]:\\\\?Users)")
HIDDEN_TEST = "a hidden test"
METADATA_KEYS = {"kernelspec", "language_info", OWN_METADATA}


@dataclass(frozen=True)
class Secret:
    """A line that students must not see."""

    text: str
    line: int
    kind: str
    owner: str


def check_leaks(course: Course) -> Iterator[Finding]:
    """Yield what the student's version of each exercise shows and should not."""
    for assignment in course.assignments:
        files = student_files(assignment, course.language)
        for exercise in assignment.exercises:
            notebook = files[f"{exercise.slug}.ipynb"]
            yield from check_notebook(exercise, notebook)


def check_notebook(exercise: Exercise, released: bytes) -> Iterator[Finding]:
    """Yield what one released notebook shows and should not.

    Args:
        exercise: the instructor's text.
        released: the student's `.ipynb` file.
    """
    notebook = nbformat.reads(released.decode(), as_version=4)
    shown: dict[str, str] = {}
    outside_tests: dict[str, str] = {}
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        name = metadata.get("grade_id", "a text cell")
        for line in map(_normal, cell.source.splitlines()):
            shown.setdefault(line, name)
            if not metadata.get("grade"):
                outside_tests.setdefault(line, name)
        if cell.get("outputs") or cell.get("execution_count"):
            yield Finding(exercise.path, 0, "leak", f"the released cell {name!r} has an output.")
    for secret in secrets(exercise):
        # Visible tests may have the form of hidden ones: the values differ, on other lines.
        is_test = secret.kind == HIDDEN_TEST
        place = (outside_tests if is_test else shown).get(secret.text)
        if place is not None:
            message = (
                f"{secret.kind} of {secret.owner!r} is shown to students in {place!r}: "
                f"{secret.text!r}. Change one of the two."
            )
            yield Finding(exercise.path, secret.line, "leak", message)
    extra = sorted(set(notebook.metadata) - METADATA_KEYS)
    if extra:
        message = f"the released notebook carries metadata {extra[0]!r}."
        yield Finding(exercise.path, 0, "leak", message)
    yield from _check_paths(exercise)


def secrets(exercise: Exercise) -> Iterator[Secret]:
    """Yield the lines of solutions, model answers and hidden tests that are long enough to tell."""
    for cell in exercise.cells:
        inside: str | None = None
        is_whole = cell.role in ("solution", "written") and BEGIN not in cell.source
        for line, text in enumerate(cell.source.splitlines(), start=cell.first_line):
            mark = REGION.search(text)
            if mark:
                inside = mark["name"] if mark["edge"] == BEGIN else None
                continue
            kind = _kind(cell, inside, is_whole)
            if kind and len(_normal(text)) >= SHORTEST_LINE:
                yield Secret(_normal(text), line, kind, str(cell.id))


def _kind(cell: Cell, inside: str | None, is_whole: bool) -> str | None:
    if inside == HIDDEN_TESTS:
        return HIDDEN_TEST
    if inside == SOLUTION or is_whole:
        return "the model answer" if cell.role == "written" else "the solution"
    return None


def _normal(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


def _check_paths(exercise: Exercise) -> Iterator[Finding]:
    for cell in exercise.cells:
        for line, text in enumerate(cell.source.splitlines(), start=cell.first_line):
            found = HOME_PATH.search(text)
            if found:
                message = f"path {json.dumps(found[0])} exists on your machine alone. Use data/."
                yield Finding(exercise.path, line, "leak", message)
