"""Staff of organisations taking seats: many at once from a file, one by hand, by a link."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from hub_config.campus import organisations
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.people import Identity
from hub_config.campus.staff_files import StaffLine
from hub_config.campus.tables import (
    Cohort,
    Enrolment,
    Invitation,
    Person,
    Seat,
    Staff,
)

CHUNK = 500
INVITATION_DAYS = 30
MAX_USES = 1000


def newcomers(
    session: Session, organisation_id: int, cohort_id: int, lines: Sequence[StaffLine]
) -> list[StaffLine]:
    """Return the lines of people who do not use a seat of the cohort yet."""
    holders = set(
        session.scalars(
            select(Person.name)
            .join(Seat, Seat.person_id == Person.id)
            .where(
                Seat.organisation_id == organisation_id,
                Seat.cohort_id == cohort_id,
                Seat.returned_at.is_(None),
            )
        )
    )
    return [line for line in lines if line.user not in holders]


def give_seats(
    session: Session,
    organisation_id: int,
    cohort: Cohort,
    lines: Sequence[StaffLine],
    now: datetime,
) -> int:
    """Give a seat to everybody of a list who has none, and return how many got one.

    Somebody whom campus knows already has to accept first: an organisation does not enrol, and
    does not follow, whoever it names. For others the first sign-in is theirs to make.

    Raises:
        Refused: there are not enough free seats; nobody gets one then.
    """
    new = newcomers(session, organisation_id, cohort.id, lines)
    check_free(session, organisation_id, cohort.id, len(new))
    known = _people(session, [line.user for line in new])
    strangers = [line for line in new if line.user not in known]
    if strangers:
        session.execute(
            insert(Person),
            [
                {
                    "name": line.user,
                    "display_name": f"{line.first_name} {line.last_name}",
                    "email": line.email,
                    "created_at": now,
                    "is_demo": False,
                }
                for line in strangers
            ],
        )
    people = known | _people(session, [line.user for line in strangers])
    _name_staff(session, organisation_id, new, people, now)
    _seat(session, organisation_id, cohort.id, [people[line.user] for line in new], now)
    fresh = [people[line.user] for line in strangers]
    _enrol(session, organisation_id, cohort.id, fresh, now)
    return len(new)


def check_free(session: Session, organisation_id: int, cohort_id: int, wanted: int) -> None:
    """Refuse to give more seats than are free."""
    free = organisations.seats(session, organisation_id, cohort_id).free
    if wanted > free:
        raise Refused(
            409,
            "not-enough-seats",
            N_("%(wanted)s seats are needed and %(free)s are free: order more, or give some back."),
            None,
            wanted=wanted,
            free=free,
        )


def _people(session: Session, names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(names), CHUNK):
        rows = session.execute(
            select(Person.name, Person.id).where(Person.name.in_(names[start : start + CHUNK]))
        )
        found.update({name: person_id for name, person_id in rows})
    return found


def _name_staff(
    session: Session,
    organisation_id: int,
    lines: Sequence[StaffLine],
    people: dict[str, int],
    now: datetime,
) -> None:
    named = set(
        session.scalars(select(Staff.person_id).where(Staff.organisation_id == organisation_id))
    )
    rows = [
        {
            "organisation_id": organisation_id,
            "person_id": people[line.user],
            "first_name": line.first_name,
            "last_name": line.last_name,
            "email": line.email,
            "added_at": now,
        }
        for line in lines
        if people[line.user] not in named
    ]
    if rows:
        session.execute(insert(Staff), rows)


def _seat(
    session: Session, organisation_id: int, cohort_id: int, people: Sequence[int], now: datetime
) -> None:
    here = (Seat.organisation_id == organisation_id, Seat.cohort_id == cohort_id)
    had = set(session.scalars(select(Seat.person_id).where(*here)))
    back = [person for person in people if person in had]
    for start in range(0, len(back), CHUNK):
        session.execute(
            update(Seat)
            .where(*here, Seat.person_id.in_(back[start : start + CHUNK]))
            .values(returned_at=None, accepted_at=None, given_at=now)
        )
    new = [
        {
            "organisation_id": organisation_id,
            "cohort_id": cohort_id,
            "person_id": person,
            "given_at": now,
        }
        for person in people
        if person not in had
    ]
    if new:
        session.execute(insert(Seat), new)


def _enrol(
    session: Session, organisation_id: int, cohort_id: int, people: Sequence[int], now: datetime
) -> None:
    """Enrol people who are new to campus, and accept their seats for them."""
    for start in range(0, len(people), CHUNK):
        session.execute(
            update(Seat)
            .where(
                Seat.organisation_id == organisation_id,
                Seat.cohort_id == cohort_id,
                Seat.person_id.in_(people[start : start + CHUNK]),
            )
            .values(accepted_at=now)
        )
    if people:
        session.execute(
            insert(Enrolment),
            [
                {
                    "cohort_id": cohort_id,
                    "person_id": person,
                    "status": "enrolled",
                    "source": "organisation",
                    "extra_minutes": 0,
                    "shares_scores": False,
                    "created_at": now,
                    "changed_at": now,
                }
                for person in people
            ],
        )


def invite(
    session: Session,
    organisation_id: int,
    cohort: Cohort,
    uses: int,
    actor: str,
    now: datetime,
) -> str:
    """Make an invitation link for a number of people and return its secret, shown once."""
    if not 1 <= uses <= MAX_USES:
        raise Refused(
            422,
            "bad-number",
            N_("A link can be for 1 to %(most)s people."),
            None,
            most=MAX_USES,
        )
    token = secrets.token_urlsafe(24)
    session.add(
        Invitation(
            token_sha256=_hash(token),
            organisation_id=organisation_id,
            cohort_id=cohort.id,
            max_uses=uses,
            expires_at=now + timedelta(days=INVITATION_DAYS),
            created_by=actor,
        )
    )
    return token


def find_invitation(session: Session, token: str, now: datetime) -> Invitation:
    """Return the invitation of a link.

    Raises:
        Refused: there is none, or it is over.
    """
    found = session.scalar(select(Invitation).where(Invitation.token_sha256 == _hash(token)))
    if found is None:
        raise unknown("unknown-invitation", N_("This invitation does not exist."))
    if found.revoked_at or found.expires_at < now or found.uses >= found.max_uses:
        raise Refused(
            409,
            "invitation-over",
            N_("This invitation is over: ask the person who sent it for a new one."),
        )
    return found


def accept_invitation(
    session: Session, invitation: Invitation, identity: Identity, names: StaffLine, now: datetime
) -> None:
    """Take a seat by an invitation link; coming in by the link is the acceptance."""
    here = (invitation.organisation_id, invitation.cohort_id)
    seat = session.scalar(
        select(Seat).where(
            Seat.organisation_id == here[0],
            Seat.cohort_id == here[1],
            Seat.person_id == identity.person_id,
        )
    )
    if seat is None or seat.returned_at is not None:
        check_free(session, *here, 1)
        _name_staff(session, here[0], [names], {names.user: identity.person_id}, now)
        _seat(session, *here, [identity.person_id], now)
        invitation.uses += 1
        session.flush()
        session.expire_all()
        seat = session.scalars(
            select(Seat).where(
                Seat.organisation_id == here[0],
                Seat.cohort_id == here[1],
                Seat.person_id == identity.person_id,
            )
        ).one()
    organisations.accept(session, seat, now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
