"""Nbgrader's gradebook as plain tables, read from the database itself.

Reflection keeps the schema nbgrader's own whatever its version, and avoids importing nbgrader,
which takes seconds and opens the database nine times a submission.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    event,
    make_url,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from grading.errors import PlatformError

# What grading reads or writes, of nbgrader's schema (nbgrader/api.py, 0.9.6).
NEEDED_COLUMNS = {
    "assignment": {"id", "name", "duedate"},
    "notebook": {"id", "name", "assignment_id", "kernelspec"},
    "base_cell": {"id", "name", "notebook_id", "type"},
    "grade_cells": {"id", "max_score", "cell_type"},
    "solution_cells": {"id"},
    "task_cells": {"id", "max_score", "cell_type"},
    "source_cell": {"name", "notebook_id", "cell_type", "locked", "source", "checksum"},
    "student": {"id"},
    "submitted_assignment": {"id", "assignment_id", "student_id", "timestamp", "extension"},
    "submitted_notebook": {
        "id", "notebook_id", "assignment_id", "flagged", "late_submission_penalty",
    },
    "grade": {
        "id", "notebook_id", "cell_id", "auto_score", "manual_score", "extra_credit",
        "needs_manual_grade",
    },
    "comment": {"id", "notebook_id", "cell_id", "auto_comment", "manual_comment"},
}  # fmt: skip
LOCK_WAIT_S = 60


class GradebookError(PlatformError):
    """The gradebook is missing, of another schema, or cannot be written; no score is lost."""


class GradebookTables:
    """An open gradebook.

    Args:
        db_url: SQLAlchemy address of the database.

    Raises:
        GradebookError: there is no gradebook at this address.
    """

    def __init__(self, db_url: str) -> None:
        url = make_url(db_url)
        self.name = url.render_as_string(hide_password=True)
        is_sqlite = url.get_backend_name() == "sqlite"
        if is_sqlite and not Path(url.database or "").is_file():
            raise GradebookError(
                f"{self.name}: there is no gradebook; release the assignment first "
                "(`enact release` or `nbgrader generate_assignment`)."
            )
        self.engine = create_engine(url, connect_args={"timeout": LOCK_WAIT_S} if is_sqlite else {})
        if is_sqlite:
            _take_write_lock_early(self.engine)
        self._tables = self._reflect()

    def _reflect(self) -> dict[str, Table]:
        metadata = MetaData()
        try:
            metadata.reflect(self.engine, only=lambda name, _: name in NEEDED_COLUMNS)
        except SQLAlchemyError as error:
            raise GradebookError(f"{self.name}: cannot be read: {error}") from error
        for name, columns in NEEDED_COLUMNS.items():
            table = metadata.tables.get(name)
            missing = columns - set(table.columns.keys()) if table is not None else columns
            if missing:
                raise GradebookError(
                    f"{self.name}: table {name!r} lacks {', '.join(sorted(missing))}; expected the "
                    "schema of nbgrader 0.9. Run `nbgrader db upgrade` after a backup."
                )
        return dict(metadata.tables)

    def __getitem__(self, name: str) -> Table:
        """Return a table by its name."""
        return self._tables[name]

    def __enter__(self) -> "GradebookTables":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def students_of(self, assignment: str) -> frozenset[str]:
        """Return the students with a submission of an assignment in the gradebook."""
        known, submitted = self["assignment"], self["submitted_assignment"]
        query = (
            select(submitted.c.student_id)
            .join(known, known.c.id == submitted.c.assignment_id)
            .where(known.c.name == assignment)
        )
        with self.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads, beside any writer."""
        with self._connection(self.engine.execution_options(reads_only=True)) as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection; all is kept when the block ends well, nothing otherwise."""
        with self._connection(self.engine) as connection:
            yield connection

    @contextmanager
    def _connection(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise GradebookError(f"{self.name}: cannot be used: {error}") from error


def new_id() -> str:
    """Return a new key, in nbgrader's form."""
    return uuid4().hex


def _take_write_lock_early(engine: Engine) -> None:
    """Let SQLite wait for the formgrader's writes at the start of a transaction.

    A transaction that reads first and writes later fails at once if another one wrote in between.
    Source: sqlite.org/lang_transaction.html; SQLAlchemy's page on SQLite, *Serializable isolation*.
    """

    @event.listens_for(engine, "connect")
    def _no_implicit_begin(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads_only = connection.get_execution_options().get("reads_only", False)
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
