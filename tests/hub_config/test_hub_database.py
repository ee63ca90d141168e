"""The hub's connections to SQLite, and to its proxy."""

import bcrypt
from sqlalchemy import create_engine, text

from hub_config.hub_database import write_ahead
from hub_config.proxy import PromptProxy


def modes(path):
    """Return how connections to a database write."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous")
        ]
    engine.dispose()
    return found


def test_the_hubs_file_is_written_ahead_without_waiting_for_the_disk(tmp_path):
    write_ahead(tmp_path / "hub.sqlite")
    assert modes(tmp_path / "hub.sqlite") == ["wal", 1]


def test_other_files_are_left_as_they_are(tmp_path):
    write_ahead(tmp_path / "hub.sqlite")
    assert modes(tmp_path / "other.sqlite") == ["delete", 2]


def test_the_proxys_password_is_checked_quickly_and_rightly():
    hashed = PromptProxy(traefik_api_password="secret").traefik_api_hashed_password
    assert bcrypt.checkpw(b"secret", hashed.encode()) and hashed.startswith("$2b$04$")
