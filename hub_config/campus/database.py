"""The database: SQLite in WAL mode by default, PostgreSQL by one URL."""

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from hub_config.campus.settings import CampusSettings

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 20_000


class Database:
    """One engine and its sessions.

    `read()` gives a session for looking, `write()` one durable transaction: when its block
    ends without an error the change is on disk.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = url
        if url.startswith("sqlite"):
            self.engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
            _prepare_sqlite(self.engine)
        else:
            self.engine = create_engine(url, pool_size=pool_size, pool_pre_ping=True)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        # SQLite's own waiting sleeps in growing steps; threads of one process queue here instead.
        self._turn = threading.Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session whose changes are thrown away."""
        with self._sessions() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session inside one durable transaction, which takes the write lock first."""
        with self._turn, self._sessions() as session, session.begin():
            if self.is_sqlite:
                session.connection(execution_options={"enact_write": True})
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    """Make SQLite durable and its transactions whole.

    A transaction that reads first and writes later can fail with "database is locked" in
    WAL mode whatever the timeout; BEGIN IMMEDIATE waits instead.
    """
    begin_transactions(engine)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


def begin_transactions(engine: Engine) -> None:
    """Let transactions of SQLite begin where they are said to begin.

    Python's sqlite3 begins one by itself before some statements only, so that tables made
    before a crash would stay while the note that they were made is lost.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("enact_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def migration_config(url: str) -> Config:
    """Return Alembic's configuration for the campus's migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def open_database(settings: CampusSettings) -> Database:
    """Open the database of a platform, created or brought up to date first.

    The service and its workers start at the same time: a file lock lets one of them migrate.
    """
    settings.folder.mkdir(parents=True, exist_ok=True)
    with (settings.folder / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command.upgrade(migration_config(settings.url), "head")
    return Database(settings.url)
