"""Scores that instructors give by hand, read from a cohort's gradebook when it changed."""

import logging
import sqlite3
import threading
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.exc import DBAPIError
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

log = logging.getLogger("enact.campus")
GRADEBOOK = "gradebook.db"
CHECK_EVERY_S = 1.0
BUSY_TIMEOUT_S = 5.0

# Tables of nbgrader 0.9's gradebook, nbgrader/api.py.
JOINS = """
JOIN submitted_notebook ON submitted_notebook.id = {table}.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
JOIN student ON student.id = submitted_assignment.student_id
JOIN notebook ON notebook.id = submitted_notebook.notebook_id
JOIN base_cell ON base_cell.id = {table}.cell_id
"""
SCORES = f"""
SELECT assignment.name, student.id, notebook.name, base_cell.name,
       grade.manual_score, grade.extra_credit, grade.needs_manual_grade, grade.auto_score
FROM grade {JOINS.format(table="grade")}
WHERE grade.manual_score IS NOT NULL OR grade.extra_credit > 0
"""  # noqa: S608  # made of constants only
COMMENTS = f"""
SELECT assignment.name, student.id, notebook.name, base_cell.name, comment.manual_comment
FROM comment {JOINS.format(table="comment")}
WHERE comment.manual_comment IS NOT NULL AND comment.manual_comment <> ''
"""  # noqa: S608  # made of constants only


@dataclass
class ByHand:
    """What an instructor gave to one student's assignment.

    Attributes:
        scores: points by (notebook, cell).
        comments: Markdown by (notebook, cell); a comment may stand on an answer, which has no
            points of its own.
    """

    scores: dict[tuple[str, str], float] = field(default_factory=dict)
    comments: dict[tuple[str, str], str] = field(default_factory=dict)


Given = dict[str, dict[str, ByHand]]


class ManualScores:
    """Keeps campus's results in step with what instructors enter in the formgrader."""

    def __init__(self, database: Database, settings: CampusSettings) -> None:
        self.database = database
        self.settings = settings
        self._checked: dict[str, float] = {}
        self._without: dict[str, str] = {}
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
            if stamp is None or self._without.get(cohort.slug) == stamp:
                return False
            with self.database.read() as session:
                known = session.get(GradebookStamp, cohort.id)
                if known and known.stamp == stamp:
                    return False
            try:
                return self._take(cohort, path, stamp)
            except (DBAPIError, sqlite3.Error):
                # A full disk, or a busy gradebook: pages show what there is, it is read later.
                log.exception("the gradebook of %s was not read; trying again", cohort.slug)
                return False

    def _take(self, cohort: Cohort, path: Path, stamp: str) -> bool:
        """Carry what was given by hand over to campus.

        The gradebook changes with every graded submission. While nobody has given anything by
        hand in it, that is only remembered: a page then costs no write.
        """
        found = _read(path)
        if not found and cohort.slug in self._without:
            self._without[cohort.slug] = stamp
            return True
        with self.database.write() as session:
            _apply(session, cohort.id, found)
            session.merge(GradebookStamp(cohort_id=cohort.id, stamp=stamp))
        if found:
            self._without.pop(cohort.slug, None)
        else:
            self._without[cohort.slug] = stamp
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


def _read(path: Path) -> Given:
    """Return what was given by hand, by assignment and student."""
    found: defaultdict[str, defaultdict[str, ByHand]] = defaultdict(lambda: defaultdict(ByHand))
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S)) as connection:
        for assignment, student, notebook, cell, manual, extra, waits, auto in connection.execute(
            SCORES
        ):
            # A score kept from an earlier attempt waits until the instructor confirms it.
            if waits and not extra:
                continue
            base = auto if manual is None else manual
            scores = found[assignment][student].scores
            scores[notebook, cell] = (base or 0.0) + (extra or 0.0)
        for assignment, student, notebook, cell, comment in connection.execute(COMMENTS):
            found[assignment][student].comments[notebook, cell] = comment
    return {assignment: dict(students) for assignment, students in found.items()}


def _apply(session: Session, cohort_id: int, found: Given) -> None:
    for assignment in session.scalars(select(Assignment).where(Assignment.cohort_id == cohort_id)):
        students = found.get(assignment.slug, {})
        people = _people(session, assignment, students)
        newest = newest_graded(session, assignment.id, list(people))
        for person_id, submission_id in newest.items():
            if not _is_behind(session, assignment.id, person_id):
                given = students.get(people[person_id], ByHand())
                _set(session.get_one(Result, submission_id), assignment, given)


def _people(
    session: Session, assignment: Assignment, students: dict[str, ByHand]
) -> dict[int, str]:
    """Return the people with something by hand, in the gradebook or in campus so far."""
    named = session.execute(select(Person.id, Person.name).where(Person.name.in_(students)))
    people = {person_id: name for person_id, name in named}
    had = session.execute(
        select(Person.id, Person.name)
        .join_from(QuestionScore, Result)
        .join(Result.submission)
        .join(Person)
        .where(
            or_(QuestionScore.manual_score.is_not(None), QuestionScore.comment.is_not(None)),
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


def _set(result: Result, assignment: Assignment, given: ByHand) -> None:
    comments = _comments_by_question(result, assignment, given)
    for row in result.questions:
        notebook, _, cell = row.question.partition("/")
        row.manual_score = given.scores.get((notebook, cell))
        row.comment = "\n\n".join(comments[row.question]) or None
    settle(result)


def _comments_by_question(
    result: Result, assignment: Assignment, given: ByHand
) -> defaultdict[str, list[str]]:
    """Give each comment to its question: the first one at or after the commented cell."""
    questions = {row.question for row in result.questions}
    comments: defaultdict[str, list[str]] = defaultdict(list)
    for notebook, cells in assignment.cells.items():
        waiting: list[str] = []
        for cell in cells:
            if (notebook, cell) in given.comments:
                waiting.append(given.comments[notebook, cell])
            if f"{notebook}/{cell}" in questions:
                comments[f"{notebook}/{cell}"] += waiting
                waiting = []
    return comments
