"""Grade one submission: bytes in, a grade record out; nothing is written anywhere."""

import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType

from grading.autograded import autograded_notebook
from grading.course_folder import TIMESTAMP_FILE, CourseFolder
from grading.engines import Engine, Engines, ForkServers, environment_hash
from grading.errors import SubmissionError
from grading.files_beside import working_files
from grading.gradebook.tables import GradebookTables
from grading.instructor_version import read_rubric
from grading.plans import AssignmentPlan, cached_plan, limits_of
from grading.programs import build_program
from grading.record import (
    ExerciseRecord,
    FlagRecord,
    GradeRecord,
    Hashes,
    submission_hash,
)
from grading.restoration import RestoredNotebook, restore
from grading.rubric import Rubric, RubricExercise
from grading.sandbox.program import RunResult
from grading.scoring import score_questions, unanswered_cells, zero_questions
from grading.settings import GradingSettings, read_settings
from grading.submission import NOTEBOOK_SUFFIX, Submission, check_files, read_notebook

_MEGABYTE = 10**6


def grade_submission(
    submission: Submission,
    rubric: Rubric,
    plan: AssignmentPlan,
    engine: Engine,
    settings: GradingSettings,
) -> GradeRecord:
    """Grade a hand-in against a rubric.

    Args:
        submission: what the student handed in.
        rubric: what the instructor fixed.
        plan: where the tests run.
        engine: runs the cells.
        settings: limits on files and the seed.

    Raises:
        SubmissionError: the files cannot be read as this assignment.
        PlatformError: the platform failed; the submission has no score and can be run again.
    """
    check_files(submission.files, settings)
    files, flags = working_files(rubric, submission.files)
    flags += [_refused(name, reason) for name, reason in submission.refused.items()]
    names = {exercise.name for exercise in rubric.exercises}
    if not any(f"{name}{NOTEBOOK_SUFFIX}" in submission.files for name in names):
        raise _missing_notebook(sorted(names))
    written: dict[str, bytes] = {}
    exercises = []
    for exercise in rubric.exercises:
        content = submission.files.get(exercise.name + NOTEBOOK_SUFFIX)
        if content is None:
            exercises.append(_missing_exercise(exercise))
            continue
        restored = restore(
            read_notebook(exercise.name + NOTEBOOK_SUFFIX, content, settings), exercise
        )
        program = build_program(restored, plan, {**files, **written}, rubric.files, settings.seed)
        result = engine.run(program, limits_of(rubric))
        written.update(result.files)
        exercises.append(_exercise_record(restored, result, plan, rubric))
        flags += restored.flags + _sandbox_flags(restored, result)
    return GradeRecord(
        assignment=rubric.assignment,
        student=submission.student,
        attempt=submission.attempt,
        submitted_at=submission.submitted_at,
        exercises=tuple(exercises),
        flags=tuple(flags),
        hashes=hashes_of(submission.files, rubric),
        seed=settings.seed,
        files=_kept(written, settings),
    )


def check_submission(files: Mapping[str, bytes], rubric: Rubric, settings: GradingSettings) -> None:
    """Refuse files that cannot be handed in, before anything is stored.

    Args:
        files: content by relative path.
        rubric: the assignment.
        settings: limits of size and number.

    Raises:
        SubmissionError: `too-large`, `too-many-files`, `bad-file-name`, `missing-notebook`,
            `not-json`, `not-notebook`, `too-many-cells` or `missing-cells`.
    """
    check_files(files, settings)
    for exercise in rubric.exercises:
        name = exercise.name + NOTEBOOK_SUFFIX
        content = files.get(name)
        if content is None:
            raise _missing_notebook([exercise.name])
        restored = restore(read_notebook(name, content, settings), exercise)
        if restored.missing:
            raise SubmissionError(
                "missing-cells",
                f"{name} lacks {len(restored.missing)} cells of the assignment "
                f"({', '.join(restored.missing[:10])}); fetch the assignment again and copy your "
                "answers into it.",
                name=name,
                count=len(restored.missing),
                cells=", ".join(restored.missing[:10]),
            )


def hashes_of(files: Mapping[str, bytes], rubric: Rubric) -> Hashes:
    """Return the hashes of everything that decides the verdict on these files."""
    return Hashes(
        # The time of handing in is told by the record itself.
        submission=submission_hash(
            {name: content for name, content in files.items() if name != TIMESTAMP_FILE}
        ),
        tests=rubric.tests_hash(),
        environment=environment_hash(rubric.packages),
        limits=rubric.limits_hash(),
    )


class Grader:
    """Grades submissions to the assignments of one course folder; safe to share by threads.

    Args:
        course_dir: a standard nbgrader course folder with a gradebook.
        settings: how to grade; read from the course folder and the environment by default.
        engines: where warm engines come from; one fork server an environment by default.
        db_url: SQLAlchemy address of the gradebook; that of the course folder by default.
    """

    def __init__(
        self,
        course_dir: Path,
        settings: GradingSettings | None = None,
        engines: Engines | None = None,
        db_url: str = "",
    ) -> None:
        self.folder = CourseFolder.open(course_dir)
        self.settings = settings or read_settings(course_dir)
        self.engines = engines or ForkServers()
        self.tables = GradebookTables(db_url or self.folder.db_url)
        self._rubrics: dict[str, tuple[object, Rubric]] = {}
        self._plans: dict[str, AssignmentPlan] = {}
        self._plan_locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> "Grader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the engines and close the gradebook."""
        self.engines.close()
        self.tables.close()

    def grade(
        self,
        assignment: str,
        student_id: str,
        files: Mapping[str, bytes],
        submitted_at: datetime | None = None,
        attempt: int = 1,
    ) -> GradeRecord:
        """Grade a hand-in; nothing is written.

        Args:
            assignment: nbgrader's name of the assignment.
            student_id: nbgrader's id of the student.
            files: content by relative path, notebooks and other files.
            submitted_at: when it was handed in (UTC).
            attempt: number of the hand-in, from 1.

        Raises:
            SubmissionError: the files cannot be read as this assignment; `code` says why.
            PlatformError: the platform failed; no score, run again.
        """
        submission = Submission(
            assignment=assignment,
            student=student_id,
            files=dict(files),
            submitted_at=submitted_at,
            attempt=attempt,
        )
        return self.grade_submission(submission)

    def grade_submission(self, submission: Submission) -> GradeRecord:
        """Grade a hand-in; nothing is written. Raises what `grade` raises."""
        rubric = self.rubric(submission.assignment)
        engine = self.engines.engine(rubric.packages)
        return grade_submission(submission, rubric, self.plan(rubric), engine, self.settings)

    def try_visible(self, assignment: str, files: Mapping[str, bytes]) -> GradeRecord:
        """Run the tests that students can see, and no others; raises what `grade` raises.

        Questions without such a test are worth 0 points in the record.
        """
        rubric = self.rubric(assignment)
        engine = self.engines.engine(rubric.packages)
        submission = Submission(assignment=assignment, student="", files=dict(files))
        # Where the tests run does not depend on which of them run.
        plan = self.plan(rubric)
        return grade_submission(submission, rubric.visible(), plan, engine, self.settings)

    def check(self, assignment: str, files: Mapping[str, bytes]) -> None:
        """Refuse files that cannot be handed in; see `check_submission`."""
        check_submission(files, self.rubric(assignment), self.settings)

    def rubric(self, assignment: str) -> Rubric:
        """Return what the instructor fixed, read again when the assignment's files change."""
        with self._lock:
            signature = _signature(self.folder, assignment)
            known = self._rubrics.get(assignment)
            if known is None or known[0] != signature:
                known = signature, read_rubric(self.folder, self.tables, assignment, self.settings)
                self._rubrics[assignment] = known
            return known[1]

    def plan(self, rubric: Rubric) -> AssignmentPlan:
        """Return where the tests of an assignment run, found once by running its solution."""
        key = rubric.tests_hash()
        with self._lock:
            lock = self._plan_locks.setdefault(key, threading.Lock())
        # Assignments do not wait for one another: finding a plan takes several runs.
        with lock:
            if key not in self._plans:
                engine = self.engines.engine(rubric.packages)
                self._plans[key] = cached_plan(
                    self.folder.records, rubric, engine, self.settings.seed
                )
            return self._plans[key]


def _signature(folder: CourseFolder, assignment: str) -> object:
    """Return what changes when an assignment is released again."""
    return [
        (path, status.st_mtime_ns, status.st_size)
        for step in ("release", "source")
        for path in sorted(folder.path(step, ".", assignment).rglob("*"))
        for status in (path.stat(),)
    ]


def _exercise_record(
    restored: RestoredNotebook, result: RunResult, plan: AssignmentPlan, rubric: Rubric
) -> ExerciseRecord:
    results = {cell.id: cell for cell in result.cells}
    return ExerciseRecord(
        name=restored.exercise.name,
        is_missing=False,
        questions=score_questions(restored, results, plan, rubric.stderr_costs_points),
        unanswered=unanswered_cells(restored),
        notebook=autograded_notebook(restored, results),
        wall_time_s=round(result.usage.wall_time_s, 4),
        peak_memory_mb=round(result.usage.peak_memory_mb, 1),
    )


def _missing_exercise(exercise: RubricExercise) -> ExerciseRecord:
    return ExerciseRecord(
        name=exercise.name, is_missing=True, questions=zero_questions(exercise.cells)
    )


def _sandbox_flags(restored: RestoredNotebook, result: RunResult) -> list[FlagRecord]:
    return [
        FlagRecord(
            kind=flag.kind,
            level="tampering",
            exercise=restored.exercise.name,
            cell=flag.cell_id,
            evidence=flag.evidence,
        )
        for flag in result.flags
    ]


def _missing_notebook(names: list[str]) -> SubmissionError:
    expected = ", ".join(f"{name}{NOTEBOOK_SUFFIX}" for name in names)
    return SubmissionError(
        "missing-notebook",
        f"The submission has no file {expected}; hand in the notebook under its own name.",
        name=expected,
    )


def _refused(name: str, reason: str) -> FlagRecord:
    return FlagRecord(
        kind="refused-file",
        level="edit",
        exercise="",
        cell="",
        evidence=f"{name!r} was not read: {reason}.",
    )


def _kept(written: Mapping[str, bytes], settings: GradingSettings) -> dict[str, bytes]:
    """Return the files written by cells, smallest first, up to the size that is kept."""
    kept: dict[str, bytes] = {}
    left = settings.keep_files_mb * _MEGABYTE
    for name, content in sorted(written.items(), key=lambda item: (len(item[1]), item[0])):
        left -= len(content)
        if left < 0:
            break
        kept[name] = content
    return dict(sorted(kept.items()))
