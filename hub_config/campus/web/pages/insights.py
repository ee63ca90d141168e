"""Pages that show instructors what results tell: who is stuck, questions, flags, similar work."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hub_config.campus import analytics
from hub_config.campus.access import Access, require_assignment
from hub_config.campus.audit import note
from hub_config.campus.cohorts import read_files, release_folder
from hub_config.campus.reading import assignments_of, newest_submissions
from hub_config.campus.results import FLAG_LEVELS, load_record
from hub_config.campus.tables import Result, Submission
from hub_config.campus.web.pages.cohort_settings import CohortHandler
from hub_config.campus.windows import look

# Each needs its record, which is a file.
SHOWN_FLAGGED = 25


class Insights(CohortHandler):
    """Who is stuck, and how the questions behave."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str) -> None:
        """Show it."""
        self.show("insights.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        cohort = self.cohort()
        self.campus.manual.refresh(cohort)
        note(self.campus.database, self.identity, "cohort.insights.read", cohort.slug)
        stuck, tables = [], []
        with self.campus.database.read() as session:
            assignments = assignments_of(session, cohort.id)
            classes = analytics.load(session, assignments)
            for assignment in assignments:
                stuck += analytics.stuck(session, assignment, classes[assignment.id])
                tables.append((assignment, analytics.questions(classes[assignment.id])))
        return {
            "cohort": cohort,
            "title": self.title(),
            "stuck": sorted(stuck, key=lambda each: each.since),
            "tables": tables,
            "min_people": analytics.MIN_PEOPLE,
        }


class Flags(CohortHandler):
    """What the grader noticed, with its evidence."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str) -> None:
        """Show it."""
        self.show("flags.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        cohort = self.cohort()
        note(self.campus.database, self.identity, "cohort.flags.read", cohort.slug)
        with self.campus.database.read() as session:
            ids = [each.id for each in assignments_of(session, cohort.id)]
            flagged, window = look(
                session,
                select(Submission)
                .join(Result, Result.submission_id == Submission.id)
                .where(Submission.assignment_id.in_(ids), Result.flags > 0)
                .options(
                    joinedload(Submission.person),
                    joinedload(Submission.assignment),
                    joinedload(Submission.result),
                )
                .order_by(Submission.id.desc()),
                replace(self.window(), words="", size=SHOWN_FLAGGED),
            )
        return {
            "cohort": cohort,
            "title": self.title(),
            "flagged": [(submission, self._flags(submission)) for (submission,) in flagged],
            "window": window,
        }

    def _flags(self, submission: Submission) -> list[Any]:
        if submission.result is None:
            return []
        record = load_record(self.campus.blobs, submission.result.record_sha256)
        return [flag for flag in record.flags if flag.level in FLAG_LEVELS]


class SimilarWork(CohortHandler):
    """Pairs of submissions whose own code is alike."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str, assignment: str) -> None:
        """Show it."""
        require_assignment(self.scope, assignment)
        self.show("similar.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        cohort, assignment = self.cohort(), self.scope.assignment
        assert assignment is not None  # noqa: S101  # the caller checked it
        target = f"{cohort.slug}/{assignment.slug}"
        note(self.campus.database, self.identity, "assignment.similarity.read", target)
        with self.campus.database.read() as session:
            newest = newest_submissions(session, cohort.id, assignment.id)
        given = read_files(release_folder(self.campus.settings, cohort.slug, assignment.slug))
        pairs = self.campus.likeness.pairs({each.key: each.sha256 for each in newest}, given)
        window = self.window().over(len(pairs))
        return {
            "cohort": cohort,
            "title": self.title(),
            "assignment": assignment,
            "pairs": pairs[window.offset :][: window.size],
            "window": window,
            "submissions": {each.key: each for each in newest},
        }
