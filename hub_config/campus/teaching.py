"""What instructors decide about a cohort: dates, places, deadlines, extra time, messages."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from grading.course import Course
from grading.errors import EnactError
from grading.release import release_course
from hub_config.campus import audit, enrolments
from hub_config.campus.database import Database
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.people import Identity
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import (
    Announcement,
    Assignment,
    Cohort,
    Enrolment,
    Person,
    Teaching,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG = 60
MAX_EXTRA_MINUTES = 60 * 24 * 60
MAX_TEXT = 5000
ACCESS = {
    "open": N_("open: anybody may enrol"),
    "invited": N_("by invitation"),
    "closed": N_("closed"),
}


@dataclass(frozen=True)
class Plan:
    """Dates and places of a cohort, as a form gives them; an empty text is no answer."""

    title: str
    access: str
    capacity: str
    starts_at: str
    ends_at: str


def update(session: Session, cohort: Cohort, plan: Plan, time_zone: str, now: datetime) -> None:
    """Change a cohort; places that become free go to who waits.

    Raises:
        Refused: an answer cannot be read, or the end lies before the start.
    """
    row = session.get_one(Cohort, cohort.id)
    if plan.access not in ACCESS:
        raise Refused(400, "bad-request", N_("This request cannot be understood."))
    starts_at, ends_at = moment(plan.starts_at, time_zone), moment(plan.ends_at, time_zone)
    if starts_at and ends_at and ends_at <= starts_at:
        raise Refused(422, "bad-dates", N_("The end must come after the start."))
    title = plan.title.strip()
    if title:
        row.title = {"fr": title, "en": title}
    row.access, row.starts_at, row.ends_at = plan.access, starts_at, ends_at
    row.capacity = _whole_number(plan.capacity)
    session.flush()
    enrolments.fill(session, row, now)


def set_deadlines(
    session: Session, cohort: Cohort, deadlines: Mapping[str, str], time_zone: str
) -> None:
    """Set the deadlines of a cohort's assignments, by slug; an empty text is no deadline."""
    for assignment in session.scalars(select(Assignment).where(Assignment.cohort_id == cohort.id)):
        if assignment.slug in deadlines:
            assignment.due_at = moment(deadlines[assignment.slug], time_zone)


def set_extra_time(session: Session, cohort: Cohort, name: str, minutes: str) -> None:
    """Give a student more time for every deadline.

    Raises:
        Refused: nobody of that name is enrolled, or the number is none.
    """
    extra = _whole_number(minutes) or 0
    if extra > MAX_EXTRA_MINUTES:
        raise Refused(422, "bad-number", N_("That is more time than can be given."))
    _enrolment(session, cohort, name).extra_minutes = extra


def enrol(session: Session, cohort: Cohort, name: str, now: datetime) -> None:
    """Enrol somebody, whatever the cohort's access; in a full one they wait.

    Raises:
        Refused: nobody of that name is known, or the person teaches the cohort.
    """
    person_id = session.scalar(select(Person.id).where(Person.name == name))
    if person_id is None:
        raise unknown("unknown-person", N_("Nobody named %(name)s is known here."), name=name)
    if session.get(Teaching, (cohort.id, person_id)):
        raise Refused(409, "teaches", N_("%(name)s teaches this cohort already."), None, name=name)
    enrolments.join(session, cohort.id, person_id, "instructor", now)


def remove(session: Session, cohort: Cohort, name: str, now: datetime) -> None:
    """Take a student out of a cohort."""
    enrolments.leave(session, cohort.id, _enrolment(session, cohort, name).person_id, now)


def announce(session: Session, cohort: Cohort, author: str, text: str) -> None:
    """Write a message to everybody of a cohort."""
    words = text.strip()[:MAX_TEXT]
    if not words:
        raise Refused(422, "empty", N_("The message is empty."))
    session.add(Announcement(cohort_id=cohort.id, author=author, text=words))


def create(
    database: Database,
    settings: CampusSettings,
    course: Course,
    slug: str,
    title: str,
    actor: Identity,
) -> None:
    """Create a cohort of a course: its folder with the released assignments, and its row.

    Releasing takes seconds; the database is not held meanwhile. The folder, which is made only
    once, keeps the name.

    Raises:
        Refused: the name is taken or cannot be one, or the course cannot be released.
    """
    if not SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        raise Refused(
            422,
            "bad-name",
            N_("%(name)s: a name of small letters, digits and hyphens was expected."),
            None,
            name=slug,
        )
    _reserve(database, settings.cohorts_folder / slug)
    _release(course, settings.cohorts_folder / slug)
    with database.write() as session:
        cohort = session.scalar(select(Cohort).where(Cohort.slug == slug)) or Cohort(slug=slug)
        cohort.course, cohort.access = course.slug, "invited"
        cohort.title = {"fr": title, "en": title} if title else dict(course.title)
        session.add(cohort)
        audit.add(session, actor, "cohort.created", slug, course.slug)


def _reserve(database: Database, folder: Path) -> None:
    with database.read() as session:
        taken = session.scalar(select(Cohort.id).where(Cohort.slug == folder.name)) is not None
    try:
        if not taken:
            folder.mkdir(parents=True)
            return
    except FileExistsError:
        pass
    raise Refused(
        409, "name-taken", N_("There is a cohort named %(name)s already."), None, name=folder.name
    )


def _release(course: Course, folder: Path) -> None:
    """Release the course into a folder; without an assignment the folder goes again."""
    try:
        release_course(course, folder)
    except EnactError as error:
        shutil.rmtree(folder)
        raise Refused(
            409, "not-releasable", N_("The course cannot be released: %(why)s"), None, why=error
        ) from error


def moment(text: str, time_zone: str) -> datetime | None:
    """Return the moment that a form's date and time mean in the platform's time zone.

    Raises:
        Refused: it is no date.
    """
    if not text.strip():
        return None
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(
            422, "bad-dates", N_("%(text)s: a date was expected."), None, text=text
        ) from error
    return local if local.tzinfo else local.replace(tzinfo=ZoneInfo(time_zone))


def _whole_number(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdigit() or len(text.strip()) > 6:
        raise Refused(
            422, "bad-number", N_("%(text)s: a whole number was expected."), None, text=text
        )
    return int(text)


def _enrolment(session: Session, cohort: Cohort, name: str) -> Enrolment:
    row = session.scalar(
        select(Enrolment).join(Person).where(Enrolment.cohort_id == cohort.id, Person.name == name)
    )
    if row is None:
        raise Refused(
            404, "unknown-person", N_("Nobody named %(name)s is enrolled here."), None, name=name
        )
    return row
