"""Handing in: stored on disk first, acknowledged after."""

import secrets
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from grading.settings import GradingSettings
from hub_config.campus import intake
from hub_config.campus.attempts import Allowance, Policy, allowance
from hub_config.campus.blobs import BlobStore, pack
from hub_config.campus.database import Database
from hub_config.campus.errors import N_, Refused, unavailable
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Assignment, Enrolment, Job, Submission

MAX_REQUEST_KEY = 64


@dataclass(frozen=True)
class Receipt:
    """The acknowledgement of a hand-in.

    Attributes:
        is_new: False when the same request had been received before.
    """

    submission_id: str
    attempt: int
    received_at: datetime
    is_new: bool


class Desk:
    """Where submissions are handed in."""

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        settings: CampusSettings,
        grading: GradingSettings,
    ) -> None:
        self.database = database
        self.blobs = blobs
        self.settings = settings
        self.grading = grading

    def submit(
        self,
        person_id: int,
        assignment_id: int,
        files: Mapping[str, bytes],
        now: datetime,
        request_key: str | None = None,
    ) -> Receipt:
        """Take a submission.

        The bytes are forced to disk, then one durable transaction writes the row and the
        grader's job: when this returns, the submission survives any crash and will be graded.

        Args:
            person_id: who hands in.
            assignment_id: for which assignment.
            files: content by relative path.
            now: moment of the hand-in.
            request_key: the client's name for this request; the same name again gives the
                first receipt and stores nothing.

        Raises:
            Refused: too late, no attempt left, a bad file, or the platform cannot store now.
        """
        try:
            with self.database.read() as session:
                earlier = _find_earlier(session, person_id, request_key)
                if earlier:
                    return earlier
                assignment = session.get_one(Assignment, assignment_id)
                self._check_may_submit(session, person_id, assignment, now)
            intake.check(files, assignment.cells, self.grading)
            content = pack(files)
            sha256 = self.blobs.put(content)
            with self.database.write() as session:
                earlier = _find_earlier(session, person_id, request_key)
                if earlier:
                    return earlier
                self._check_may_submit(session, person_id, assignment, now)
                submission = _add(session, person_id, assignment, now, request_key)
                submission.sha256, submission.size = sha256, len(content)
                session.flush()
                session.add(_job(submission, assignment, now))
            return Receipt(submission.key, submission.attempt, submission.received_at, is_new=True)
        except (OSError, DBAPIError) as error:
            raise unavailable() from error

    def _check_may_submit(
        self, session: Session, person_id: int, assignment: Assignment, now: datetime
    ) -> None:
        due_at = deadline(session, person_id, assignment)
        if due_at and now > due_at:
            raise Refused(
                409,
                "too-late",
                N_("The deadline was %(due_at)s. Write to your instructor if you need more time."),
                due_at=due_at,
            )
        left = attempts_left(session, person_id, assignment, now)
        if not left.is_open:
            raise _no_attempt(left, assignment, now)
        waiting = session.scalar(
            select(func.count()).select_from(Job).where(Job.stage == "grade", Job.priority == 0)
        )
        if (waiting or 0) >= self.settings.queue_limit:
            raise Refused(
                429,
                "too-many-requests",
                N_(
                    "%(waiting)s submissions are waiting to be graded, more than the platform "
                    "takes at once. Please submit again in a minute; your work is in your notebook."
                ),
                60.0,
                waiting=waiting,
            )


def deadline(session: Session, person_id: int, assignment: Assignment) -> datetime | None:
    """Return a person's deadline, with their extra time, or None."""
    if assignment.due_at is None:
        return None
    extra = extra_minutes(session, person_id, {assignment.cohort_id})
    return later(assignment.due_at, extra.get(assignment.cohort_id, 0))


def extra_minutes(session: Session, person_id: int, cohort_ids: Set[int]) -> dict[int, int]:
    """Return the minutes that a person has for every deadline more than others, by cohort."""
    rows = session.execute(
        select(Enrolment.cohort_id, Enrolment.extra_minutes).where(
            Enrolment.cohort_id.in_(cohort_ids), Enrolment.person_id == person_id
        )
    )
    return {cohort_id: minutes for cohort_id, minutes in rows}


def later(due_at: datetime | None, minutes: int) -> datetime | None:
    """Return a deadline so many minutes later."""
    return None if due_at is None else due_at + timedelta(minutes=minutes)


def attempts_left(
    session: Session, person_id: int, assignment: Assignment, now: datetime
) -> Allowance:
    """Return how many attempts a person has left now."""
    moments = session.scalars(
        select(Submission.received_at).where(
            Submission.person_id == person_id, Submission.assignment_id == assignment.id
        )
    ).all()
    return allowance(policy(assignment), moments, now)


def policy(assignment: Assignment) -> Policy:
    """Return an assignment's attempt policy."""
    return Policy(assignment.burst, assignment.refill_min, assignment.max_attempts)


def _no_attempt(left: Allowance, assignment: Assignment, now: datetime) -> Refused:
    if left.next_at is None:
        return Refused(
            429,
            "no-attempt-left",
            N_("All %(used)s attempts of this assignment are used."),
            used=left.used,
        )
    return Refused(
        429,
        "no-attempt-left",
        N_(
            "No attempt left for now: one more every %(minutes)s minutes, the next at %(next_at)s. "
            "Meanwhile the visible tests of the notebook run as often as you like."
        ),
        (left.next_at - now).total_seconds(),
        minutes=f"{assignment.refill_min:g}",
        next_at=left.next_at,
    )


def _find_earlier(session: Session, person_id: int, request_key: str | None) -> Receipt | None:
    if not request_key:
        return None
    found = session.scalar(
        select(Submission).where(
            Submission.person_id == person_id,
            Submission.request_key == request_key[:MAX_REQUEST_KEY],
        )
    )
    if found is None:
        return None
    return Receipt(found.key, found.attempt, found.received_at, is_new=False)


def _add(
    session: Session,
    person_id: int,
    assignment: Assignment,
    now: datetime,
    request_key: str | None,
) -> Submission:
    last = session.scalar(
        select(func.max(Submission.attempt)).where(
            Submission.person_id == person_id, Submission.assignment_id == assignment.id
        )
    )
    submission = Submission(
        key=secrets.token_urlsafe(12),
        person_id=person_id,
        assignment_id=assignment.id,
        attempt=(last or 0) + 1,
        request_key=request_key[:MAX_REQUEST_KEY] if request_key else None,
        received_at=now,
    )
    session.add(submission)
    return submission


def _job(submission: Submission, assignment: Assignment, now: datetime) -> Job:
    return Job(
        submission_id=submission.id,
        cohort_id=assignment.cohort_id,
        person_id=submission.person_id,
        assignment_id=assignment.id,
        queued_at=now,
        available_at=now,
    )
