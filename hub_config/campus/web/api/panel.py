"""API routes of the panel beside a notebook: where I stand, and why each question scored so."""

import time
from typing import Any, ClassVar

from sqlalchemy import select
from tornado import web

from grading.record import GradeRecord, Status
from hub_config.campus import intake
from hub_config.campus.access import Access, require_assignment
from hub_config.campus.audit import note
from hub_config.campus.catalogue import localised
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.explanations import Language, explain
from hub_config.campus.hints import failed_attempts, open_hints
from hub_config.campus.reading import standings, submission_with_all
from hub_config.campus.results import load_record
from hub_config.campus.tables import QuestionScore, Submission, now
from hub_config.campus.web.api.forms import assignment_form, submission_form
from hub_config.campus.web.api.submissions import LOOK_AGAIN_S, BodyOfFiles, message
from hub_config.campus.web.handlers import ApiHandler

CHECK_WAIT_S = 55.0


class PanelHandler(ApiHandler):
    """What the panel's routes share."""

    @property
    def reading_language(self) -> Language:
        """The language of texts about results."""
        return "en" if self.speech.language == "en" else "fr"

    def questions(self, submission: Submission) -> list[dict[str, Any]]:
        """Return the questions of a graded submission with the hints that its author opened."""
        assert submission.result and self.scope.cohort  # noqa: S101  # the caller checked it
        language = self.reading_language
        with self.campus.database.read() as session:
            failed = failed_attempts(session, submission.person_id, submission.assignment_id)
            rows = session.scalars(
                select(QuestionScore).where(QuestionScore.submission_id == submission.id)
            ).all()
        course = self.campus.courses.get(self.scope.cohort.course)
        return explain(
            load_record(self.campus.blobs, submission.result.record_sha256),
            language,
            rows,
            open_hints(course, submission.assignment.slug, failed, language),
        )


class AssignmentStanding(PanelHandler):
    """One assignment as the person stands in it."""

    access = Access.MEMBER

    async def get(self, cohort: str, assignment: str) -> None:
        """Give its facts, the person's attempts and the questions of the newest graded one."""
        require_assignment(self.scope, assignment)
        self.answer(await self.run(self._load, cohort))

    def _load(self, cohort: str) -> dict[str, Any]:
        assert self.scope.cohort and self.scope.assignment  # noqa: S101  # the caller checked it
        self.campus.manual.refresh(self.scope.cohort)
        with self.campus.database.read() as session:
            (standing,) = standings(
                session, self.identity.person_id, [self.scope.assignment], now()
            )
            graded = next((each for each in standing.submissions if each.result), None)
            newest = submission_with_all(session, graded.key) if graded else None
        title = localised(self.scope.cohort.title, self.speech.language)
        return {
            **assignment_form(
                standing.assignment, standing.due_at, standing.best_score, standing.left
            ),
            "cohort_title": title or cohort,
            "can_submit": self.scope.is_student,
            "keeps": standing.assignment.keeps,
            "submissions": [
                submission_form(each, cohort, message(self, each)) for each in standing.submissions
            ],
            "graded": newest.key if newest else None,
            "questions": self.questions(newest) if newest else [],
        }


class SubmissionQuestions(PanelHandler):
    """The questions of one graded submission."""

    access = Access.READER

    async def get(self, submission: str) -> None:
        """Give them."""
        found = await self.run(self._load, submission)
        self.answer({"submission_id": submission, "questions": found})

    def _load(self, key: str) -> list[dict[str, Any]]:
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        self.campus.manual.refresh(self.scope.cohort)
        with self.campus.database.read() as session:
            found = submission_with_all(session, key)
        if found.result is None:
            raise unknown(
                "no-feedback", N_("There is no feedback yet: the submission is not graded.")
            )
        if found.person_id != self.identity.person_id:
            note(self.campus.database, self.identity, "submission.questions.read", key)
        return self.questions(found)


@web.stream_request_body
class AssignmentChecks(BodyOfFiles, PanelHandler):
    """Checks with the visible tests: no attempt is used and nothing is kept."""

    access = Access.MEMBER
    _waiting: ClassVar[set[int]] = set()

    async def post(self, cohort: str, assignment: str) -> None:
        """Run the visible tests and give the questions that have such a test."""
        require_assignment(self.scope, assignment)
        person = self.identity.person_id
        if person in self._waiting:
            raise Refused(429, "too-many-requests", N_("Your last check still runs."), 2.0)
        self._waiting.add(person)
        try:
            record = await self._run_check(cohort, assignment)
        finally:
            self._waiting.discard(person)
        questions = [
            each
            for each in explain(record, self.reading_language)
            if each["max_score"] and each["status"] != Status.NEEDS_MANUAL
        ]
        self.answer({"questions": questions})

    async def _run_check(self, cohort: str, assignment: str) -> GradeRecord:
        assert self.scope.assignment is not None  # noqa: S101  # the caller checked it
        files = await self.run(self.read_files)
        intake.check(files, self.scope.assignment.cells, self.campus.desk.grading)
        checks = self.campus.checks
        key = await self.run(checks.ask, cohort, assignment, files)
        ends = time.monotonic() + CHECK_WAIT_S
        try:
            self.campus.wake_workers()
            while (answer := await self.run(checks.read, key)) is None:
                wait_s = ends - time.monotonic()
                if wait_s <= 0:
                    raise _not_checked()
                await self.campus.results.wait(key, min(LOOK_AGAIN_S, wait_s))
        finally:
            await self.run(checks.forget, key)
        if "record" not in answer:
            raise _not_checked()
        return GradeRecord.model_validate(answer["record"])


def _not_checked() -> Refused:
    return Refused(
        409,
        "not-checked",
        N_(
            "The visible tests could not be run now: much is being graded, or something failed "
            "on the platform's side. Try again in a minute; you can still hand in."
        ),
        60.0,
    )
