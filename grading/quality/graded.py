"""Answers handed in as a student would and graded by the platform's own grader."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grading.autograde import Grader
from grading.course import Assignment, Course
from grading.engines import Engine
from grading.exercise import Exercise
from grading.quality.answers import Answer
from grading.record import ExerciseRecord, GradeRecord
from grading.release import RELEASE, SOURCE, release_course
from grading.submission import NOTEBOOK_SUFFIX


@dataclass(frozen=True)
class Verdicts:
    """What the grader said of one exercise.

    Attributes:
        reference: of the solution.
        stub: of the notebook as released.
        answers: of the stored right answers.
        flags: what looked like tampering in the solution, as sentences.
    """

    reference: ExerciseRecord
    stub: ExerciseRecord
    answers: Sequence[tuple[Answer, ExerciseRecord]]
    flags: tuple[str, ...]


class OneEngine:
    """Gives the same engine for every set of packages: it has imported those of all."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def engine(self, packages: tuple[str, ...]) -> Engine:
        """Return the engine."""
        return self._engine

    def close(self) -> None:
        """Leave the engine to its owner."""


@contextmanager
def handing_in(course: Course, engine: Engine) -> Iterator["Desk"]:
    """Release a course into a temporary folder and give a desk that grades hand-ins."""
    with tempfile.TemporaryDirectory(prefix="enact-check-") as name:
        folder = Path(name) / course.slug
        release_course(course, folder)
        with Grader(folder, engines=OneEngine(engine)) as grader:
            yield Desk(grader, folder)


class Desk:
    """Hands in one exercise at a time; safe to share by threads."""

    def __init__(self, grader: Grader, folder: Path) -> None:
        self._grader = grader
        self._folder = folder

    def verdicts(
        self, assignment: Assignment, exercise: Exercise, answers: Sequence[Answer]
    ) -> Verdicts:
        """Grade the solution, the stub and the right answers of an exercise."""
        name = f"{exercise.slug}{NOTEBOOK_SUFFIX}"
        source = (self._folder / SOURCE / assignment.slug / name).read_bytes()
        stub = (self._folder / RELEASE / assignment.slug / name).read_bytes()
        reference = self._grade(assignment, name, source)
        right = [answer for answer in answers if not answer.loses]
        return Verdicts(
            _own(reference, exercise),
            _own(self._grade(assignment, name, stub), exercise),
            [
                (answer, _own(self._grade(assignment, name, _filled(source, answer)), exercise))
                for answer in right
            ],
            tuple(flag.evidence for flag in reference.flags if flag.level == "tampering"),
        )

    def _grade(self, assignment: Assignment, name: str, notebook: bytes) -> GradeRecord:
        return self._grader.grade(assignment.slug, "author", {name: notebook})


def _own(record: GradeRecord, exercise: Exercise) -> ExerciseRecord:
    return next(found for found in record.exercises if found.name == exercise.slug)


def _filled(source: bytes, answer: Answer) -> bytes:
    """Return the instructor's notebook with an answer's cells in it."""
    notebook = nbformat.reads(source.decode(), as_version=4)
    replaced: Mapping[str, str] = answer.sources
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in replaced:
            cell.source = replaced[name]
    return str(nbformat.writes(notebook)).encode()
