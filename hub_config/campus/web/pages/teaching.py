"""Pages of an instructor: a cohort, its submissions and scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from hub_config.campus import enrolments, score_files
from hub_config.campus.access import Access
from hub_config.campus.audit import note
from hub_config.campus.reading import (
    Attempt,
    assignments_of,
    attempts_of,
    failed_of,
    students_of,
    students_query,
    to_look_at,
)
from hub_config.campus.results import counting
from hub_config.campus.tables import Assignment, Cohort, Person
from hub_config.campus.web.pages.cohort_settings import CohortHandler
from hub_config.campus.windows import SIZE, Window, look


@dataclass(frozen=True)
class Row:
    """One student's line of the table of scores.

    Attributes:
        cells: by assignment, the submission that counts (or the newest when none is graded).
    """

    person: Person
    cells: list[Attempt | None]

    @property
    def total(self) -> float:
        """Points so far."""
        return sum(cell.result.score for cell in self.cells if cell and cell.result)


class TeachingPage(CohortHandler):
    """A cohort as its instructor sees it."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str) -> None:
        """Show it."""
        self.show("teaching.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        cohort = self.cohort()
        self.campus.manual.refresh(cohort)
        note(self.campus.database, self.identity, "cohort.scores.read", cohort.slug)
        with self.campus.database.read() as session:
            assignments = assignments_of(session, cohort.id)
            found, window = look(session, students_query(cohort.id), self.window())
            rows = table(session, assignments, [person for (person,) in found])
            to_grade, flagged = _to_look_at(session, cohort, rows, window)
            return {
                "cohort": cohort,
                "title": self.title(),
                "assignments": assignments,
                "rows": rows,
                "window": window,
                "students": enrolments.enrolled(session, cohort.id),
                "to_grade": to_grade,
                "flagged": flagged,
                "failed": failed_of(session, cohort.id),
            }


class ScoreFile(CohortHandler):
    """Scores of a cohort as a file."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str, form: str) -> None:
        """Give it."""
        content = await self.run(self._make, form)
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        name = f"{cohort}-{form}.csv"
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(content)

    def _make(self, form: str) -> bytes:
        cohort = self.cohort()
        self.campus.manual.refresh(cohort)
        note(self.campus.database, self.identity, "cohort.scores.exported", cohort.slug)
        with self.campus.database.read() as session:
            assignments = assignments_of(session, cohort.id)
            rows = table(session, assignments, students_of(session, cohort.id))
        make = score_files.moodle if form == "moodle" else score_files.spreadsheet
        return make(assignments, [(row.person, row.cells) for row in rows])


def table(
    session: Session, assignments: Sequence[Assignment], people: Sequence[Person]
) -> list[Row]:
    """Return the table of scores: one row a student, one cell an assignment."""
    wanted = [person.id for person in people] if len(people) <= SIZE else None
    found = attempts_of(session, [each.id for each in assignments], wanted)
    return [
        Row(person, [_cell(each, found.get((person.id, each.id), [])) for each in assignments])
        for person in people
    ]


def _to_look_at(
    session: Session, cohort: Cohort, rows: Sequence[Row], window: Window
) -> tuple[int, int]:
    """Return how many written answers are to be read and how many flags to be looked at."""
    if window.words or window.pages > 1:
        return to_look_at(session, cohort.id)
    results = [cell.result for row in rows for cell in row.cells if cell and cell.result]
    return (
        sum(result.needs_manual for result in results),
        sum(result.flags > 0 for result in results),
    )


def _cell(assignment: Assignment, attempts: list[Attempt]) -> Attempt | None:
    return counting(assignment, attempts) or (attempts[-1] if attempts else None)
