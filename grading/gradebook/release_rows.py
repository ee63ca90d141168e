"""The rows that a release keeps in nbgrader's gradebook: assignments, notebooks and their cells."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import nbgrader
from alembic.script import ScriptDirectory
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    TaskCell,
)
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from sqlalchemy import create_engine, inspect, text

Notebooks = Mapping[str, Mapping[str, NotebookNode]]
What = Literal["new", "gone", "tests", "points"]
WORDS: Mapping[What, str] = {
    "new": "cell {cell!r} is new in {place}, which students have handed in. "
    "Keep its cells, and put new questions into a new exercise.",
    "gone": "cell {cell!r} is gone from {place}, which students have handed in. "
    "Keep its cells, and put new questions into a new exercise.",
    "tests": "the tests of {cell!r} in {place} changed after students handed it in. "
    "Undo the change, or release with --regrade and the reason.",
    "points": "the points of {cell!r} in {place} changed after students handed it in. "
    "Undo the change, or release with --regrade and the reason.",
}


@dataclass(frozen=True)
class Change:
    """A change to a question that students have handed in.

    Attributes:
        assignment: the assignment.
        notebook: the exercise.
        cell: `grade_id` of the cell.
        what: `new` or `gone` cells are never allowed, other `tests` or `points` as a regrade.
    """

    assignment: str
    notebook: str
    cell: str
    what: What

    @property
    def can_be_regraded(self) -> bool:
        """Whether scores can be brought up to date by grading again."""
        return self.what in ("tests", "points")

    def __str__(self) -> str:
        """Return what the release would do and what to do instead."""
        place = f"{self.assignment}/{self.notebook}"
        return WORDS[self.what].format(cell=self.cell, place=place)


class RefusedRelease(Exception):
    """The rows cannot change; nothing was written. Carries `changes`."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = tuple(changes)
        super().__init__("\n".join(map(str, changes)))


@dataclass(frozen=True)
class SavedRows:
    """What a release did to the gradebook.

    Attributes:
        assignments: those of which at least one row changed.
        regraded: questions whose tests or points changed under submissions.
    """

    assignments: frozenset[str]
    regraded: tuple[Change, ...]


def open_gradebook(db_url: str, course_id: str) -> Gradebook:
    """Open a gradebook, made first if there is none.

    nbgrader asks the program `alembic` for the schema's version when it makes a gradebook, which
    takes seconds and fails when the program is not on `PATH`; here the library is asked.
    """
    engine = create_engine(db_url)
    try:
        if not inspect(engine).get_table_names():
            scripts = ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic"))
            with engine.begin() as connection:
                Base.metadata.create_all(bind=connection)
                connection.execute(
                    text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
                )
                connection.execute(
                    text("INSERT INTO alembic_version (version_num) VALUES (:version)"),
                    {"version": scripts.get_current_head()},
                )
    finally:
        engine.dispose()
    return Gradebook(db_url, course_id=course_id)


def save_assignments(
    gradebook: Gradebook, assignments: Notebooks, regrade: bool = False
) -> SavedRows:
    """Bring the gradebook up to date in one transaction; submissions are never touched.

    Args:
        gradebook: an open gradebook.
        assignments: for each assignment its notebooks, with hidden tests, by name.
        regrade: whether tests and points may change that students have handed in.

    Raises:
        RefusedRelease: a question that students have handed in would change.
    """
    session = gradebook.db
    try:
        saved = _write(gradebook, assignments)
        refused = [item for item in saved.regraded if not (regrade and item.can_be_regraded)]
        if refused:
            raise RefusedRelease(refused)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return saved


def preview_changes(gradebook: Gradebook, assignments: Notebooks) -> tuple[Change, ...]:
    """Return the changes to questions that students have handed in; nothing is written."""
    try:
        return _write(gradebook, assignments).regraded
    finally:
        gradebook.db.rollback()


def _write(gradebook: Gradebook, assignments: Notebooks) -> SavedRows:
    changed: set[str] = set()
    changes: list[Change] = []
    with gradebook.db.no_autoflush:
        for name, notebooks in assignments.items():
            writer = _Writer(gradebook.db, gradebook.course_id, changes)
            writer.save(name, notebooks)
            if writer.is_changed:
                changed.add(name)
    return SavedRows(frozenset(changed), tuple(changes))


class _Writer:
    """Saves one assignment and notes whether any row had to change."""

    def __init__(self, session: Any, course_id: str, changes: list[Change]) -> None:
        self.session = session
        self.course_id = course_id
        self.changes = changes
        self.is_changed = False

    def save(self, name: str, notebooks: Mapping[str, NotebookNode]) -> None:
        assignment = self.session.query(Assignment).filter_by(name=name).one_or_none()
        if assignment is None:
            assignment = self.add(Assignment(name=name, course_id=self.course_id))
        there = {notebook.name: notebook for notebook in assignment.notebooks}
        for old in sorted(set(there) - set(notebooks)):
            self.remove_notebook(there[old])
        for notebook_name, node in notebooks.items():
            notebook = there.get(notebook_name)
            if notebook is None:
                notebook = self.add(Notebook(name=notebook_name, assignment=assignment))
            self.update(notebook, {"kernelspec": json.dumps(node.metadata.get("kernelspec", {}))})
            self.save_notebook(notebook, node)

    def save_notebook(self, notebook: Any, node: NotebookNode) -> None:
        cells = [cell for cell in node.cells if "nbgrader" in cell.metadata]
        self.save_cells(
            notebook,
            GradeCell,
            notebook.grade_cells,
            {_name(cell): _worth(cell) for cell in cells if is_grade(cell)},
        )
        self.save_cells(
            notebook,
            SolutionCell,
            notebook.solution_cells,
            {_name(cell): {} for cell in cells if is_solution(cell)},
        )
        self.save_cells(
            notebook,
            TaskCell,
            notebook.task_cells,
            {_name(cell): _worth(cell) for cell in cells if is_task(cell)},
        )
        self.save_cells(
            notebook,
            SourceCell,
            notebook.source_cells,
            {_name(cell): _text(cell) for cell in cells},
        )

    def save_cells(
        self, notebook: Any, table: Any, old: Sequence[Any], new: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Make one table's rows of a notebook equal to `new`, by name."""
        there = {row.name: row for row in old}
        # Given code has rows in the table of sources alone; no score hangs on it.
        is_fixed = table is not SourceCell and bool(notebook.submissions)
        for name in sorted(set(there) - set(new)):
            if is_fixed:
                self.note(notebook, name, "gone")
            else:
                self.delete(there[name])
        for name, values in new.items():
            row = there.get(name)
            if row is not None:
                self.note_regrade(notebook, row, values)
                self.update(row, values)
            elif is_fixed:
                self.note(notebook, name, "new")
            else:
                self.add(table(name=name, notebook=notebook, **values))

    def note_regrade(self, notebook: Any, row: Any, values: Mapping[str, Any]) -> None:
        """Note that a question's tests or points change under its submissions."""
        if not notebook.submissions:
            return
        if "max_score" in values and row.max_score != values["max_score"]:
            self.note(notebook, row.name, "points")
        # Tests are locked; a written answer's own text is a model that no score hangs on.
        is_question = row.name in {cell.name for cell in notebook.grade_cells}
        if is_question and values.get("locked") and row.source != values["source"]:
            self.note(notebook, row.name, "tests")

    def note(self, notebook: Any, cell: str, what: What) -> None:
        self.changes.append(Change(notebook.assignment.name, notebook.name, cell, what))

    def remove_notebook(self, notebook: Any) -> None:
        if notebook.submissions:
            cells = self.session.query(BaseCell).filter_by(notebook_id=notebook.id)
            for name in sorted({cell.name for cell in cells}):
                self.note(notebook, name, "gone")
            return
        for row in (*notebook._base_cells, *notebook.source_cells, notebook):
            self.delete(row)

    def update(self, row: Any, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            if getattr(row, key) != value:
                setattr(row, key, value)
                self.is_changed = True

    def add(self, row: Any) -> Any:
        self.session.add(row)
        self.is_changed = True
        return row

    def delete(self, row: Any) -> None:
        self.session.delete(row)
        self.is_changed = True


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.nbgrader.grade_id)


def _worth(cell: NotebookNode) -> dict[str, Any]:
    return {"max_score": float(cell.metadata.nbgrader.points), "cell_type": cell.cell_type}


def _text(cell: NotebookNode) -> dict[str, Any]:
    return {
        "cell_type": cell.cell_type,
        "locked": is_locked(cell),
        "source": cell.source,
        "checksum": cell.metadata.nbgrader.get("checksum"),
    }
