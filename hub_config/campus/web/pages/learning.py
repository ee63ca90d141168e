"""Pages of a student: my courses, a course, an assignment, a submission."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from hub_config.campus import enrolments
from hub_config.campus.access import Access, require_assignment
from hub_config.campus.catalogue import localised
from hub_config.campus.errors import N_, Refused
from hub_config.campus.hints import failed_attempts, open_hints
from hub_config.campus.reading import (
    Standing,
    assignments_of,
    cohorts_of,
    standings,
    submission_with_all,
)
from hub_config.campus.tables import (
    Announcement,
    Cohort,
    Enrolment,
    Manager,
    Organisation,
    Seat,
    now,
)
from hub_config.campus.web.feedback import FEEDBACK_POLICY, render_feedback
from hub_config.campus.web.handlers import PageHandler

SHOWN_ANNOUNCEMENTS = 3


@dataclass(frozen=True)
class Part:
    """A module of a course as one person stands in it."""

    title: str
    standings: list[Standing]

    @property
    def done(self) -> int:
        """Assignments with a score."""
        return sum(each.best is not None for each in self.standings)

    @property
    def is_done(self) -> bool:
        """Whether every assignment of a module has a score."""
        return bool(self.title) and self.done == len(self.standings)


@dataclass(frozen=True)
class Progress:
    """A course as one person stands in it."""

    cohort: Cohort
    title: str
    parts: list[Part]

    @property
    def all(self) -> list[Standing]:
        """Every assignment, in order."""
        return [each for part in self.parts for each in part.standings]

    @property
    def done(self) -> int:
        """Assignments with a score."""
        return sum(part.done for part in self.parts)

    @property
    def next(self) -> Standing | None:
        """The first assignment not handed in that still can be, soonest deadline first."""
        moment = now()
        to_do = [
            each
            for each in self.all
            if not each.submissions and (each.due_at is None or each.due_at > moment)
        ]
        return min(to_do, key=_urgency, default=None)

    @property
    def to_improve(self) -> Standing | None:
        """The first assignment whose score can still become better."""
        moment = now()
        return next((each for each in self.all if _can_improve(each, moment)), None)


class LearningHandler(PageHandler):
    """What the pages of a student share."""

    def progress(self, cohort: Cohort) -> Progress:
        """Return how the person stands in a cohort."""
        self.campus.manual.refresh(cohort)
        course = self.campus.courses.get(cohort.course)
        language = self.speech.language
        titles = {m.slug: localised(m.title, language) for m in course.modules} if course else {}
        parts: defaultdict[str, list[Standing]] = defaultdict(list)
        with self.campus.database.read() as session:
            found = assignments_of(session, cohort.id)
            for standing in standings(session, self.identity.person_id, found, now()):
                parts[standing.assignment.module].append(standing)
        return Progress(
            cohort=cohort,
            title=localised(cohort.title, language) or cohort.slug,
            parts=[Part(titles.get(module, module), items) for module, items in parts.items()],
        )

    def my_cohort(self) -> Cohort:
        """Return the cohort that the path names."""
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        return self.scope.cohort


class Home(LearningHandler):
    """My courses, and where else I have something to do."""

    access = Access.SIGNED_IN

    async def get(self) -> None:
        """Show them."""
        self.show("home.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        with self.campus.database.read() as session:
            mine = cohorts_of(session, self.identity.person_id)
            waiting = session.scalars(
                select(Cohort)
                .join(Enrolment)
                .where(
                    Enrolment.person_id == self.identity.person_id, Enrolment.status == "waiting"
                )
            ).all()
            managing = session.scalars(
                select(Organisation)
                .join(Manager, Manager.organisation_id == Organisation.id)
                .where(Manager.person_id == self.identity.person_id)
                .order_by(Organisation.name)
            ).all()
            offered = session.execute(
                select(Seat, Organisation, Cohort)
                .join(Organisation, Organisation.id == Seat.organisation_id)
                .join(Cohort, Cohort.id == Seat.cohort_id)
                .where(
                    Seat.person_id == self.identity.person_id,
                    Seat.accepted_at.is_(None),
                    Seat.returned_at.is_(None),
                )
            ).all()
        language = self.speech.language
        return {
            "learning": [self.progress(cohort) for cohort, role in mine if role == "student"],
            "teaching": [
                (cohort, localised(cohort.title, language) or cohort.slug)
                for cohort, role in mine
                if role == "instructor"
            ],
            "managing": managing,
            "offered": [
                (seat, organisation, localised(cohort.title, language) or cohort.slug)
                for seat, organisation, cohort in offered
            ],
            "waiting": [
                (cohort, localised(cohort.title, language) or cohort.slug) for cohort in waiting
            ],
        }


class CohortPage(LearningHandler):
    """One course, module by module."""

    access = Access.MEMBER

    async def get(self, cohort: str) -> None:
        """Show it."""
        progress = await self.run(self.progress, self.my_cohort())
        announcements = await self.run(self._announcements)
        payers, shares = await self.run(self._sharing)
        self.show(
            "cohort.html",
            progress=progress,
            announcements=announcements,
            payers=payers,
            shares_scores=shares,
            is_instructor=self.scope.is_instructor,
        )

    def _sharing(self) -> tuple[Sequence[str], bool]:
        """Return who paid for the person's seat, and whether they may see the scores."""
        here = (self.my_cohort().id, self.identity.person_id)
        with self.campus.database.read() as session:
            payers = session.scalars(
                select(Organisation.name)
                .join(Seat, Seat.organisation_id == Organisation.id)
                .where(
                    Seat.cohort_id == here[0],
                    Seat.person_id == here[1],
                    Seat.accepted_at.is_not(None),
                    Seat.returned_at.is_(None),
                )
            ).all()
            row = session.scalar(
                select(Enrolment).where(
                    Enrolment.cohort_id == here[0], Enrolment.person_id == here[1]
                )
            )
        return payers, bool(row and row.shares_scores)

    def _announcements(self) -> Sequence[Announcement]:
        with self.campus.database.read() as session:
            return session.scalars(
                select(Announcement)
                .where(Announcement.cohort_id == self.my_cohort().id)
                .order_by(Announcement.id.desc())
                .limit(SHOWN_ANNOUNCEMENTS)
            ).all()


class AssignmentPage(LearningHandler):
    """One assignment: its notebooks, the attempts, the scores."""

    access = Access.MEMBER

    async def get(self, cohort: str, assignment: str) -> None:
        """Show it."""
        require_assignment(self.scope, assignment)
        self.show("assignment.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        cohort = self.my_cohort()
        assert self.scope.assignment is not None  # noqa: S101  # the caller checked it
        self.campus.manual.refresh(cohort)
        with self.campus.database.read() as session:
            (standing,) = standings(
                session, self.identity.person_id, [self.scope.assignment], now()
            )
        return {
            "cohort": cohort,
            "title": localised(cohort.title, self.speech.language) or cohort.slug,
            "standing": standing,
        }


class SubmissionPage(LearningHandler):
    """One submission, question by question."""

    access = Access.READER

    async def get(self, submission: str) -> None:
        """Show it."""
        self.show("submission.html", **await self.run(self._load, submission))

    def _load(self, key: str) -> dict[str, Any]:
        cohort = self.my_cohort()
        self.campus.manual.refresh(cohort)
        with self.campus.database.read() as session:
            found = submission_with_all(session, key)
            questions = list(found.result.questions) if found.result else []
            failed = failed_attempts(session, found.person_id, found.assignment_id)
        course = self.campus.courses.get(cohort.course)
        return {
            "cohort": cohort,
            "title": localised(cohort.title, self.speech.language) or cohort.slug,
            "submission": found,
            "questions": questions,
            "hints": open_hints(course, found.assignment.slug, failed, self.speech.language),
            "is_own": found.person_id == self.identity.person_id,
        }


class FeedbackPage(PageHandler):
    """The feedback with code and outputs."""

    access = Access.READER

    async def get(self, submission: str) -> None:
        """Show it."""
        page = await self.run(render_feedback, self, submission)
        self.set_header("Content-Security-Policy", FEEDBACK_POLICY)
        self.finish(page)


class Catalogue(PageHandler):
    """Open cohorts that a person can enter."""

    access = Access.SIGNED_IN

    async def get(self) -> None:
        """Show them."""
        self.show("catalogue.html", offers=await self.run(self._load))

    def _load(self) -> list[dict[str, Any]]:
        moment = now()
        language = self.speech.language
        with self.campus.database.read() as session:
            mine = {
                row.cohort_id: row.status
                for row in session.scalars(
                    select(Enrolment).where(Enrolment.person_id == self.identity.person_id)
                )
            }
            found = session.scalars(
                select(Cohort).where(Cohort.access == "open").order_by(Cohort.slug)
            ).all()
            full = enrolments.full(session)
            return [
                {
                    "cohort": cohort,
                    "title": localised(cohort.title, language) or cohort.slug,
                    "course": self.campus.courses.get(cohort.course),
                    "status": mine.get(cohort.id),
                    "has_room": cohort.id not in full,
                }
                for cohort in found
                if cohort.ends_at is None or cohort.ends_at > moment
            ]


class EnrolmentAction(PageHandler):
    """Joining and leaving a cohort."""

    access = Access.SIGNED_IN

    async def post(self, cohort: str) -> None:
        """Join or leave."""
        wanted = self.get_body_argument("action", "")
        if wanted not in ("join", "leave"):
            raise Refused(400, "bad-request", N_("This request cannot be understood."))
        await self.run(self._join if wanted == "join" else self._leave)
        self.campus.people.forget(self.identity.name)
        self.settings["hub_groups"].notice()
        self.redirect(self.campus.settings.prefix)

    def _join(self) -> None:
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        with self.campus.database.write() as session:
            enrolments.join(session, self.scope.cohort.id, self.identity.person_id, "self", now())

    def _leave(self) -> None:
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        with self.campus.database.write() as session:
            enrolments.leave(session, self.scope.cohort.id, self.identity.person_id, now())


def _urgency(standing: Standing) -> tuple[bool, float, int]:
    due_at = standing.due_at
    return due_at is None, due_at.timestamp() if due_at else 0.0, standing.assignment.position


def _can_improve(standing: Standing, moment: datetime) -> bool:
    result = standing.best.result if standing.best else None
    is_open = standing.due_at is None or standing.due_at > moment
    return (
        result is not None
        and result.score < result.max_score
        and not result.needs_manual
        and is_open
        and standing.left.is_open
    )
