"""People: rows kept in step with the hub's users and groups."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hub_config.campus.database import Database
from hub_config.campus.tables import Cohort, Enrolment, Person, Teaching, now

STUDENTS, INSTRUCTORS = "nbgrader-", "formgrade-"
FRESH_S = 30.0


@dataclass(frozen=True)
class Identity:
    """Who is asking.

    Attributes:
        person_id: row of the person.
        name: user name at the hub.
        groups: the hub's groups of the person.
        is_operator: the hub calls the person an administrator.
        language: language that the person chose, or None.
    """

    person_id: int
    name: str
    groups: frozenset[str]
    is_operator: bool
    language: str | None
    display_name: str

    @property
    def is_teacher(self) -> bool:
        """Whether the person teaches any cohort."""
        return any(group.startswith(INSTRUCTORS) for group in self.groups)


class People:
    """Knows people by what the hub says of them.

    A person's row is compared with the hub's groups at most every `FRESH_S` seconds, so that a
    page costs no write.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._seen: dict[tuple[str, frozenset[str], bool], tuple[float, Identity]] = {}

    def identify(self, model: dict[str, Any]) -> Identity:
        """Return who a hub user is; the row, enrolments and teaching follow the hub's groups.

        Args:
            model: the hub's user model, with `name`, `groups` and `admin`.
        """
        key = (model["name"], frozenset(model.get("groups") or ()), bool(model.get("admin")))
        seen = self._seen.get(key)
        if seen and time.monotonic() - seen[0] < FRESH_S:
            return seen[1]
        with self.database.read() as session:
            identity = self._read(session, key)
        if identity is None:
            with self.database.write() as session:
                _follow_groups(session, key[0], key[1])
            with self.database.read() as session:
                identity = self._read(session, key)
        assert identity is not None  # noqa: S101  # the row was just written
        self._seen[key] = (time.monotonic(), identity)
        return identity

    def forget_all(self) -> None:
        """Read everybody again at their next request."""
        self._seen.clear()

    def forget(self, name: str) -> None:
        """Read a person again at the next request."""
        for key in [key for key in self._seen if key[0] == name]:
            del self._seen[key]

    def _read(self, session: Session, key: tuple[str, frozenset[str], bool]) -> Identity | None:
        """Return the identity if the rows already agree with the groups, else None."""
        name, groups, is_operator = key
        person = session.scalar(select(Person).where(Person.name == name))
        if person is None or not _agrees(session, person, groups):
            return None
        shown = person.display_name or name
        return Identity(person.id, name, groups, is_operator, person.language, shown)


def _named(groups: frozenset[str], prefix: str) -> set[str]:
    return {group.removeprefix(prefix) for group in groups if group.startswith(prefix)}


def _agrees(session: Session, person: Person, groups: frozenset[str]) -> bool:
    wanted = session.scalars(
        select(Cohort.slug).where(Cohort.slug.in_(_named(groups, STUDENTS)))
    ).all()
    enrolled = session.scalars(
        select(Cohort.slug).join(Enrolment).where(Enrolment.person_id == person.id)
    ).all()
    teaches = session.scalars(
        select(Cohort.slug)
        .join(Teaching, Teaching.cohort_id == Cohort.id)
        .where(Teaching.person_id == person.id)
    ).all()
    known = session.scalars(
        select(Cohort.slug).where(Cohort.slug.in_(_named(groups, INSTRUCTORS)))
    ).all()
    return set(wanted) <= set(enrolled) and set(teaches) == set(known)


def _follow_groups(session: Session, name: str, groups: frozenset[str]) -> None:
    person = session.scalar(select(Person).where(Person.name == name))
    if person is None:
        person = Person(name=name)
        session.add(person)
        session.flush()
    enrolled = set(
        session.scalars(select(Enrolment.cohort_id).where(Enrolment.person_id == person.id))
    )
    for cohort in session.scalars(select(Cohort).where(Cohort.slug.in_(_named(groups, STUDENTS)))):
        if cohort.id not in enrolled:
            session.add(
                Enrolment(
                    cohort_id=cohort.id,
                    person_id=person.id,
                    status="enrolled",
                    source="hub",
                    created_at=now(),
                )
            )
    session.execute(delete(Teaching).where(Teaching.person_id == person.id))
    for cohort in session.scalars(
        select(Cohort).where(Cohort.slug.in_(_named(groups, INSTRUCTORS)))
    ):
        session.add(Teaching(cohort_id=cohort.id, person_id=person.id))
