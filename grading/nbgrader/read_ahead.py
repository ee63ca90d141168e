"""Runs the submissions that nbgrader will ask for next while it still writes the last one.

nbgrader grades one submission after the other in one process and spends most of the time in its
own conversions and its database; a second processor would wait. What it asks for is compared with
what was run ahead: only the same program within the same limits has the same result.
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from grading.autograde import Grader
from grading.errors import EnactError, PlatformError
from grading.files_beside import working_files
from grading.plans import AssignmentPlan
from grading.programs import build_program
from grading.restoration import restore
from grading.rubric import Rubric
from grading.sandbox.program import Limits, Program, RunResult
from grading.submission import NOTEBOOK_SUFFIX, check_files, read_notebook

# A thread that runs a program answers its processes at every cell; with Python's default of five
# milliseconds each answer would wait that long for nbgrader's own thread.
_SWITCH_S = 0.0005


@dataclass(frozen=True)
class Task:
    """One notebook of one student.

    Attributes:
        rubric: the assignment.
        plan: where its tests run.
        student: nbgrader's id.
        exercise: name of the notebook.
        limits: what it may use.
        execution: value of `NBGRADER_EXECUTION`.
    """

    rubric: Rubric
    plan: AssignmentPlan
    student: str
    exercise: str
    limits: Limits
    execution: str


@dataclass(frozen=True)
class _Guess:
    student: str
    program: Program
    limits: Limits
    result: "Future[RunResult]"


class ReadAhead:
    """Runs programs of one course folder, the next one ahead of time.

    Nothing is run ahead until a second student follows a first one, and nothing any more once a
    guess was wrong: then what nbgrader runs depends on more than what was handed in.

    Args:
        grader: the course folder, open.
    """

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._guess: _Guess | None = None
        self._student = ""
        self._students: list[str] = []
        self._in_order = False
        self._wrong: set[str] = set()

    def run(self, task: Task, program: Program) -> RunResult:
        """Return the result of a program, run now or before.

        Raises:
            PlatformError: the platform failed; run the program again.
        """
        guess, self._guess = self._guess, None
        is_right = guess is not None and (guess.program, guess.limits) == (program, task.limits)
        if guess is not None and guess.student == task.student and not is_right:
            self._wrong.add(task.rubric.assignment)
        self._look_ahead(task)
        if guess is not None and is_right:
            try:
                return guess.result.result()
            except PlatformError:
                # It is run again below, as if nobody had guessed.
                pass
        return self._engine_run(task.rubric, program, task.limits)

    def _engine_run(self, rubric: Rubric, program: Program, limits: Limits) -> RunResult:
        return self._grader.engines.engine(rubric.packages).run(program, limits)

    def _look_ahead(self, task: Task) -> None:
        if not self._is_series(task) or task.rubric.assignment in self._wrong:
            return
        following = self._next(task)
        if following is None:
            return
        try:
            program = self._program(following)
        except (EnactError, OSError):
            return
        run = self._engine_run
        result = _started(lambda: run(task.rubric, program, task.limits))
        self._guess = _Guess(following.student, program, task.limits, result)

    def _is_series(self, task: Task) -> bool:
        """Tell whether nbgrader goes through the students in their order."""
        if task.student != self._student:
            if task.student not in self._students:
                self._students = list(self._grader.folder.students(task.rubric.assignment))
            self._in_order = self._follower(self._student) == task.student
            self._student = task.student
        return self._in_order

    def _follower(self, student: str) -> str:
        """Return the student after one, in nbgrader's order; "" after the last."""
        return next((name for name in self._students if name > student), "") if student else ""

    def _next(self, task: Task) -> Task | None:
        """Return what nbgrader will ask for next; None when that is done already."""
        exercises = sorted(exercise.name for exercise in task.rubric.exercises)
        number = exercises.index(task.exercise) + 1
        if number < len(exercises):
            return replace(task, exercise=exercises[number])
        student = self._follower(task.student)
        done = self._grader.folder.path("autograded", student or ".", task.rubric.assignment)
        if not student or done.exists():
            return None
        return replace(task, student=student, exercise=exercises[0])

    def _program(self, task: Task) -> Program:
        """Return the program that a student's files will most likely be turned into."""
        grader, rubric = self._grader, task.rubric
        settings = grader.settings
        handed_in = grader.folder.read_submission(
            rubric.assignment, task.student, settings.max_bytes, settings.max_files
        )
        check_files(handed_in.files, settings)
        name = task.exercise + NOTEBOOK_SUFFIX
        if name not in handed_in.files:
            raise PlatformError(f"{task.student} has handed in no {name}")
        (exercise,) = (one for one in rubric.exercises if one.name == task.exercise)
        restored = restore(read_notebook(name, handed_in.files[name], settings), exercise)
        files, _ = working_files(rubric, handed_in.files)
        program = build_program(restored, task.plan, files, rubric.files, settings.seed)
        return replace(program, execution=task.execution)


def _started(run: Callable[[], RunResult]) -> "Future[RunResult]":
    """Start a run in a thread that nobody waits for when the program ends."""
    sys.setswitchinterval(_SWITCH_S)
    future: Future[RunResult] = Future()

    def fill() -> None:
        try:
            future.set_result(run())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=fill, name="read-ahead", daemon=True).start()
    return future
