"""The rows of one batch of records in nbgrader's gradebook, inside one transaction.

Source: nbgrader/api.py, Gradebook.add_submission; nbgrader/preprocessors/saveautogrades.py and
latesubmissions.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from grading.gradebook.late_penalty import LatePenalty
from grading.gradebook.tables import GradebookError, GradebookTables, new_id
from grading.record import ExerciseRecord, GradeRecord

NO_RESPONSE = "No response."
# SQLite takes at most 32,766 values in one statement (sqlite.org/limits.html).
_CHUNK = 500


@dataclass
class NotebookIds:
    """The gradebook's ids of one notebook.

    Attributes:
        id: the notebook's.
        grades: ids of the cells with a score, by name.
        comments: ids of the cells with a comment, by name.
        tasks: ids of those cells that are tasks.
    """

    id: str
    grades: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    tasks: set[str] = field(default_factory=set)


@dataclass
class AssignmentIds:
    """The gradebook's ids of one assignment."""

    id: str
    due: datetime | None
    notebooks: dict[str, NotebookIds]


def read_ids(tables: GradebookTables, connection: Connection, name: str) -> AssignmentIds:
    """Return the gradebook's ids of an assignment.

    Raises:
        GradebookError: there is no such assignment.
    """
    assignment, notebook, base = tables["assignment"], tables["notebook"], tables["base_cell"]
    row = connection.execute(select(assignment).where(assignment.c.name == name)).one_or_none()
    if row is None:
        raise GradebookError(f"{tables.name}: there is no assignment {name!r} any more.")
    found = connection.execute(select(notebook).where(notebook.c.assignment_id == row.id)).all()
    by_id = {item.id: NotebookIds(item.id) for item in found}
    for cell in connection.execute(select(base).where(base.c.notebook_id.in_(by_id))):
        ids = by_id[cell.notebook_id]
        if cell.type in ("GradeCell", "TaskCell"):
            ids.grades[cell.name] = cell.id
        if cell.type in ("SolutionCell", "TaskCell"):
            ids.comments[cell.name] = cell.id
        if cell.type == "TaskCell":
            ids.tasks.add(cell.id)
    return AssignmentIds(row.id, row.duedate, {item.name: by_id[item.id] for item in found})


class RowBatch:
    """One batch of one assignment inside one transaction.

    Args:
        tables: the gradebook.
        connection: an open transaction.
        assignment: the gradebook's ids.
        records: results by student.
        penalty: the rule for late submissions.
    """

    def __init__(
        self,
        tables: GradebookTables,
        connection: Connection,
        assignment: AssignmentIds,
        records: Mapping[str, GradeRecord],
        penalty: LatePenalty,
    ) -> None:
        self.tables = tables
        self.connection = connection
        self.assignment = assignment
        self.records = records
        self.penalty = penalty

    def write(self) -> None:
        """Bring every row of the batch up to date."""
        self._add_students()
        submissions = self._submissions()
        notebooks = self._submitted_notebooks(submissions)
        self._write_cells("grade", notebooks, _grade_rows)
        self._write_cells("comment", notebooks, _comment_rows)
        self._write_penalties(submissions, notebooks)

    def _known(self, table: str, column: str, values: Iterable[str]) -> list[Any]:
        """Return the rows of a table whose column has one of the values."""
        wanted = list(values)
        rows: list[Any] = []
        for start in range(0, len(wanted), _CHUNK):
            query = select(self.tables[table]).where(
                self.tables[table].c[column].in_(wanted[start : start + _CHUNK])
            )
            rows += self.connection.execute(query).all()
        return rows

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(self.tables[table]), rows)

    def _update(self, table: str, names: Sequence[str], rows: list[dict[str, Any]]) -> None:
        """Set the named columns of rows given as dictionaries with their `id`."""
        if rows:
            statement = (
                update(self.tables[table])
                .where(self.tables[table].c.id == bindparam("row_id"))
                .values({name: bindparam(f"new_{name}") for name in names})
            )
            values = [
                {"row_id": row["id"]} | {f"new_{name}": row[name] for name in names} for row in rows
            ]
            self.connection.execute(statement, values)

    def _add_students(self) -> None:
        known = {row.id for row in self._known("student", "id", self.records)}
        self._insert("student", [{"id": name} for name in self.records if name not in known])

    def _submissions(self) -> dict[str, Any]:
        """Return id and extension of every student's submission; add the new ones."""
        found = {}
        for row in self._known("submitted_assignment", "student_id", self.records):
            if row.assignment_id == self.assignment.id:
                found[row.student_id] = row
        updates, inserts = [], []
        for student, record in self.records.items():
            moment = _naive_utc(record.submitted_at)
            if student not in found:
                inserts.append(
                    {
                        "id": new_id(),
                        "assignment_id": self.assignment.id,
                        "student_id": student,
                        "timestamp": moment,
                    }
                )
            elif moment is not None:
                updates.append({"id": found[student].id, "timestamp": moment})
        self._insert("submitted_assignment", inserts)
        self._update("submitted_assignment", ["timestamp"], updates)
        rows = self._known("submitted_assignment", "student_id", self.records)
        return {row.student_id: row for row in rows if row.assignment_id == self.assignment.id}

    def _submitted_notebooks(self, submissions: dict[str, Any]) -> dict[tuple[str, str], str]:
        """Return the id of every submitted notebook, by student and name; add the new ones."""
        students = {row.id: student for student, row in submissions.items()}
        names = {notebook.id: name for name, notebook in self.assignment.notebooks.items()}
        found = {
            (students[row.assignment_id], names[row.notebook_id]): row.id
            for row in self._known("submitted_notebook", "assignment_id", students)
            if row.notebook_id in names
        }
        inserts = []
        for student, submission in submissions.items():
            for name, notebook in self.assignment.notebooks.items():
                if (student, name) not in found:
                    found[student, name] = new_id()
                    inserts.append(
                        {
                            "id": found[student, name],
                            "notebook_id": notebook.id,
                            "assignment_id": submission.id,
                            "flagged": False,
                        }
                    )
        self._insert("submitted_notebook", inserts)
        return found

    def _exercises(
        self, notebooks: dict[tuple[str, str], str]
    ) -> Iterator[tuple[str, NotebookIds, ExerciseRecord]]:
        """Yield the submitted notebook's id, the notebook and the result of every exercise."""
        for student, record in self.records.items():
            for exercise in record.exercises:
                notebook = self.assignment.notebooks.get(exercise.name)
                if notebook is not None:
                    yield notebooks[student, exercise.name], notebook, exercise

    def _write_cells(
        self,
        table: str,
        notebooks: dict[tuple[str, str], str],
        rows_of: Callable[[NotebookIds, ExerciseRecord], Iterator[dict[str, Any]]],
    ) -> None:
        """Bring the rows of one table up to date; rows are keyed by notebook and cell."""
        known = {
            (row.notebook_id, row.cell_id): row
            for row in self._known(table, "notebook_id", notebooks.values())
        }
        inserts, updates = [], []
        for submitted_id, notebook, exercise in self._exercises(notebooks):
            for values in rows_of(notebook, exercise):
                old = known.get((submitted_id, values["cell_id"]))
                if old is None:
                    inserts.append(values | {"id": new_id(), "notebook_id": submitted_id})
                elif table != "grade":
                    updates.append(values | {"id": old.id})
                elif values["auto_score"] is not None or old.cell_id not in notebook.tasks:
                    # Where a person gave a score it stays, and they look at it again.
                    needs_manual = values["needs_manual_grade"] or old.manual_score is not None
                    updates.append(values | {"id": old.id, "needs_manual_grade": needs_manual})
        self._insert(table, inserts)
        names = [name for name in (updates or [{}])[0] if name not in ("id", "cell_id")]
        self._update(table, names, updates)

    def _write_penalties(
        self, submissions: dict[str, Any], notebooks: dict[tuple[str, str], str]
    ) -> None:
        late = {
            student: seconds
            for student, row in submissions.items()
            if (seconds := _seconds_late(row.timestamp, self.assignment.due, row.extension)) > 0
        }
        scores = self._scores([key for (student, _), key in notebooks.items() if student in late])
        rows = []
        for (student, name), submitted_id in notebooks.items():
            points = None
            if student in late and not self._is_missing(student, name):
                points = self.penalty.points(student, scores[submitted_id], late[student])
            rows.append({"id": submitted_id, "late_submission_penalty": points})
        self._update("submitted_notebook", ["late_submission_penalty"], rows)

    def _is_missing(self, student: str, name: str) -> bool:
        exercises = self.records[student].exercises
        return any(exercise.name == name and exercise.is_missing for exercise in exercises)

    def _scores(self, submitted_ids: list[str]) -> dict[str, float]:
        """Return the points of submitted notebooks, as the gradebook counts them."""
        scores = dict.fromkeys(submitted_ids, 0.0)
        for row in self._known("grade", "notebook_id", submitted_ids):
            score = row.auto_score if row.manual_score is None else row.manual_score
            if score is not None:
                scores[row.notebook_id] += score + (row.extra_credit or 0.0)
        return scores


def _grade_rows(notebook: NotebookIds, exercise: ExerciseRecord) -> Iterator[dict[str, Any]]:
    questions = {question.id: question for question in exercise.questions}
    for name, cell_id in notebook.grades.items():
        question = questions.get(name)
        score = question.score if question else None
        yield {"cell_id": cell_id, "auto_score": score, "needs_manual_grade": score is None}


def _comment_rows(notebook: NotebookIds, exercise: ExerciseRecord) -> Iterator[dict[str, Any]]:
    for name, cell_id in notebook.comments.items():
        is_empty = name in exercise.unanswered and cell_id not in notebook.tasks
        yield {"cell_id": cell_id, "auto_comment": NO_RESPONSE if is_empty else None}


def _naive_utc(moment: datetime | None) -> datetime | None:
    """Return a moment as the gradebook keeps it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def _seconds_late(moment: datetime | None, due: datetime | None, extension: object) -> float:
    if moment is None or due is None:
        return 0.0
    if isinstance(extension, datetime):
        # SQLite keeps an interval as the moment that lies so long after 1970.
        extension = extension - datetime(1970, 1, 1)
    allowed = extension if isinstance(extension, timedelta) else timedelta()
    return max(0.0, (moment - due - allowed).total_seconds())
