"""The people of a demonstration, with their names, once a demonstration cohort exists."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub_config.campus.tables import Cohort, Person
from hub_config.people import PEOPLE


def seed(session: Session) -> None:
    """Add the demonstration's people, marked as such; who is there already stays as is."""
    if session.scalar(select(Cohort.id).where(Cohort.is_demo).limit(1)) is None:
        return
    known = set(session.scalars(select(Person.name)))
    for each in PEOPLE:
        if each.name not in known:
            shown = f"{each.first_name} {each.last_name}"
            session.add(Person(name=each.name, display_name=shown, is_demo=True))
