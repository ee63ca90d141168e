"""Results: a grade record becomes rows, once; the attempt that counts is chosen from them."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from grading.record import Finding, GradeRecord, Status
from hub_config.campus.blobs import BlobStore
from hub_config.campus.database import Database
from hub_config.campus.queue import Claim, held_job
from hub_config.campus.tables import Assignment, QuestionScore, Result, Submission

SHOWN = 300
# A notice says nothing about honesty: instructors are not called for it.
FLAG_LEVELS = ("edit", "tampering")


def store_record(blobs: BlobStore, record: GradeRecord) -> str:
    """Store a record durably and return the name of its blob."""
    return blobs.put(zlib.compress(record.to_json(), level=1))


def load_record(blobs: BlobStore, sha256: str) -> GradeRecord:
    """Return a stored record."""
    return GradeRecord.from_json(zlib.decompress(blobs.get(sha256)))


def write_result(
    database: Database, held: Claim, record: GradeRecord, record_sha256: str, now: datetime
) -> bool:
    """Write a submission's result in one durable transaction, if the claim is still held.

    Returns:
        False when another worker holds the submission by now; nothing was written then.
    """
    with database.write() as session:
        job = held_job(session, held)
        if job is None:
            return False
        result = session.get(Result, held.submission_id)
        if result is None:
            result = Result(submission_id=held.submission_id)
            session.add(result)
        fill(result, record, record_sha256, now)
        session.get_one(Submission, held.submission_id).status = "graded"
        job.stage, job.tries, job.last_error = "gradebook", 0, None
        job.claim = job.worker = job.lease_until = None
        return True


def fill(result: Result, record: GradeRecord, record_sha256: str, now: datetime) -> None:
    """Write a record into a result; what an instructor gave by hand stays."""
    earlier = {row.question: row for row in result.questions}
    result.questions = [_question(row, earlier.get(row.question)) for row in question_rows(record)]
    result.record_sha256 = record_sha256
    result.auto_score = record.score
    result.max_score = record.max_score
    result.flags = sum(flag.level in FLAG_LEVELS for flag in record.flags)
    result.graded_at = now
    settle(result)


def _question(row: QuestionScore, earlier: QuestionScore | None) -> QuestionScore:
    """Update the row of an earlier grading; what an instructor gave by hand stays."""
    if earlier is None:
        return row
    for name in ("position", "score", "max_score", "status", "failed", "got"):
        setattr(earlier, name, getattr(row, name))
    return earlier


def question_rows(record: GradeRecord) -> list[QuestionScore]:
    """Return one row per question of a record."""
    questions = [(e.name, question) for e in record.exercises for question in e.questions]
    return [
        QuestionScore(
            question=f"{exercise}/{question.id}",
            position=position,
            score=question.score,
            max_score=question.max_score,
            status=question.status.value,
            failed=_failed(question.finding),
            got=_got(question.finding),
        )
        for position, (exercise, question) in enumerate(questions)
    ]


def settle(result: Result) -> None:
    """Compute a result's score from its questions."""
    result.score = sum(row.final_score or 0.0 for row in result.questions)
    result.needs_manual = any(
        row.status == Status.NEEDS_MANUAL and row.manual_score is None for row in result.questions
    )


def _failed(finding: Finding | None) -> str | None:
    if finding is None:
        return None
    return (finding.intent or finding.test or finding.error or finding.code)[:SHOWN]


def _got(finding: Finding | None) -> str | None:
    if finding is None:
        return None
    shown = finding.got or finding.detail
    return shown[:SHOWN] if shown else None


class HasScore(Protocol):
    """Points earned so far."""

    @property
    def score(self) -> float:
        """The points."""
        ...


class HasResult(Protocol):
    """An attempt that may have been graded."""

    @property
    def attempt(self) -> int:
        """Its number."""
        ...

    @property
    def result(self) -> HasScore | None:
        """Its result; None before it is graded."""
        ...


A = TypeVar("A", bound=HasResult)


def counting(assignment: Assignment, attempts: Iterable[A]) -> A | None:
    """Return the attempt that counts: the best graded one, or the last, as the assignment says.

    Args:
        assignment: the assignment.
        attempts: a person's attempts with their results.
    """
    graded = [attempt for attempt in attempts if attempt.result]
    if assignment.keeps == "last":
        return max(graded, key=lambda each: each.attempt, default=None)
    return max(graded, key=_rank, default=None)


def _rank(attempt: HasResult) -> tuple[float, int]:
    score = attempt.result.score if attempt.result else 0.0
    return score, attempt.attempt


def newest_graded(
    session: Session, assignment_id: int, person_ids: Sequence[int]
) -> dict[int, int]:
    """Return the newest graded submission of each person, by person."""
    rows = session.execute(
        select(Submission.person_id, Submission.id)
        .join(Result, Result.submission_id == Submission.id)
        .where(Submission.assignment_id == assignment_id, Submission.person_id.in_(person_ids))
        .order_by(Submission.attempt)
    )
    return {person_id: submission_id for person_id, submission_id in rows}
