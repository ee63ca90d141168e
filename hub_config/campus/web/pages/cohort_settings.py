"""Pages where instructors arrange a cohort: dates, places, deadlines, people, messages."""

from typing import Any

from sqlalchemy import select

from hub_config.campus import enrolments, teaching
from hub_config.campus.access import Access
from hub_config.campus.audit import add
from hub_config.campus.catalogue import localised
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.people import INSTRUCTORS
from hub_config.campus.reading import assignments_of
from hub_config.campus.tables import Cohort, Enrolment, Person, Teaching, now
from hub_config.campus.teaching import Plan
from hub_config.campus.web.handlers import PageHandler
from hub_config.campus.windows import look


class CohortHandler(PageHandler):
    """What the pages of one cohort share."""

    def cohort(self) -> Cohort:
        """Return the cohort that the path names."""
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        return self.scope.cohort

    def title(self) -> str:
        """Return its title in the person's language."""
        cohort = self.cohort()
        return localised(cohort.title, self.speech.language) or cohort.slug

    def back(self, path: str = "") -> None:
        """Go back to a page of the cohort."""
        self.redirect(f"{self.campus.settings.prefix}teaching/{self.cohort().slug}{path}")


class CohortSettings(CohortHandler):
    """Dates, places, deadlines and people of a cohort."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str) -> None:
        """Show them."""
        self.show("cohort_settings.html", **await self.run(self._load))

    async def post(self, cohort: str) -> None:
        """Change dates, places and deadlines."""
        plan = Plan(
            title=self.get_body_argument("title", ""),
            access=self.get_body_argument("access", ""),
            capacity=self.get_body_argument("capacity", ""),
            starts_at=self.get_body_argument("starts_at", ""),
            ends_at=self.get_body_argument("ends_at", ""),
        )
        deadlines = {
            name.removeprefix("due-"): self.get_body_argument(name)
            for name in self.request.body_arguments
            if name.startswith("due-")
        }
        await self.run(self._save, plan, deadlines)
        self.settings["hub_groups"].notice()
        self.back("/settings")

    def _load(self) -> dict[str, Any]:
        cohort = self.cohort()
        with self.campus.database.read() as session:
            rows, window = look(
                session,
                select(Enrolment, Person)
                .join(Person, Person.id == Enrolment.person_id)
                .where(Enrolment.cohort_id == cohort.id, Enrolment.status != "left")
                .order_by(Enrolment.status, Person.display_name, Person.name),
                self.window(),
            )
            instructors = session.scalars(
                select(Person)
                .join(Teaching, Teaching.person_id == Person.id)
                .where(Teaching.cohort_id == cohort.id)
                .order_by(Person.name)
            ).all()
            assignments = assignments_of(session, cohort.id)
            enrolled = enrolments.enrolled(session, cohort.id)
        return {
            "cohort": cohort,
            "title": self.title(),
            "people": rows,
            "window": window,
            "instructors": [p for p in instructors if not p.name.startswith("grader-")],
            "assignments": assignments,
            "enrolled": enrolled,
            "choices": teaching.ACCESS,
        }

    def _save(self, plan: Plan, deadlines: dict[str, str]) -> None:
        zone = self.campus.settings.time_zone
        with self.campus.database.write() as session:
            teaching.update(session, self.cohort(), plan, zone, now())
            teaching.set_deadlines(session, self.cohort(), deadlines, zone)
            add(session, self.identity, "cohort.changed", self.cohort().slug)


class CohortPerson(CohortHandler):
    """Enrolling a student, extra time, or the end of the enrolment."""

    access = Access.INSTRUCTOR

    async def post(self, cohort: str) -> None:
        """Change it."""
        name = self.get_body_argument("name", "").strip()
        action = self.get_body_argument("action", "")
        if action in ("add", "remove"):
            await self.run(self._add if action == "add" else self._remove, name)
            self.campus.people.forget(name)
            self.settings["hub_groups"].notice()
        else:
            await self.run(self._extend, name, self.get_body_argument("minutes", ""))
        self.back("/settings")

    def _add(self, name: str) -> None:
        with self.campus.database.write() as session:
            teaching.enrol(session, self.cohort(), name, now())
            add(session, self.identity, "enrolment.added", f"{self.cohort().slug}/{name}")

    def _extend(self, name: str, minutes: str) -> None:
        with self.campus.database.write() as session:
            teaching.set_extra_time(session, self.cohort(), name, minutes)
            target = f"{self.cohort().slug}/{name}"
            add(session, self.identity, "enrolment.extended", target, f"{minutes} min")

    def _remove(self, name: str) -> None:
        with self.campus.database.write() as session:
            teaching.remove(session, self.cohort(), name, now())
            add(session, self.identity, "enrolment.removed", f"{self.cohort().slug}/{name}")


class CohortInstructor(CohortHandler):
    """Who else teaches a cohort."""

    access = Access.INSTRUCTOR

    async def post(self, cohort: str) -> None:
        """Let somebody teach it, or end that."""
        name = self.get_body_argument("name", "").strip()
        group = f"{INSTRUCTORS}{cohort}"
        ends = self.get_body_argument("action", "") == "remove"
        if ends and name == self.identity.name:
            raise Refused(
                409, "yourself", N_("Somebody else must take you out, so that one remains.")
            )
        if not await self.run(self._is_known, name):
            raise unknown("unknown-person", N_("Nobody named %(name)s is known here."), name=name)
        await self.settings["hub_groups"].set_member(group, name, is_member=not ends)
        await self.run(self._note, name, ends)
        self.refresh_identities()
        self.back("/settings")

    def _is_known(self, name: str) -> bool:
        with self.campus.database.read() as session:
            return session.scalar(select(Person.id).where(Person.name == name)) is not None

    def _note(self, name: str, ends: bool) -> None:
        with self.campus.database.write() as session:
            person = session.scalars(select(Person).where(Person.name == name)).one()
            row = session.get(Teaching, (self.cohort().id, person.id))
            if ends and row:
                session.delete(row)
            elif not ends and not row:
                session.add(Teaching(cohort_id=self.cohort().id, person_id=person.id))
            action = "instructor.removed" if ends else "instructor.added"
            add(session, self.identity, action, f"{self.cohort().slug}/{name}")


class AnnouncementAction(CohortHandler):
    """A message to everybody of a cohort."""

    access = Access.INSTRUCTOR

    async def post(self, cohort: str) -> None:
        """Write it."""
        await self.run(self._write, self.get_body_argument("text", ""))
        self.back()

    def _write(self, text: str) -> None:
        with self.campus.database.write() as session:
            teaching.announce(session, self.cohort(), self.identity.display_name, text)
            add(session, self.identity, "cohort.announced", self.cohort().slug)


class NewCohort(PageHandler):
    """A new cohort of a course."""

    access = Access.TEACHER

    async def get(self) -> None:
        """Show the form."""
        await self.run(self.campus.courses.refresh)
        courses = sorted(self.campus.courses.all(), key=lambda course: (course.level, course.slug))
        self.show("new_cohort.html", courses=courses)

    async def post(self) -> None:
        """Create it; its creator teaches it."""
        course = self.get_body_argument("course", "")
        slug = self.get_body_argument("slug", "").strip()
        title = self.get_body_argument("title", "").strip()
        await self.run(self._create, course, slug, title)
        groups = self.settings["hub_groups"]
        await groups.set_member(f"{INSTRUCTORS}{slug}", self.identity.name, is_member=True)
        self.refresh_identities()
        groups.notice()
        self.redirect(f"{self.campus.settings.prefix}teaching/{slug}/settings")

    def _create(self, course_slug: str, slug: str, title: str) -> None:
        course = self.campus.courses.get(course_slug)
        if course is None:
            raise unknown(
                "unknown-course", N_("There is no course named %(name)s."), name=course_slug
            )
        settings = self.campus.settings
        teaching.create(self.campus.database, settings, course, slug, title, self.identity)
        self.campus.synchronise()
