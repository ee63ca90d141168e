"""The people of a demonstration, with their names, once a demonstration cohort exists."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub_config.campus.tables import Cohort, Manager, Organisation, Person, SeatOrder, now
from hub_config.people import PEOPLE

# A number whose key is right and that no organisation has.
SIREN = "000000018"
SLUG = "atelier-demo"
SEATS = 40


def seed(session: Session) -> None:
    """Add the demonstration's people and organisation; what is there already stays as is."""
    cohort = session.scalar(select(Cohort).where(Cohort.is_demo).order_by(Cohort.id).limit(1))
    if cohort is None:
        return
    known = set(session.scalars(select(Person.name)))
    for each in PEOPLE:
        if each.name not in known:
            shown = f"{each.first_name} {each.last_name}"
            session.add(Person(name=each.name, display_name=shown, is_demo=True))
    session.flush()
    if session.scalar(select(Organisation.id).where(Organisation.slug == SLUG)) is None:
        _add_organisation(session, cohort)


def _add_organisation(session: Session, cohort: Cohort) -> None:
    organisation = Organisation(slug=SLUG, name="Atelier Démonstration", siren=SIREN, is_demo=True)
    session.add(organisation)
    session.flush()
    session.add(
        SeatOrder(
            organisation_id=organisation.id,
            cohort_id=cohort.id,
            seats=SEATS,
            status="confirmed",
            ordered_by="marc",
            decided_at=now(),
        )
    )
    managers = [each.name for each in PEOPLE if each.role == "manager"]
    for person in session.scalars(select(Person).where(Person.name.in_(managers))):
        session.add(Manager(organisation_id=organisation.id, person_id=person.id))
