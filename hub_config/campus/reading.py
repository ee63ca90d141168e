"""Questions that several routes ask the database."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Select, case, func, select, type_coerce
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.types import NullType

from hub_config.campus.attempts import Allowance, allowance
from hub_config.campus.results import counting
from hub_config.campus.submissions import extra_minutes, later, policy
from hub_config.campus.tables import (
    Assignment,
    Cohort,
    Enrolment,
    Job,
    Person,
    Result,
    Submission,
    Teaching,
)

MAX_FAILED = 50


@dataclass(frozen=True)
class Standing:
    """Where one person stands in one assignment.

    Attributes:
        due_at: the person's own deadline.
        left: the attempts that are left.
        submissions: the person's submissions, newest first, with their results.
        best: the submission that counts, or None.
    """

    assignment: Assignment
    due_at: datetime | None
    left: Allowance
    submissions: list[Submission]
    best: Submission | None

    @property
    def best_score(self) -> float | None:
        """Points that count so far."""
        return self.best.result.score if self.best and self.best.result else None


class Attempt(NamedTuple):
    """One hand-in of many: what tables of a whole cohort need of it.

    Rows of the database cost ten times as much as these, and a cohort has thousands.

    Attributes:
        moment: when it was received, as the driver of the database gives it.
        graded_score: points so far; None before it is graded, as the columns after it.
    """

    submission_id: int
    key: str
    person_id: int
    assignment_id: int
    attempt: int
    status: str
    moment: datetime | str
    graded_score: float | None
    max_score: float
    needs_manual: bool
    flags: int

    @property
    def received_at(self) -> datetime:
        """When it was received."""
        moment = self.moment
        found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)

    @property
    def score(self) -> float:
        """Points so far."""
        return self.graded_score or 0.0

    @property
    def result(self) -> "Attempt | None":
        """Itself once it is graded."""
        return None if self.graded_score is None else self


Attempts = dict[tuple[int, int], list[Attempt]]


def attempts_of(
    session: Session, assignment_ids: Sequence[int], person_ids: Sequence[int] | None = None
) -> Attempts:
    """Return all attempts by person and assignment, oldest first.

    Args:
        session: a session for reading.
        assignment_ids: of these assignments.
        person_ids: of these people; None for everybody.
    """
    query = (
        select(
            Submission.id,
            Submission.key,
            Submission.person_id,
            Submission.assignment_id,
            Submission.attempt,
            Submission.status,
            # Read when it is asked for, which is seldom.
            type_coerce(Submission.received_at, NullType),
            Result.score,
            Result.max_score,
            Result.needs_manual,
            Result.flags,
        )
        .outerjoin(Result, Result.submission_id == Submission.id)
        .where(Submission.assignment_id.in_(assignment_ids))
        # As the index is sorted.
        .order_by(Submission.assignment_id, Submission.person_id, Submission.attempt)
    )
    if person_ids is not None:
        query = query.where(Submission.person_id.in_(person_ids))
    found: defaultdict[tuple[int, int], list[Attempt]] = defaultdict(list)
    # Through the connection: a session looks at every row once more.
    for attempt in map(Attempt._make, session.connection().execute(query)):
        found[attempt.person_id, attempt.assignment_id].append(attempt)
    return found


def cohorts_of(session: Session, person_id: int) -> list[tuple[Cohort, str]]:
    """Return the cohorts of a person with the person's role in each."""
    taught = session.scalars(
        select(Cohort)
        .join(Teaching, Teaching.cohort_id == Cohort.id)
        .where(Teaching.person_id == person_id)
        .order_by(Cohort.slug)
    ).all()
    taken = session.scalars(
        select(Cohort)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == person_id, Enrolment.status == "enrolled")
        .order_by(Cohort.slug)
    ).all()
    roles = {cohort.id: (cohort, "instructor") for cohort in taught}
    roles.update({cohort.id: (cohort, "student") for cohort in taken if cohort.id not in roles})
    return sorted(roles.values(), key=lambda pair: pair[0].slug)


def assignments_of(session: Session, cohort_id: int) -> Sequence[Assignment]:
    """Return the released assignments of a cohort in the order of the course."""
    return session.scalars(
        select(Assignment)
        .where(Assignment.cohort_id == cohort_id, Assignment.is_released)
        .order_by(Assignment.position, Assignment.slug)
    ).all()


def standings(
    session: Session, person_id: int, assignments: Sequence[Assignment], now: datetime
) -> list[Standing]:
    """Return where a person stands in several assignments."""
    found: dict[int, list[Submission]] = defaultdict(list)
    for submission in session.scalars(
        _with_all(
            select(Submission).where(
                Submission.person_id == person_id,
                Submission.assignment_id.in_([each.id for each in assignments]),
            )
        ).order_by(Submission.attempt.desc())
    ):
        found[submission.assignment_id].append(submission)
    extra = extra_minutes(session, person_id, {each.cohort_id for each in assignments})
    return [
        Standing(
            assignment=assignment,
            due_at=later(assignment.due_at, extra.get(assignment.cohort_id, 0)),
            left=allowance(
                policy(assignment), [each.received_at for each in found[assignment.id]], now
            ),
            submissions=found[assignment.id],
            best=counting(assignment, found[assignment.id]),
        )
        for assignment in assignments
    ]


def submission_with_all(session: Session, key: str) -> Submission:
    """Return a submission with its person, assignment and result."""
    return session.scalars(_with_all(select(Submission).where(Submission.key == key))).one()


def newest_submissions(
    session: Session, cohort_id: int, assignment_id: int | None = None
) -> Sequence[Submission]:
    """Return the newest submission of every student to every assignment of a cohort, or to one."""
    rank = func.row_number().over(
        partition_by=(Submission.person_id, Submission.assignment_id),
        order_by=Submission.attempt.desc(),
    )
    ranked = (
        select(Submission.id, rank.label("rank"))
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.cohort_id == cohort_id)
    )
    if assignment_id is not None:
        ranked = ranked.where(Submission.assignment_id == assignment_id)
    newest = ranked.subquery()
    query = select(Submission).join(newest, newest.c.id == Submission.id).where(newest.c.rank == 1)
    return session.scalars(_with_all(query).order_by(Submission.id)).all()


def students_query(cohort_id: int) -> Select[Person]:
    """Return the query for the enrolled people of a cohort, by name."""
    return (
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.status == "enrolled")
        .order_by(Person.display_name, Person.name)
    )


def students_of(session: Session, cohort_id: int) -> Sequence[Person]:
    """Return the enrolled people of a cohort by name."""
    return session.scalars(students_query(cohort_id)).all()


def to_look_at(session: Session, cohort_id: int) -> tuple[int, int]:
    """Return how many attempts that count have a written answer to read, and how many flags."""
    rank = func.row_number().over(
        partition_by=(Submission.person_id, Submission.assignment_id),
        order_by=(
            case((Assignment.keeps == "last", 0.0), else_=Result.score).desc(),
            Submission.attempt.desc(),
        ),
    )
    counting_first = (
        select(Result.needs_manual, Result.flags, rank.label("rank"))
        .join(Submission, Submission.id == Result.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(
            Enrolment,
            (Enrolment.person_id == Submission.person_id)
            & (Enrolment.cohort_id == Assignment.cohort_id),
        )
        .where(
            Assignment.cohort_id == cohort_id,
            Assignment.is_released,
            Enrolment.status == "enrolled",
        )
        .subquery()
    )
    row = session.execute(
        select(
            func.sum(case((counting_first.c.needs_manual, 1), else_=0)),
            func.sum(case((counting_first.c.flags > 0, 1), else_=0)),
        ).where(counting_first.c.rank == 1)
    ).one()
    return row[0] or 0, row[1] or 0


def failed_of(session: Session, cohort_id: int) -> Sequence[Submission]:
    """Return the submissions of a cohort that the platform gave up, newest first."""
    return session.scalars(
        select(Submission)
        .join(Job, Job.submission_id == Submission.id)
        .where(Job.cohort_id == cohort_id, Job.stage == "failed", Submission.status == "failed")
        .options(joinedload(Submission.person))
        .order_by(Submission.id.desc())
        .limit(MAX_FAILED)
    ).all()


def _with_all(query: Select[Submission]) -> Select[Submission]:
    return query.options(
        joinedload(Submission.person),
        joinedload(Submission.assignment),
        joinedload(Submission.result),
    )
