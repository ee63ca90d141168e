"""Organisations: their managers, the seats they order and who uses them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub_config.campus import enrolments, siren
from hub_config.campus.errors import N_, Refused
from hub_config.campus.tables import (
    Cohort,
    Enrolment,
    Manager,
    Organisation,
    Person,
    Seat,
    SeatOrder,
)

MAX_SEATS = 10_000


@dataclass(frozen=True)
class Seats:
    """Seats of an organisation in a cohort.

    Attributes:
        asked: seats ordered, not confirmed yet.
        confirmed: seats that may be used.
        used: seats in use; a seat given back is free again.
    """

    asked: int
    confirmed: int
    used: int

    @property
    def free(self) -> int:
        """Seats that can be given."""
        return max(0, self.confirmed - self.used)


def create(session: Session, name: str, number: str) -> Organisation:
    """Create an organisation.

    Raises:
        Refused: the name is empty, the SIREN is wrong, or is known already.
    """
    if not name.strip():
        raise Refused(422, "empty", N_("The name is empty."))
    if not siren.is_siren(number):
        raise Refused(
            422,
            "bad-siren",
            N_("%(number)s is not a SIREN: nine digits were expected, and their key must fit."),
            None,
            number=number,
        )
    digits = siren.normal(number)
    if session.scalar(select(Organisation).where(Organisation.siren == digits)):
        raise Refused(
            409,
            "known-siren",
            N_("An organisation with the SIREN %(number)s is registered already."),
            None,
            number=number,
        )
    organisation = Organisation(
        name=name.strip()[:255], siren=digits, slug=f"{_slug(name)}-{digits[-4:]}"
    )
    session.add(organisation)
    session.flush()
    return organisation


def set_manager(session: Session, organisation: Organisation, name: str, is_manager: bool) -> None:
    """Let somebody manage an organisation, or end that.

    Raises:
        Refused: nobody has that name.
    """
    person = session.scalar(select(Person).where(Person.name == name))
    if person is None:
        raise Refused(
            404, "unknown-person", N_("Nobody named %(name)s is known here."), None, name=name
        )
    row = session.get(Manager, (organisation.id, person.id))
    if is_manager and row is None:
        session.add(Manager(organisation_id=organisation.id, person_id=person.id))
    if not is_manager and row is not None:
        session.delete(row)


def seats(session: Session, organisation_id: int, cohort_id: int) -> Seats:
    """Return the seats of an organisation in a cohort."""
    rows = session.execute(
        select(SeatOrder.status, func.sum(SeatOrder.seats))
        .where(SeatOrder.organisation_id == organisation_id, SeatOrder.cohort_id == cohort_id)
        .group_by(SeatOrder.status)
    )
    ordered = {status: total for status, total in rows}
    used = session.scalar(
        select(func.count())
        .select_from(Seat)
        .where(
            Seat.organisation_id == organisation_id,
            Seat.cohort_id == cohort_id,
            Seat.returned_at.is_(None),
        )
    )
    return Seats(int(ordered.get("asked", 0)), int(ordered.get("confirmed", 0)), used or 0)


def order(
    session: Session,
    organisation_id: int,
    cohort: Cohort,
    count: int,
    reference: str,
    actor: str,
) -> SeatOrder:
    """Order seats; an operator confirms them.

    Raises:
        Refused: the number is not between 1 and the most that can be ordered at once.
    """
    if not 1 <= count <= MAX_SEATS:
        raise Refused(
            422,
            "bad-number",
            N_("Between 1 and %(most)s seats can be ordered at once."),
            None,
            most=MAX_SEATS,
        )
    made = SeatOrder(
        organisation_id=organisation_id,
        cohort_id=cohort.id,
        seats=count,
        reference=reference.strip()[:120] or None,
        ordered_by=actor,
    )
    session.add(made)
    return made


def decide(session: Session, made: SeatOrder, is_confirmed: bool, now: datetime) -> None:
    """Confirm or refuse an order, once."""
    if made.status != "asked":
        raise Refused(409, "decided", N_("This order was decided already."))
    made.status, made.decided_at = ("confirmed" if is_confirmed else "refused"), now


def give_back(session: Session, seat: Seat, now: datetime) -> None:
    """Take somebody out of a cohort; the seat is free again, the evidence of work stays."""
    if seat.returned_at is None:
        seat.returned_at = now
        enrolments.leave(session, seat.cohort_id, seat.person_id, now)


def accept(session: Session, seat: Seat, now: datetime) -> None:
    """A person accepts the seat that an organisation offers."""
    if seat.returned_at is not None:
        raise Refused(409, "seat-gone", N_("This seat is not offered any more."))
    if seat.accepted_at is None:
        seat.accepted_at = now
        enrol(session, seat, now)


def enrol(session: Session, seat: Seat, now: datetime) -> None:
    """Enrol the holder of an accepted seat; a paid seat does not wait for a free place."""
    row = session.scalar(
        select(Enrolment).where(
            Enrolment.cohort_id == seat.cohort_id, Enrolment.person_id == seat.person_id
        )
    )
    if row is None:
        row = Enrolment(
            cohort_id=seat.cohort_id, person_id=seat.person_id, status="enrolled", source="x"
        )
        session.add(row)
    row.status, row.source, row.changed_at = "enrolled", "organisation", now
    session.flush()


def offered_cohorts(session: Session, now: datetime) -> list[Cohort]:
    """Return the cohorts that seats can be ordered for."""
    return [
        cohort
        for cohort in session.scalars(select(Cohort).order_by(Cohort.slug))
        if cohort.access != "closed" and (cohort.ends_at is None or cohort.ends_at > now)
    ]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "organisation"
