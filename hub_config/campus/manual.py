"""Scores that instructors give by hand, read from a cohort's gradebook when it changed."""

import sqlite3
import threading
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub_config.campus.database import Database
from hub_config.campus.results import newest_graded, settle
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import (
    Assignment,
    Cohort,
    GradebookStamp,
    Job,
    Person,
    QuestionScore,
    Result,
)

GRADEBOOK = "gradebook.db"
CHECK_EVERY_S = 1.0
BUSY_TIMEOUT_S = 5.0

# Tables of nbgrader 0.9's gradebook, nbgrader/api.py.
QUERY = """
SELECT student.id, assignment.name, notebook.name || '/' || base_cell.name,
       grade.manual_score, grade.extra_credit, grade.needs_manual_grade, grade.auto_score,
       (SELECT comment.manual_comment FROM comment JOIN base_cell AS answer
          ON answer.id = comment.cell_id
        WHERE comment.notebook_id = submitted_notebook.id AND answer.name = base_cell.name)
FROM grade
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
JOIN student ON student.id = submitted_assignment.student_id
JOIN notebook ON notebook.id = submitted_notebook.notebook_id
JOIN base_cell ON base_cell.id = grade.cell_id
WHERE grade.manual_score IS NOT NULL OR grade.extra_credit > 0
"""


@dataclass(frozen=True)
class ByHand:
    """What an instructor gave for one question."""

    score: float
    comment: str | None


class ManualScores:
    """Keeps campus's results in step with what instructors enter in the formgrader."""

    def __init__(self, database: Database, settings: CampusSettings) -> None:
        self.database = database
        self.settings = settings
        self._checked: dict[str, float] = {}
        self._lock = threading.Lock()

    def refresh(self, cohort: Cohort) -> bool:
        """Read a cohort's gradebook if it changed since it was last read.

        Returns:
            Whether it was read.
        """
        with self._lock:
            if time.monotonic() - self._checked.get(cohort.slug, -1e9) < CHECK_EVERY_S:
                return False
            self._checked[cohort.slug] = time.monotonic()
            path = self.settings.cohorts_folder / cohort.slug / GRADEBOOK
            stamp = _stamp(path)
            with self.database.read() as session:
                known = session.get(GradebookStamp, cohort.id)
                if stamp is None or (known and known.stamp == stamp):
                    return False
            found = _read(path)
            with self.database.write() as session:
                _apply(session, cohort.id, found)
                session.merge(GradebookStamp(cohort_id=cohort.id, stamp=stamp))
            return True


def _stamp(path: Path) -> str | None:
    parts = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        try:
            status = file.stat()
        except FileNotFoundError:
            continue
        parts.append(f"{status.st_mtime_ns}:{status.st_size}")
    return "|".join(parts) or None


def _read(path: Path) -> dict[str, dict[str, dict[str, ByHand]]]:
    """Return what was given by hand, by assignment, student and question."""
    found: dict[str, dict[str, dict[str, ByHand]]] = defaultdict(lambda: defaultdict(dict))
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S)) as connection:
        for (
            student,
            assignment,
            question,
            manual,
            extra,
            waits,
            auto,
            comment,
        ) in connection.execute(QUERY):
            # A score kept from an earlier attempt waits until the instructor confirms it.
            if waits and not extra:
                continue
            base = auto if manual is None else manual
            found[assignment][student][question] = ByHand((base or 0.0) + (extra or 0.0), comment)
    return found


def _apply(
    session: Session, cohort_id: int, found: dict[str, dict[str, dict[str, ByHand]]]
) -> None:
    for assignment in session.scalars(select(Assignment).where(Assignment.cohort_id == cohort_id)):
        students = found.get(assignment.slug, {})
        people = _people(session, assignment, students)
        newest = newest_graded(session, assignment.id, list(people))
        for person_id, submission_id in newest.items():
            if not _is_behind(session, assignment.id, person_id):
                _set(session.get_one(Result, submission_id), students.get(people[person_id], {}))


def _people(
    session: Session, assignment: Assignment, students: dict[str, dict[str, ByHand]]
) -> dict[int, str]:
    """Return the people with scores by hand, in the gradebook or in campus so far."""
    named = session.execute(select(Person.id, Person.name).where(Person.name.in_(students)))
    people = {person_id: name for person_id, name in named}
    had = session.execute(
        select(Person.id, Person.name)
        .join_from(QuestionScore, Result)
        .join(Result.submission)
        .join(Person)
        .where(
            QuestionScore.manual_score.is_not(None),
            Result.submission.has(assignment_id=assignment.id),
        )
        .distinct()
    )
    return people | {person_id: name for person_id, name in had}


def _is_behind(session: Session, assignment_id: int, person_id: int) -> bool:
    """Tell whether the gradebook still shows an earlier attempt of a person."""
    waiting = session.scalar(
        select(Job.submission_id)
        .where(
            Job.assignment_id == assignment_id,
            Job.person_id == person_id,
            Job.stage == "gradebook",
        )
        .limit(1)
    )
    return waiting is not None


def _set(result: Result, given: dict[str, ByHand]) -> None:
    for row in result.questions:
        by_hand = given.get(row.question)
        row.manual_score = by_hand.score if by_hand else None
        row.comment = by_hand.comment if by_hand else None
    settle(result)
