"""API routes of cohorts and their assignments."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from hub_config.campus.access import Access, require_assignment
from hub_config.campus.catalogue import localised
from hub_config.campus.cohorts import read_files, release_folder
from hub_config.campus.reading import (
    assignments_of,
    cohorts_of,
    newest_submissions,
    standings,
)
from hub_config.campus.tables import Cohort, now
from hub_config.campus.web.api.forms import (
    assignment_form,
    cohort_form,
    files_form,
    submission_form,
)
from hub_config.campus.web.api.submissions import message
from hub_config.campus.web.handlers import ApiHandler


class Cohorts(ApiHandler):
    """Cohorts of the person."""

    access = Access.SIGNED_IN

    async def get(self) -> None:
        """List them."""
        self.answer({"cohorts": await self.run(self._list)})

    def _list(self) -> list[dict[str, Any]]:
        language = self.speech.language
        with self.campus.database.read() as session:
            return [
                cohort_form(cohort, localised(cohort.title, language) or cohort.slug, role)
                for cohort, role in cohorts_of(session, self.identity.person_id)
            ]


class Assignments(ApiHandler):
    """Released assignments of a cohort."""

    access = Access.MEMBER

    async def get(self, cohort: str) -> None:
        """List them as the person stands in them."""
        self.answer({"assignments": await self.run(self._list)})

    def _list(self) -> list[dict[str, Any]]:
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        self.campus.manual.refresh(self.scope.cohort)
        with self.campus.database.read() as session:
            found = assignments_of(session, self.scope.cohort.id)
            return [
                assignment_form(each.assignment, each.due_at, each.best_score, each.left)
                for each in standings(session, self.identity.person_id, found, now())
            ]


class AssignmentFiles(ApiHandler):
    """The student version of an assignment."""

    access = Access.MEMBER

    async def get(self, cohort: str, assignment: str) -> None:
        """Give its files."""
        require_assignment(self.scope, assignment)
        folder = release_folder(self.campus.settings, cohort, assignment)
        files = await self.run(read_files, folder)
        self.answer({"assignment": assignment, "files": files_form(files)})


class _Submissions(ApiHandler):
    """Submissions to the assignments of a cohort."""

    async def give(self) -> None:
        """Answer with them."""
        self.answer({"submissions": await self.run(self._list)})

    def _list(self) -> list[dict[str, Any]]:
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        self.campus.manual.refresh(self.scope.cohort)
        with self.campus.database.read() as session:
            return list(self._forms(session, self.scope.cohort))

    def _forms(self, session: Session, cohort: Cohort) -> Iterator[dict[str, Any]]:
        raise NotImplementedError


class CohortSubmissions(_Submissions):
    """Newest submissions of a whole cohort, for its instructors."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str) -> None:
        """List them."""
        await self.give()

    def _forms(self, session: Session, cohort: Cohort) -> Iterator[dict[str, Any]]:
        for each in newest_submissions(session, cohort.id):
            yield submission_form(each, cohort.slug, None)


class OwnSubmissions(_Submissions):
    """Submissions of the person to every released assignment, newest first in each."""

    access = Access.MEMBER

    async def get(self, cohort: str) -> None:
        """List them."""
        await self.give()

    def _forms(self, session: Session, cohort: Cohort) -> Iterator[dict[str, Any]]:
        found = assignments_of(session, cohort.id)
        for standing in standings(session, self.identity.person_id, found, now()):
            for each in standing.submissions:
                yield submission_form(each, cohort.slug, message(self, each))
