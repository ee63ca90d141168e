"""What a manager sees of the staff's progress, and the papers that prove it."""

import csv
import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from hub_config.campus import certificates, organisations, progress
from hub_config.campus.access import Access
from hub_config.campus.audit import add, note
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.score_files import safe
from hub_config.campus.tables import Seat, Staff, now
from hub_config.campus.web.pages.companies import CompanyHandler
from hub_config.campus.windows import SIZE, look

STAFF_NAMES = (Staff.last_name, Staff.first_name, Staff.email)


class ProgressPage(CompanyHandler):
    """The progress of an organisation's people in a cohort."""

    access = Access.MANAGER

    async def get(self, organisation: str, cohort: str) -> None:
        """Show it."""
        self.show("progress.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        here, cohort = self.organisation(), self.cohort()
        self.campus.manual.refresh(cohort)
        note(self.campus.database, self.identity, "progress.read", f"{here.slug}/{cohort.slug}")
        course = self.campus.courses.get(cohort.course)
        with self.campus.database.read() as session:
            rows, window = look(
                session,
                progress.seats_query(here.id, cohort.id),
                self.window(),
                STAFF_NAMES,
            )
            found = progress.of_seats(session, cohort, course, rows)
            if window.words or window.pages > 1:
                finished = progress.finished(session, here.id, cohort.id)
            else:
                finished = sum(each.is_finished for each in found)
            seats = organisations.seats(session, here.id, cohort.id)
            offered = session.execute(
                select(Seat, Staff)
                .join(
                    Staff,
                    (Staff.person_id == Seat.person_id)
                    & (Staff.organisation_id == Seat.organisation_id),
                )
                .where(
                    Seat.organisation_id == here.id,
                    Seat.cohort_id == cohort.id,
                    Seat.accepted_at.is_(None),
                    Seat.returned_at.is_(None),
                )
                .order_by(Staff.last_name, Staff.first_name)
                .limit(SIZE)
            ).all()
        return {
            "organisation": here,
            "cohort": cohort,
            "title": self.title(cohort),
            "progress": found,
            "window": window,
            "finished": finished,
            "offered": offered,
            "seats": seats,
            "skill": partial(self.campus.courses.skill, language=self.speech.language),
        }


class ProgressFile(CompanyHandler):
    """The progress as a file."""

    access = Access.MANAGER

    async def get(self, organisation: str, cohort: str) -> None:
        """Give it."""
        found = await self.run(self._load)
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(
            ["last name", "first name", "email", "modules done", "modules", "hours", "skills"]
        )
        for each in found:
            cells = [each.staff.last_name, each.staff.first_name, each.staff.email]
            counts = [each.modules_done, each.modules, f"{each.hours:g}", " ".join(each.skills)]
            writer.writerow([safe(str(cell)) for cell in [*cells, *counts]])
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{cohort}.csv"')
        self.finish(out.getvalue().encode("utf-8-sig"))

    def _load(self) -> list[progress.Progress]:
        here, cohort = self.organisation(), self.cohort()
        self.campus.manual.refresh(cohort)
        note(self.campus.database, self.identity, "progress.exported", f"{here.slug}/{cohort.slug}")
        course = self.campus.courses.get(cohort.course)
        with self.campus.database.read() as session:
            rows = session.execute(progress.seats_query(here.id, cohort.id)).all()
            return progress.of_seats(session, cohort, course, rows)


class PaperHandler(CompanyHandler):
    """What certificates and evidence of attendance need, for one person or for several."""

    def send_pdf(self, name: str, content: bytes) -> None:
        """Answer with a PDF."""
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="{name}.pdf"')
        self.finish(content)

    def make(self, paper: str, people: Sequence[progress.Progress]) -> bytes:
        """Return the papers of people as PDF, and note for whom they were made."""
        here, cohort = self.organisation(), self.cohort()
        course = self.campus.courses.get(cohort.course)
        title = course.title["fr"] if course else self.title(cohort)
        certified = []
        with self.campus.database.write() as session:
            for each in people:
                target = f"{here.slug}/{cohort.slug}/{each.seat.person.name}"
                add(session, self.identity, f"{paper}.issued", target)
                if paper == "certificate":
                    certificate = certificates.issue(session, here, cohort, each, title)
                    certified.append((each, certificate))
        settings = self.campus.settings
        if paper == "attendance":
            return certificates.attendance(settings, here, people, title, now())
        link = f"{self.request.protocol}://{self.request.host}{settings.prefix}certificates/"
        return certificates.realisation(settings, here, certified, link)


class PaperFile(PaperHandler):
    """A certificate or the evidence of attendance of one person."""

    access = Access.MANAGER

    async def get(self, organisation: str, cohort: str, seat: str, paper: str) -> None:
        """Give it as PDF."""
        self.send_pdf(f"{paper}-{seat}", await self.run(self._make, int(seat), paper))

    def _make(self, seat_id: int, paper: str) -> bytes:
        here, cohort = self.organisation(), self.cohort()
        with self.campus.database.read() as session:
            query = progress.seats_query(here.id, cohort.id).where(Seat.id == seat_id)
            rows = session.execute(query).all()
            if not rows:
                raise unknown("unknown-seat", N_("This seat does not exist."))
            course = self.campus.courses.get(cohort.course)
            (mine,) = progress.of_seats(session, cohort, course, rows)
        if paper == "certificate" and not mine.work:
            raise no_work()
        return self.make(paper, [mine])


class PapersFile(PaperHandler):
    """The papers of everybody who did graded work, of those that the page of progress shows."""

    access = Access.MANAGER

    async def get(self, organisation: str, cohort: str, paper: str) -> None:
        """Give them as one PDF."""
        self.send_pdf(f"{paper}-{cohort}", await self.run(self._make, paper))

    def _make(self, paper: str) -> bytes:
        here, cohort = self.organisation(), self.cohort()
        course = self.campus.courses.get(cohort.course)
        with self.campus.database.read() as session:
            query = progress.seats_query(here.id, cohort.id)
            rows, _ = look(session, query, self.window(), STAFF_NAMES)
            found = progress.of_seats(session, cohort, course, rows)
        people = [each for each in found if each.work]
        if not people:
            raise no_work()
        return self.make(paper, people)


def no_work() -> Refused:
    """Return the refusal to certify what nobody did."""
    return Refused(409, "no-work", N_("There is no graded work to certify yet."))
