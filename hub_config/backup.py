"""Saves the state folder while the platform runs, and puts a saved one back.

Databases of SQLite are copied by SQLite itself, so that each copy is whole; all other files are
written whole or never changed by the platform. A database in PostgreSQL is saved by `pg_dump`.
"""

import contextlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from grading.errors import EnactError
from hub_config.settings import Settings, read_settings

DATABASES = (".sqlite", ".db")
# Written anew by every start, or of no use without the run that wrote them.
LEFT_OUT = ("hub/logs", "hub/ports.json", "hub/keeper.socket", "run.lock")
BESIDE_DATABASES = ("-wal", "-shm", "-journal")


class BackupError(EnactError):
    """Nothing was saved or put back."""


def save(settings: Settings, folder: Path) -> Path:
    """Copy the state folder into a new folder named by the time, and return that.

    Databases come first: what they name is then among the files that are copied after them.

    Raises:
        BackupError: there is no state folder.
    """
    state = settings.state_folder
    if not state.is_dir():
        raise BackupError(f"ENACT_STATE={state}: there is no such folder to save.")
    target = folder.absolute() / datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    part = target.with_name(f".{target.name}")
    part.mkdir(parents=True, mode=0o700)
    files = sorted(_files(state), key=lambda path: path.suffix not in DATABASES)
    for path in files:
        copy = part / path.relative_to(state)
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _is_database(path, state):
            _copy_database(path, copy)
        else:
            with contextlib.suppress(FileNotFoundError):
                # Removed by somebody at work since the folder was listed.
                shutil.copy2(path, copy, follow_symlinks=False)
    os.replace(part, target)
    return target


def restore(settings: Settings, saved: Path) -> None:
    """Put a saved folder back as the state folder, which must be empty or not exist.

    Raises:
        BackupError: something is there, or the saved folder is none.
    """
    if not (saved / "hub").is_dir():
        raise BackupError(f"{saved}: holds no saved state; expected a folder that `save` named.")
    state = settings.state_folder
    if state.is_dir() and any(state.iterdir()):
        raise BackupError(f"ENACT_STATE={state}: is not empty. Move it away first.")
    shutil.copytree(saved, state, symlinks=True, dirs_exist_ok=True)
    state.chmod(0o700)


def _files(state: Path) -> Iterator[Path]:
    left_out = {state / name for name in LEFT_OUT}
    for folder, names, files in os.walk(state):
        names[:] = [name for name in names if Path(folder, name) not in left_out]
        for name in files:
            path = Path(folder, name)
            kind = path.lstat().st_mode
            is_file = stat.S_ISREG(kind) or stat.S_ISLNK(kind)
            if is_file and path not in left_out and not name.endswith(BESIDE_DATABASES):
                yield path


def _is_database(path: Path, state: Path) -> bool:
    """Whether a file is a database of the platform: what lies in homes is data of people."""
    is_own = not path.is_relative_to(state / "homes")
    if not is_own or path.is_symlink() or path.suffix not in DATABASES:
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _copy_database(path: Path, copy: Path) -> None:
    """Copy a database that may be in use (sqlite.org/backup.html)."""
    with (
        closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    copy.chmod(0o600)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Save the state folder or put a saved one back.

    Example: python -m hub_config.backup save /srv/backup
    """


@main.command("save")
@click.argument("folder", type=click.Path(path_type=Path))
def save_command(folder: Path) -> None:
    """Save into a new folder below FOLDER; the platform may run."""
    try:
        click.echo(save(read_settings(), folder))
    except EnactError as error:
        raise click.ClickException(str(error)) from error


@main.command("restore")
@click.argument("saved", type=click.Path(path_type=Path))
def restore_command(saved: Path) -> None:
    """Put SAVED back; the platform must not run."""
    try:
        restore(read_settings(), saved)
    except EnactError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
