"""Joining, waiting for and leaving cohorts."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub_config.campus.errors import N_, Refused
from hub_config.campus.tables import Cohort, Enrolment


def join(session: Session, cohort_id: int, person_id: int, source: str, now: datetime) -> Enrolment:
    """Enrol a person, or put them on the waiting list of a full cohort.

    Args:
        session: inside a writing transaction.
        cohort_id: the cohort.
        person_id: the person.
        source: who asks: `self`, `instructor` or `organisation`.
        now: the present moment.

    Raises:
        Refused: the person asks for a cohort that is not open.
    """
    cohort = session.get_one(Cohort, cohort_id)
    if source == "self":
        check_open(cohort, now)
    row = _find(session, cohort_id, person_id)
    if row and row.status == "enrolled":
        return row
    status = "enrolled" if has_room(session, cohort) else "waiting"
    if row is None:
        row = Enrolment(cohort_id=cohort_id, person_id=person_id, created_at=now)
        session.add(row)
    row.source, row.changed_at, row.status = source, now, status
    session.flush()
    return row


def leave(session: Session, cohort_id: int, person_id: int, now: datetime) -> list[int]:
    """Take a person out of a cohort; the place goes to who waits longest.

    Returns:
        People who got a place.
    """
    row = _find(session, cohort_id, person_id)
    if row is None or row.status == "left":
        return []
    row.status, row.changed_at = "left", now
    session.flush()
    return fill(session, session.get_one(Cohort, cohort_id), now)


def fill(session: Session, cohort: Cohort, now: datetime) -> list[int]:
    """Give free places to people who wait, longest waiting first; return who got one."""
    promoted = []
    waiting = session.scalars(
        select(Enrolment)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.status == "waiting")
        .order_by(Enrolment.changed_at, Enrolment.id)
    ).all()
    for row in waiting:
        if not has_room(session, cohort):
            break
        row.status, row.changed_at = "enrolled", now
        session.flush()
        promoted.append(row.person_id)
    return promoted


def check_open(cohort: Cohort, now: datetime) -> None:
    """Refuse a cohort that nobody may enter by themselves.

    Raises:
        Refused: closed, by invitation, or over.
    """
    if cohort.access != "open":
        raise Refused(
            409,
            "not-open",
            N_("This course is by invitation: ask its instructor or your organisation."),
        )
    if cohort.ends_at and now > cohort.ends_at:
        raise Refused(
            409, "not-open", N_("This course ended on %(ends_at)s."), None, ends_at=cohort.ends_at
        )


def has_room(session: Session, cohort: Cohort) -> bool:
    """Tell whether a cohort has a free place."""
    return cohort.capacity is None or enrolled(session, cohort.id) < cohort.capacity


def enrolled(session: Session, cohort_id: int) -> int:
    """Return the number of enrolled people."""
    count = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.status == "enrolled")
    )
    return count or 0


def full(session: Session) -> set[int]:
    """Return the cohorts in which no place is free."""
    taken = func.count(Enrolment.id)
    rows = session.scalars(
        select(Cohort.id)
        .outerjoin(Enrolment, (Enrolment.cohort_id == Cohort.id) & (Enrolment.status == "enrolled"))
        .where(Cohort.capacity.is_not(None))
        .group_by(Cohort.id)
        .having(taken >= Cohort.capacity)
    )
    return set(rows)


def _find(session: Session, cohort_id: int, person_id: int) -> Enrolment | None:
    return session.scalar(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.person_id == person_id)
    )
