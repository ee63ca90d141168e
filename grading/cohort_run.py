"""Grade every submission of an assignment in a course folder, side by side, with one writer.

What has not changed is skipped, so a run that was killed goes on where it stopped: a record file
is written only after its gradebook rows and notebooks.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from grading.autograde import Grader, hashes_of
from grading.autograded_files import remove_leftovers
from grading.difference import Difference, compare
from grading.errors import PlatformError, SubmissionError, WallError
from grading.executors import Executor
from grading.gradebook.writer import GradebookWriter
from grading.record import FlagRecord, GradeRecord, Hashes
from grading.stored_records import StoredRecords
from grading.submission import Submission

# Submissions read ahead for each one that runs: enough to keep workers busy, few in memory.
READ_AHEAD = 3
PLATFORM_TRIES = 3

OutcomeKind = Literal["graded", "skipped", "held", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run tells about a record; the record itself lies on disk.

    Attributes:
        score: points of the submission, without manual ones.
        max_score: points that there are.
        needs_manual: whether somebody has to look at it.
        flags: what was noticed.
    """

    score: float
    max_score: float
    needs_manual: bool
    flags: tuple[FlagRecord, ...]

    @classmethod
    def of(cls, record: GradeRecord) -> "Verdict":
        """Take what is told out of a record."""
        return cls(record.score, record.max_score, record.needs_manual, record.flags)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one student's submission.

    Attributes:
        student: nbgrader's id.
        kind: `graded` (written), `skipped` (unchanged), `held` (a changed test changes its score:
            shown, not written), `refused` (not readable as this assignment) or `failed` (the
            platform's fault; run again).
        verdict: the result; None where there is none.
        message: why it was refused or failed.
        code: short name of the refusal.
    """

    student: str
    kind: OutcomeKind
    verdict: Verdict | None = None
    message: str = ""
    code: str = ""


@dataclass
class CohortResult:
    """What a run did."""

    assignment: str
    outcomes: list[Outcome] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    wall_time_s: float = 0.0

    def count(self, kind: OutcomeKind) -> int:
        """Return how many submissions ended in one way."""
        return sum(outcome.kind == kind for outcome in self.outcomes)


@dataclass(frozen=True)
class _Task:
    """A submission on its way."""

    submission: Submission
    old: GradeRecord | None
    tries: int = 1


class CohortRun:
    """One run over the submissions of an assignment.

    Args:
        grader: the course folder, open.
        assignment: nbgrader's name of the assignment.
        start_executor: starts what grades; called when there is something to grade.
        force: grade again what has not changed.
        apply: write scores that changed because tests changed; otherwise hold them back.
        on_outcome: called in this thread for every submission that is done with.
    """

    def __init__(
        self,
        grader: Grader,
        assignment: str,
        start_executor: Callable[[], Executor],
        force: bool = False,
        apply: bool = False,
        on_outcome: Callable[[Outcome], None] = lambda _: None,
    ) -> None:
        self._grader = grader
        self._settings = grader.settings
        self._force, self._apply = force, apply
        self._start_executor, self._on_outcome = start_executor, on_outcome
        self._rubric = grader.rubric(assignment)
        self._stored = StoredRecords(grader.folder, assignment)
        self._writer = GradebookWriter(grader.folder, grader.tables)
        self._written = grader.tables.students_of(assignment)
        self._result = CohortResult(assignment)
        self._executor: Executor | None = None
        self._pending: dict[Future[GradeRecord], _Task] = {}
        self._batch: list[GradeRecord] = []
        self._flushed_at = time.monotonic()

    def run(self, students: Iterable[str]) -> CohortResult:
        """Grade the submissions of these students.

        Raises:
            WallError: a required wall is missing; nothing was run.
            GradebookError: the gradebook cannot be written; what was written stays.
        """
        started = time.monotonic()
        remove_leftovers(self._grader.folder, self._result.assignment)
        self._stored.keep_tests(self._rubric)
        waiting = iter(students)
        try:
            while self._fill(waiting) or self._pending:
                self._collect()
            self._flush()
        except BaseException:
            # What is graded is kept, whatever stopped the run.
            self._flush()
            raise
        finally:
            if self._executor is not None:
                self._executor.close()
        if self._apply or not self._result.differences:
            self._stored.release()
        self._result.wall_time_s = time.monotonic() - started
        return self._result

    def _fill(self, waiting: Iterator[str]) -> bool:
        """Start submissions until enough are on their way; tell whether some are left."""
        while self._executor is None or len(self._pending) < self._executor.workers * READ_AHEAD:
            student = next(waiting, None)
            if student is None:
                return False
            self._begin(student)
        return True

    def _begin(self, student: str) -> None:
        handed_in = self._grader.folder.read_submission(
            self._result.assignment, student, self._settings.max_bytes, self._settings.max_files
        )
        submission = Submission(
            assignment=self._result.assignment,
            student=student,
            files=handed_in.files,
            submitted_at=handed_in.submitted_at,
            refused=handed_in.refused,
        )
        hashes = hashes_of(submission.files, self._rubric)
        old = self._stored.find(student)
        if old is not None and self._is_done(old, hashes, submission.submitted_at):
            self._finish(Outcome(student, "skipped", Verdict.of(old)))
            return
        held = None if self._force else self._stored.held(student, hashes, self._settings.seed)
        if held is not None:
            self._take(_Task(submission, old), held)
        else:
            self._start(_Task(submission, old))

    def _is_done(self, old: GradeRecord, hashes: Hashes, submitted_at: datetime | None) -> bool:
        return (
            not self._force
            and old.student in self._written
            and self._stored.is_current(old, hashes, self._settings.seed, submitted_at)
        )

    def _start(self, task: _Task) -> None:
        if self._executor is None:
            self._executor = self._start_executor()
        self._pending[self._executor.submit(task.submission)] = task

    def _collect(self) -> None:
        """Take what is finished; write when a batch is full or old enough."""
        done, _ = wait(
            self._pending, timeout=self._settings.batch_time_s, return_when=FIRST_COMPLETED
        )
        for future in done:
            task = self._pending.pop(future)
            try:
                self._take(task, future.result())
            except SubmissionError as error:
                student = task.submission.student
                self._finish(Outcome(student, "refused", message=str(error), code=error.code))
            except WallError:
                raise
            except PlatformError as error:
                self._try_again(task, error)
        is_old = time.monotonic() - self._flushed_at > self._settings.batch_time_s
        if len(self._batch) >= self._settings.batch_size or is_old:
            self._flush()

    def _try_again(self, task: _Task, error: PlatformError) -> None:
        if task.tries < PLATFORM_TRIES:
            self._start(_Task(task.submission, task.old, task.tries + 1))
        else:
            self._finish(Outcome(task.submission.student, "failed", message=str(error)))

    def _take(self, task: _Task, record: GradeRecord) -> None:
        old = task.old
        if (
            old is not None
            and old.hashes.submission == record.hashes.submission
            and old.hashes.tests != record.hashes.tests
        ):
            old_tests = self._stored.tests(old.hashes.tests)
            difference = compare(old, record, old_tests, self._rubric)
            if difference is not None:
                self._result.differences.append(difference)
                if not self._apply:
                    self._stored.hold(record)
                    self._finish(Outcome(record.student, "held", Verdict.of(record)))
                    return
        self._batch.append(record)

    def _flush(self) -> None:
        batch, self._batch = self._batch, []
        self._flushed_at = time.monotonic()
        if batch:
            self._writer.write(batch)
            for record in batch:
                self._finish(Outcome(record.student, "graded", Verdict.of(record)))

    def _finish(self, outcome: Outcome) -> None:
        self._result.outcomes.append(outcome)
        self._on_outcome(outcome)
