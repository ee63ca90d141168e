"""Grading an assignment again, with the difference shown before it counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grading.record import GradeRecord
from hub_config.campus.database import Database
from hub_config.campus.errors import N_, Refused
from hub_config.campus.queue import Claim, held_job
from hub_config.campus.results import fill
from hub_config.campus.tables import (
    Assignment,
    Job,
    Regrade,
    RegradeItem,
    Result,
    Submission,
)

STAGE = "regrade"


@dataclass(frozen=True)
class Difference:
    """What a regrade would change.

    Attributes:
        items: submissions whose score changes, largest change first.
        waiting: submissions not graded again yet.
    """

    items: list[RegradeItem]
    same: int
    waiting: int


def start(session: Session, assignment: Assignment, actor: str, now: datetime) -> Regrade:
    """Queue all graded submissions of an assignment to be graded again, after people who wait.

    Raises:
        Refused: a regrade of the assignment is under way, or there is nothing to grade again.
    """
    under_way = session.scalar(
        select(Regrade).where(
            Regrade.assignment_id == assignment.id, Regrade.state.in_(("running", "ready"))
        )
    )
    if under_way:
        raise Refused(
            409, "regrade-under-way", N_("A regrade of this assignment is under way already.")
        )
    rows = session.execute(
        select(Submission, Result)
        .join(Result, Result.submission_id == Submission.id)
        .outerjoin(Job, Job.submission_id == Submission.id)
        .where(Submission.assignment_id == assignment.id, Job.submission_id.is_(None))
    ).all()
    if not rows:
        raise Refused(409, "nothing-graded", N_("Nothing of this assignment is graded yet."))
    regrade = Regrade(assignment_id=assignment.id, created_by=actor, created_at=now)
    session.add(regrade)
    session.flush()
    for submission, result in rows:
        item = RegradeItem(
            regrade_id=regrade.id, submission_id=submission.id, old_score=result.auto_score
        )
        session.add_all([item, _job(submission, assignment, now)])
    return regrade


def write_item(database: Database, held: Claim, record: GradeRecord, record_sha256: str) -> bool:
    """Keep the new record of a submission beside its result; False if the claim was lost."""
    with database.write() as session:
        job = held_job(session, held)
        if job is None:
            return False
        item = session.scalar(
            select(RegradeItem)
            .join(Regrade, Regrade.id == RegradeItem.regrade_id)
            .where(RegradeItem.submission_id == held.submission_id, Regrade.state == "running")
        )
        session.delete(job)
        if item is not None:
            item.new_score, item.record_sha256 = record.score, record_sha256
            session.flush()
            _finish_if_all_done(session, item.regrade_id)
        return True


def difference(regrade: Regrade) -> Difference:
    """Return what a regrade would change; its items are loaded."""
    done = [item for item in regrade.items if item.new_score is not None]
    changed = [item for item in done if item.new_score != item.old_score]
    return Difference(
        items=sorted(changed, key=lambda i: -abs((i.new_score or 0.0) - i.old_score)),
        same=len(done) - len(changed),
        waiting=len(regrade.items) - len(done),
    )


def apply(
    session: Session, regrade: Regrade, records: dict[str, GradeRecord], now: datetime
) -> int:
    """Let a regrade count and return how many results changed; scores by hand stay.

    Args:
        session: inside a writing transaction.
        regrade: a regrade that is ready.
        records: the new records by the name of their blob.
        now: the present moment.
    """
    _check_ready(regrade)
    changed = 0
    assignment = session.get_one(Assignment, regrade.assignment_id)
    for item in regrade.items:
        result = session.get(Result, item.submission_id)
        if result is None or item.record_sha256 is None:
            continue
        changed += item.new_score != item.old_score
        fill(result, records[item.record_sha256], item.record_sha256, now)
        if session.get(Job, item.submission_id) is None:
            job = _job(session.get_one(Submission, item.submission_id), assignment, now)
            job.stage = "gradebook"
            session.add(job)
    regrade.state, regrade.decided_at = "applied", now
    return changed


def drop(session: Session, regrade: Regrade, now: datetime) -> None:
    """Forget a regrade; results stay as they are."""
    for item in regrade.items:
        job = session.get(Job, item.submission_id)
        if job is not None and job.stage == STAGE:
            session.delete(job)
    regrade.state, regrade.decided_at = "dropped", now


def _check_ready(regrade: Regrade) -> None:
    if regrade.state != "ready":
        raise Refused(409, "not-ready", N_("This regrade is not ready, or was decided already."))


def _finish_if_all_done(session: Session, regrade_id: int) -> None:
    waiting = session.scalar(
        select(func.count())
        .select_from(RegradeItem)
        .where(RegradeItem.regrade_id == regrade_id, RegradeItem.new_score.is_(None))
    )
    if not waiting:
        session.get_one(Regrade, regrade_id).state = "ready"


def _job(submission: Submission, assignment: Assignment, now: datetime) -> Job:
    return Job(
        submission_id=submission.id,
        cohort_id=assignment.cohort_id,
        person_id=submission.person_id,
        assignment_id=assignment.id,
        stage=STAGE,
        queued_at=now,
        available_at=now,
        priority=1,
    )
