"""The rows that a release keeps in nbgrader's gradebook: assignments, notebooks and their cells."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Refusal:
    """A cell that cannot change because students have handed in the notebook.

    Attributes:
        assignment: the assignment.
        notebook: the exercise.
        cell: `grade_id` of the cell.
        is_new: whether the release would add the cell; otherwise it would remove it.
    """

    assignment: str
    notebook: str
    cell: str
    is_new: bool

    def __str__(self) -> str:
        """Return what the release would do and what to do instead."""
        what = "is new in" if self.is_new else "is gone from"
        return (
            f"cell {self.cell!r} {what} {self.assignment}/{self.notebook}, which students have "
            "handed in. Keep its cells, and put new questions into a new exercise."
        )


class RefusedRelease(Exception):
    """The rows cannot change; nothing was written. Carries `refusals`."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, refusals)))


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
    gradebook: Gradebook, assignments: Mapping[str, Mapping[str, NotebookNode]]
) -> frozenset[str]:
    """Bring the gradebook up to date in one transaction; submissions are never touched.

    Args:
        gradebook: an open gradebook.
        assignments: for each assignment its notebooks, with hidden tests, by name.

    Returns:
        The assignments of which at least one row changed.

    Raises:
        RefusedRelease: a graded cell would appear in, or vanish from, a notebook that has
            submissions.
    """
    session = gradebook.db
    changed: set[str] = set()
    refusals: list[Refusal] = []
    try:
        with session.no_autoflush:
            for name, notebooks in assignments.items():
                writer = _Writer(session, gradebook.course_id, refusals)
                writer.save(name, notebooks)
                if writer.is_changed:
                    changed.add(name)
        if refusals:
            raise RefusedRelease(refusals)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return frozenset(changed)


class _Writer:
    """Saves one assignment and notes whether any row had to change."""

    def __init__(self, session: Any, course_id: str, refusals: list[Refusal]) -> None:
        self.session = session
        self.course_id = course_id
        self.refusals = refusals
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
        # Given code has rows in this table alone; no score hangs on them, so they may change.
        is_graded = table is not SourceCell
        for name in sorted(set(there) - set(new)):
            if is_graded and notebook.submissions:
                self.refusals.append(
                    Refusal(notebook.assignment.name, notebook.name, name, is_new=False)
                )
            else:
                self.delete(there[name])
        for name, values in new.items():
            row = there.get(name)
            if row is None:
                if is_graded and notebook.submissions:
                    self.refusals.append(
                        Refusal(notebook.assignment.name, notebook.name, name, is_new=True)
                    )
                else:
                    self.add(table(name=name, notebook=notebook, **values))
                continue
            self.update(row, values)

    def remove_notebook(self, notebook: Any) -> None:
        if notebook.submissions:
            cells = self.session.query(BaseCell).filter_by(notebook_id=notebook.id)
            names = sorted({cell.name for cell in cells})
            self.refusals.extend(
                Refusal(notebook.assignment.name, notebook.name, name, is_new=False)
                for name in names
            )
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
