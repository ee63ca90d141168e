"""What the instructor fixed about an assignment: cells, points, tests, files and limits.

The gradebook holds the truth about nbgrader's cells (with hidden tests), as at their release; the
notebooks in `release/` (else `source/`) hold their order and what students see of them. A rubric
is one JSON document, so that a worker on another machine needs no course folder.
"""

import base64
import hashlib
import json
import re
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

CellRole = Literal["given", "solution", "tests", "written", "task"]

# A file's content inside JSON.
FileBytes = Annotated[
    bytes,
    BeforeValidator(lambda value: base64.b64decode(value) if isinstance(value, str) else value),
    PlainSerializer(lambda value: base64.b64encode(value).decode("ascii"), when_used="json"),
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RubricCell(_Frozen):
    """One of nbgrader's cells as the instructor released it.

    Attributes:
        id: nbgrader's `grade_id`.
        cell_type: `code` or `markdown`.
        grade: whether it is worth points (tests, or an answer graded by a person).
        solution: whether the student writes in it.
        locked: whether the student's version is replaced by `source`.
        task: whether it is a task (Markdown, points, graded by a person).
        points: what it is worth.
        source: its text, hidden tests included.
        visible_source: its text in the student's copy.
        checksum: nbgrader's checksum of the released cell.
        cell_id: Jupyter's id of the cell in the released notebook; "" when there is none.
    """

    id: str
    cell_type: Literal["code", "markdown"]
    grade: bool
    solution: bool
    locked: bool
    task: bool
    points: float
    source: str
    visible_source: str
    checksum: str | None
    cell_id: str = ""

    @property
    def role(self) -> CellRole:
        """What the cell is for."""
        if self.task:
            return "task"
        if self.solution:
            return "written" if self.grade else "solution"
        return "tests" if self.grade else "given"

    @property
    def is_question(self) -> bool:
        """Whether the gradebook keeps a score for the cell."""
        return self.grade or self.task

    def metadata(self) -> dict[str, Any]:
        """Return nbgrader's metadata (schema 3) of the cell in a student's notebook."""
        values: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.id,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        if self.checksum is not None:
            values["checksum"] = self.checksum
        if self.is_question:
            values["points"] = self.points
        return values


class RubricExercise(_Frozen):
    """One notebook of an assignment.

    Attributes:
        name: file name without `.ipynb`.
        kernelspec: nbgrader's record of the kernel.
        cells: nbgrader's cells in the instructor's order.
        reference: code that solves the exercise, as (kind, id, source) of each code cell in
            order; empty when there is no instructor's version with solutions.
    """

    name: str
    kernelspec: dict[str, Any]
    cells: tuple[RubricCell, ...]
    reference: tuple[tuple[Literal["given", "student", "check"], str, str], ...] = ()


class RubricLimits(_Frozen):
    """What one exercise may use; see `grading.sandbox.program.Limits` for the units."""

    wall_time_s: float
    total_time_s: float
    memory_mb: int
    scratch_mb: int
    output_kb: int
    processes: int
    open_files: int


class Rubric(_Frozen):
    """Everything that grading an assignment needs besides a submission.

    Attributes:
        assignment: nbgrader's name of the assignment.
        exercises: its notebooks.
        packages: what the warm parent imports.
        limits: what one exercise may use.
        files: the instructor's files that lie beside the notebooks, by relative path.
        overwritable: names of instructor's files that a student's file may replace.
        stderr_costs_points: nbgrader's rule that writing to stderr costs the points.
        language: language of messages to students.
    """

    assignment: str
    exercises: tuple[RubricExercise, ...]
    packages: tuple[str, ...]
    limits: RubricLimits
    files: dict[str, FileBytes] = {}
    overwritable: tuple[str, ...] = ()
    stderr_costs_points: bool = False
    language: Literal["fr", "en"] = "fr"

    def visible(self) -> "Rubric":
        """Return the same assignment with the tests that students can see, and no others.

        A question all of whose tests are hidden is worth nothing here.
        """
        exercises = tuple(
            exercise.model_copy(update={"cells": tuple(map(_as_seen, exercise.cells))})
            for exercise in self.exercises
        )
        return self.model_copy(update={"exercises": exercises})

    def tests_hash(self) -> str:
        """Return the SHA-256 of all that decides a score besides submission, limits and packages.

        Two rubrics with the same hash give every submission the same score.
        """
        return self._hash_of_tests

    @cached_property
    def _hash_of_tests(self) -> str:
        # Asked for twice a submission.
        parts = self.model_dump(mode="json", exclude={"limits", "packages", "language", "files"})
        parts["files"] = {
            name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()
        }
        return sha256_json(parts)

    def __copy__(self) -> Self:
        copied = super().__copy__()
        # `model_copy` changes fields after this.
        copied.__dict__.pop("_hash_of_tests", None)
        return copied

    def limits_hash(self) -> str:
        """Return the SHA-256 of the limits."""
        return sha256_json(self.limits.model_dump())


def _as_seen(cell: RubricCell) -> RubricCell:
    if cell.role != "tests":
        return cell
    lines = (line.strip() for line in cell.visible_source.splitlines())
    has_tests = any(line and not line.startswith("#") for line in lines)
    points = cell.points if has_tests else 0.0
    return cell.model_copy(update={"source": cell.visible_source, "points": points})


def canonical_json(value: Any) -> bytes:
    """Return the one JSON text of a value: sorted keys, no spaces, UTF-8.

    Source: RFC 8785 for the idea; numbers are written as Python writes them.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def sha256_json(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of a value, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def nbgrader_checksum(cell: RubricCell, source: str) -> str:
    """Return the checksum that nbgrader gives to a cell with this text.

    Source: nbgrader/utils.py, compute_checksum.
    """
    # MD5 is nbgrader's choice; nothing here relies on it for safety.
    digest = hashlib.md5(usedforsecurity=False)
    parts = [source, cell.cell_type, str(cell.grade), str(cell.solution), str(cell.locked), cell.id]
    if cell.grade:
        parts.append(str(cell.points))
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()


def without_regions(source: str, begin: str, end: str) -> str:
    """Return a cell's text without the lines between two marks, the marks' lines included.

    Source: nbgrader/preprocessors/clearhiddentests.py.
    """
    kept = []
    is_inside = False
    for line in source.split("\n"):
        if begin in line:
            is_inside = True
        elif end in line:
            is_inside = False
        elif not is_inside:
            kept.append(line)
    return "\n".join(kept)


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts differ in nothing but line ends and blanks at the end of lines."""
    return _normal(one) == _normal(other)


def _normal(text: str) -> str:
    return re.sub(r"[ \t]+$", "", text.replace("\r\n", "\n").strip(), flags=re.MULTILINE)
