"""The grading queue: rows that grader workers claim, fairly, each graded exactly once."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from hub_config.campus.database import Database
from hub_config.campus.tables import Assignment, Cohort, Job, Person, Submission

MAX_BACK_OFF = timedelta(minutes=5)
# Stages in which a grader has something to do.
GRADED_STAGES = ("grade", "regrade")


@dataclass(frozen=True)
class Claim:
    """A submission that one worker holds.

    Attributes:
        token: proof that the claim is still held when the result is written.
    """

    token: str
    submission_id: int
    key: str
    cohort: str
    assignment: str
    student: str
    attempt: int
    received_at: datetime
    sha256: str
    tries: int
    stage: str


def claim(
    database: Database, worker: str, count: int, now: datetime, lease: timedelta
) -> list[Claim]:
    """Claim up to `count` submissions.

    Courses take turns, and within a course its students: who has fewest submissions in
    grading comes first, then who waits longest. Regrades come after people who wait.

    Args:
        database: where the queue is.
        worker: name of the claiming worker.
        count: how many it can grade now.
        now: the present moment.
        lease: how long a worker of another machine may stay silent.
    """
    with database.write() as session:
        ids = session.scalars(_fair_order(now).limit(count)).all()
        claims = []
        for submission_id in ids:
            token = secrets.token_hex(16)
            taken = session.execute(
                update(Job)
                .where(Job.submission_id == submission_id, Job.claim.is_(None))
                .values(claim=token, worker=worker, lease_until=now + lease)
            )
            if taken.rowcount:  # type: ignore[attr-defined]
                claims.append(_describe(session, submission_id, token))
        _mark(session, [item.submission_id for item in claims], "running")
        return claims


def _fair_order(now: datetime) -> Select[int]:
    # What never failed waits for nothing: a clock that was set back would hold it up.
    ready = or_(
        Job.tries == 0,
        Job.available_at <= now,
        Job.available_at > now + 2 * MAX_BACK_OFF,
    )
    running = (
        select(Job.cohort_id, Job.person_id)
        .where(Job.stage.in_(GRADED_STAGES), Job.claim.is_not(None))
        .subquery()
    )
    per_cohort = (
        select(running.c.cohort_id, func.count().label("running"))
        .group_by(running.c.cohort_id)
        .subquery()
    )
    per_person = (
        select(running.c.cohort_id, running.c.person_id, func.count().label("running"))
        .group_by(running.c.cohort_id, running.c.person_id)
        .subquery()
    )
    waiting = (
        select(
            Job.submission_id,
            Job.cohort_id,
            Job.priority,
            Job.queued_at,
            (
                func.row_number().over(
                    partition_by=(Job.cohort_id, Job.person_id),
                    order_by=(Job.priority, Job.queued_at),
                )
                + func.coalesce(per_person.c.running, 0)
            ).label("turn"),
        )
        .outerjoin(
            per_person,
            (per_person.c.cohort_id == Job.cohort_id) & (per_person.c.person_id == Job.person_id),
        )
        .where(Job.stage.in_(GRADED_STAGES), Job.claim.is_(None), ready)
        .subquery()
    )
    place = func.row_number().over(
        partition_by=waiting.c.cohort_id,
        order_by=(waiting.c.priority, waiting.c.turn, waiting.c.queued_at),
    ) + func.coalesce(per_cohort.c.running, 0)
    return (
        select(waiting.c.submission_id)
        .outerjoin(per_cohort, per_cohort.c.cohort_id == waiting.c.cohort_id)
        .order_by(waiting.c.priority, place, waiting.c.queued_at)
    )


def _describe(session: Session, submission_id: int, token: str) -> Claim:
    submission, person, assignment, cohort, tries, stage = session.execute(
        select(Submission, Person.name, Assignment.slug, Cohort.slug, Job.tries, Job.stage)
        .join(Person, Person.id == Submission.person_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Cohort, Cohort.id == Assignment.cohort_id)
        .join(Job, Job.submission_id == Submission.id)
        .where(Submission.id == submission_id)
    ).one()
    return Claim(
        token=token,
        submission_id=submission.id,
        key=submission.key,
        cohort=cohort,
        assignment=assignment,
        student=person,
        attempt=submission.attempt,
        received_at=submission.received_at,
        sha256=submission.sha256,
        tries=tries,
        stage=stage,
    )


def held_job(session: Session, held: Claim) -> Job | None:
    """Return the job of a claim, or None if another worker holds it by now."""
    return session.scalar(
        select(Job)
        .where(Job.submission_id == held.submission_id, Job.claim == held.token)
        .with_for_update()
    )


def put_back(
    database: Database, held: Claim, error: str, now: datetime, first_s: float, max_tries: int
) -> None:
    """Return a submission that the platform failed to grade: no score, again later.

    Args:
        database: where the queue is.
        held: the claim.
        error: what happened, for the operator.
        now: the present moment.
        first_s: seconds before the first new try; doubled for every further one.
        max_tries: tries after which a person must look.
    """
    with database.write() as session:
        job = held_job(session, held)
        if job is None:
            return
        job.tries += 1
        job.last_error = error
        job.claim = job.worker = job.lease_until = None
        back_off = timedelta(seconds=first_s * 2 ** (job.tries - 1))
        job.available_at = now + min(back_off, MAX_BACK_OFF)
        gave_up = job.tries >= max_tries
        job.stage = "failed" if gave_up else job.stage
        _mark(session, [held.submission_id], "failed" if gave_up else "queued")


def retry_failed(session: Session, submission_id: int, now: datetime) -> None:
    """Let a submission that the platform gave up run again."""
    job = session.get_one(Job, submission_id)
    if job.stage == "failed":
        job.stage, job.tries, job.available_at = "grade", 0, now
        _mark(session, [submission_id], "queued")


def release_dead(database: Database, is_alive: Callable[[str], bool | None], now: datetime) -> int:
    """Free the submissions of workers that died.

    Args:
        database: where the queue is.
        is_alive: whether a worker lives; None when it cannot be known, then its lease decides.
        now: the present moment.

    Returns:
        How many were freed.
    """
    with database.read() as session:
        held = session.execute(
            select(Job.worker, func.min(Job.lease_until))
            .where(Job.claim.is_not(None))
            .group_by(Job.worker)
        ).all()
    dead = []
    for worker, lease_until in held:
        alive = is_alive(worker) if worker else False
        has_lease = lease_until is not None and lease_until >= now
        if not (has_lease if alive is None else alive):
            dead.append(worker)
    if not dead:
        return 0
    with database.write() as session:
        ids = session.scalars(select(Job.submission_id).where(Job.worker.in_(dead))).all()
        session.execute(
            update(Job)
            .where(Job.submission_id.in_(ids))
            .values(claim=None, worker=None, lease_until=None)
        )
        _mark(session, ids, "queued")
        return len(ids)


def renew(database: Database, worker: str, now: datetime, lease: timedelta) -> None:
    """Extend the leases of a living worker."""
    with database.write() as session:
        session.execute(update(Job).where(Job.worker == worker).values(lease_until=now + lease))


def next_due(database: Database, now: datetime) -> timedelta | None:
    """Return how long until a submission in back-off is due, or None if none waits."""
    with database.read() as session:
        due = session.scalar(
            select(func.min(Job.available_at)).where(
                Job.stage.in_(GRADED_STAGES), Job.claim.is_(None)
            )
        )
    return None if due is None else max(due - now, timedelta(0))


def _mark(session: Session, submission_ids: Sequence[int], status: str) -> None:
    if submission_ids:
        session.execute(
            update(Submission)
            .where(Submission.id.in_(submission_ids), Submission.status != "graded")
            .values(status=status)
        )
