"""The database: durable, migrated, the same on SQLite and PostgreSQL."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError

from hub_config.campus.database import Database, migration_config, open_database
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Base, Person


def test_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    database = open_database(CampusSettings(state=tmp_path))
    with database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    database.close()
    assert found == []


def test_migrations_can_be_undone(tmp_path: Path) -> None:
    settings = CampusSettings(state=tmp_path)
    open_database(settings).close()
    command.downgrade(migration_config(settings.url), "base")
    open_database(settings).close()


def test_migration_that_breaks_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = CampusSettings(state=tmp_path)
    make = MigrationContext.run_migrations

    def broken(self: MigrationContext, **options: object) -> None:
        make(self, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(MigrationContext, "run_migrations", broken)
    with pytest.raises(KeyboardInterrupt):
        open_database(settings)
    monkeypatch.undo()
    open_database(settings).close()


def test_sqlite_forces_every_commit_to_disk(tmp_path: Path) -> None:
    database = open_database(CampusSettings(state=tmp_path))
    with database.read() as session:
        synchronous = session.scalar(text("PRAGMA synchronous"))
        journal = session.scalar(text("PRAGMA journal_mode"))
    database.close()
    assert (synchronous, journal) == (2, "wal")


def test_time_without_zone_is_refused(tmp_path: Path) -> None:
    database = open_database(CampusSettings(state=tmp_path))
    naive = datetime(2026, 1, 5)
    with pytest.raises(StatementError, match="with its zone"), database.write() as session:
        session.add(Person(name="x", created_at=naive))
        session.flush()
    database.close()


def test_times_come_back_in_utc(tmp_path: Path) -> None:
    database = open_database(CampusSettings(state=tmp_path))
    moment = datetime(2026, 7, 5, 12, tzinfo=UTC)
    with database.write() as session:
        session.add(Person(name="x", created_at=moment))
    with database.read() as session:
        assert session.scalars(select(Person.created_at)).one() == moment
    database.close()


def test_many_writers_of_several_processes_wait_for_one_another(tmp_path: Path) -> None:
    settings = CampusSettings(state=tmp_path)
    # Two engines on one file stand for two processes.
    databases = [open_database(settings), open_database(settings)]

    def write(database: Database, name: str) -> None:
        for number in range(20):
            with database.write() as session:
                session.scalar(select(func.count(Person.id)))
                session.add(Person(name=f"{name}-{number}"))

    threads = [
        threading.Thread(target=write, args=(databases[number % 2], str(number)))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with databases[0].read() as session:
        assert session.scalar(select(func.count(Person.id))) == 120
    for database in databases:
        database.close()
