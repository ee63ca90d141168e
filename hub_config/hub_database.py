"""The hub's database in SQLite, without a wait for the disk at every click."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

_paths: set[str] = set()


def write_ahead(path: Path) -> None:
    """Have every connection of this process to one SQLite file write ahead (sqlite.org/wal.html).

    The hub commits several times for each server that starts, and nobody else is answered while
    the disk confirms. With `synchronous=NORMAL` a loss of power can undo the last of them, never
    break the file; the hub then looks which servers run, as after every start.

    Args:
        path: the file; other databases of the process are left as they are.
    """
    _paths.add(os.path.realpath(path))
    if not event.contains(Engine, "connect", _settle):
        event.listen(Engine, "connect", _settle)


def _settle(connection: Any, _: object) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    _, _, file = connection.execute("PRAGMA database_list").fetchone()
    if os.path.realpath(file) in _paths:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
