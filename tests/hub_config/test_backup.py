"""A saved state folder is whole, even when it was saved while somebody wrote."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from hub_config.backup import BackupError, main, restore, save
from hub_config.settings import Settings


@pytest.fixture
def settings(tmp_path):
    state = tmp_path / "var"
    for name in ("hub/logs", "campus/blobs/ab", "homes/camille"):
        (state / name).mkdir(parents=True)
    (state / "hub/secrets.json").write_text("{}")
    (state / "hub/logs/hub.log").write_text("long")
    (state / "campus/blobs/ab/abcd").write_bytes(b"work")
    (state / "homes/camille/notes.db").write_text("no database")
    (state / "homes/camille/link").symlink_to("/etc/passwd")
    return Settings(state=state)


def restored(settings, tmp_path):
    """Save, put back elsewhere, and return the folder."""
    other = Settings(state=tmp_path / "other")
    restore(other, save(settings, tmp_path / "backup"))
    return other.state_folder


def test_what_was_saved_is_put_back(settings, tmp_path):
    state = restored(settings, tmp_path)
    assert (state / "campus/blobs/ab/abcd").read_bytes() == b"work"
    assert (state / "homes/camille/notes.db").read_text() == "no database"


def test_logs_and_what_a_run_makes_anew_are_left_out(settings, tmp_path):
    assert not (restored(settings, tmp_path) / "hub/logs").exists()


def test_a_link_is_saved_as_a_link(settings, tmp_path):
    assert (restored(settings, tmp_path) / "homes/camille/link").is_symlink()


def test_a_database_in_use_is_saved_with_all_that_was_committed(settings, tmp_path):
    path = settings.state_folder / "campus/campus.sqlite"
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE kept (x)")
        writer.execute("INSERT INTO kept VALUES (42)")
        writer.commit()
        writer.execute("INSERT INTO kept VALUES (43)")
        state = restored(settings, tmp_path)
    with closing(sqlite3.connect(state / "campus/campus.sqlite")) as reader:
        assert reader.execute("SELECT x FROM kept").fetchall() == [(42,)]


def test_nobody_else_can_read_what_was_saved(settings, tmp_path):
    saved = save(settings, tmp_path / "backup")
    assert saved.stat().st_mode & 0o077 == 0


def test_nothing_is_put_back_over_something(settings, tmp_path):
    saved = save(settings, tmp_path / "backup")
    with pytest.raises(BackupError, match="is not empty"):
        restore(settings, saved)


def test_a_folder_that_holds_no_state_is_refused(settings, tmp_path):
    with pytest.raises(BackupError, match="holds no saved state"):
        restore(Settings(state=tmp_path / "other"), tmp_path)


def test_the_command_says_where_it_saved(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("ENACT_STATE", str(settings.state_folder))
    ran = CliRunner().invoke(main, ["save", str(tmp_path / "backup")])
    assert (ran.exit_code, ran.output.strip()) == (0, str(next((tmp_path / "backup").iterdir())))
