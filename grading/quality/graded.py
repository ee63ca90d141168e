"""Answers handed in as a student would and graded by the platform's own grader.

Limits of time are measured in seconds on the wall, because students wait that long; here a busy
machine must not decide, so time is plentiful and what took too long is told by processor time.
"""

import tempfile
import threading
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
from grading.sandbox.program import Limits, Program, RunResult
from grading.settings import read_settings
from grading.submission import NOTEBOOK_SUFFIX

# How much longer than a limit a run may take before it is ended.
PATIENCE = 10


@dataclass(frozen=True)
class Verdicts:
    """What the grader said of one exercise.

    Attributes:
        reference: of the solution.
        stub: of the notebook as released.
        answers: of the stored right answers.
        flags: what looked like tampering in the solution, as sentences.
        late: seconds that questions of the solution took over their limit, by question.
    """

    reference: ExerciseRecord
    stub: ExerciseRecord
    answers: Sequence[tuple[Answer, ExerciseRecord]]
    flags: tuple[str, ...]
    late: Mapping[str, float]


class OneEngine:
    """Gives the same engine for every set of packages: it has imported those of all."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._last = threading.local()

    def engine(self, packages: tuple[str, ...]) -> Engine:
        """Return the engine."""
        return self

    def run(self, program: Program, limits: Limits) -> RunResult:
        """Run a program and note what it cost."""
        result = self._engine.run(program, limits)
        self._last.cpu_time_s = result.usage.cpu_time_s
        return result

    @property
    def cpu_time_s(self) -> float:
        """Seconds of processor that the last run of this thread took, in all its processes."""
        return float(self._last.cpu_time_s)

    def close(self) -> None:
        """Leave the engine to its owner."""


@contextmanager
def handing_in(course: Course, engine: Engine) -> Iterator["Desk"]:
    """Release a course into a temporary folder and give a desk that grades hand-ins."""
    with tempfile.TemporaryDirectory(prefix="enact-check-") as name:
        folder = Path(name) / course.slug
        release_course(_patient(course), folder)
        settings = read_settings(folder)
        total_time_s = settings.total_time_s * PATIENCE
        settings = settings.model_copy(update={"total_time_s": total_time_s})
        engines = OneEngine(engine)
        with Grader(folder, settings, engines) as grader:
            yield Desk(grader, folder, engines)


def _patient(course: Course) -> Course:
    """Return a course whose limits of time a busy machine does not break."""

    def patient(assignment: Assignment) -> Assignment:
        wall_time_s = assignment.limits.wall_time_s * PATIENCE
        limits = assignment.limits.model_copy(update={"wall_time_s": wall_time_s})
        return assignment.model_copy(update={"limits": limits})

    modules = tuple(
        module.model_copy(update={"assignments": tuple(map(patient, module.assignments))})
        for module in course.modules
    )
    return course.model_copy(update={"modules": modules})


class Desk:
    """Hands in one exercise at a time; safe to share by threads."""

    def __init__(self, grader: Grader, folder: Path, engines: OneEngine) -> None:
        self._grader = grader
        self._folder = folder
        self._engines = engines

    def verdicts(
        self, assignment: Assignment, exercise: Exercise, answers: Sequence[Answer]
    ) -> Verdicts:
        """Grade the solution, the stub and the right answers of an exercise."""
        name = f"{exercise.slug}{NOTEBOOK_SUFFIX}"
        source = (self._folder / SOURCE / assignment.slug / name).read_bytes()
        stub = (self._folder / RELEASE / assignment.slug / name).read_bytes()
        reference = self._grade(assignment, name, source)
        cpu_time_s = self._engines.cpu_time_s
        times = {
            question.id: min(question.wall_time_s, cpu_time_s)
            for question in _own(reference, exercise).questions
        }
        limit = assignment.limits.wall_time_s
        right = [answer for answer in answers if not answer.loses]
        return Verdicts(
            _own(reference, exercise),
            _own(self._grade(assignment, name, stub), exercise),
            [
                (answer, _own(self._grade(assignment, name, _filled(source, answer)), exercise))
                for answer in right
            ],
            tuple(flag.evidence for flag in reference.flags if flag.level == "tampering"),
            {question: time_s for question, time_s in times.items() if time_s > limit},
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
