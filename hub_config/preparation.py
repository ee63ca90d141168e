"""What must be there before the hub starts: database, released courses, people, public site."""

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import click

from grading.course import course_folders, read_course
from grading.errors import CourseError, EnactError
from hub_config.campus.database import open_database
from hub_config.campus.public_cohorts import write_public_cohorts
from hub_config.campus.settings import read_settings as read_campus_settings
from hub_config.people import PEOPLE, demo_logins
from hub_config.settings import Settings, read_settings
from hub_config.vault import write_private_json

DEMO_SUFFIX = "-demo"
STAMP = ".released"
GRADEBOOK = "gradebook.db"
SITE_SOURCES = ("site", "mkdocs.yml", "CHANGELOG.md")

Say = Callable[[str], None]


def prepare(settings: Settings, say: Say) -> None:
    """Bring everything up to date."""
    with _Step(say, "Base de données du campus · campus database"):
        open_database(read_campus_settings()).close()
    for folder in course_folders(settings.courses.absolute()):
        _release(settings, folder, say)
    with _Step(say, "Comptes de démonstration · demo accounts"):
        demo_logins(settings.hub_folder)
        for cohort in demo_cohorts(settings):
            _name_students(settings.cohorts_folder / cohort / GRADEBOOK)
    _build_site(settings, say)


def demo_cohorts(settings: Settings) -> list[str]:
    """Return the slugs of the demonstration's cohorts, one per released course."""
    found = settings.cohorts_folder.glob(f"*{DEMO_SUFFIX}/release")
    return sorted(folder.parent.name for folder in found)


class _Step:
    """Says what is being done and how long it took."""

    def __init__(self, say: Say, what: str) -> None:
        self.say = say
        self.what = what

    def __enter__(self) -> None:
        self.started = time.monotonic()

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self.say(f"{self.what} ({time.monotonic() - self.started:.1f} s)")


def _release(settings: Settings, folder: Path, say: Say) -> None:
    """Release a course into its demonstration cohort, unless nothing has changed since."""
    cohort = settings.cohorts_folder / f"{folder.name}{DEMO_SUFFIX}"
    stamp, now = cohort / STAMP, fingerprint([folder])
    if stamp.is_file() and stamp.read_text() == now:
        return
    # Imported when needed only: it brings nbgrader along, which takes a second.
    from grading.release import release_course

    try:
        course = read_course(folder)
        with _Step(say, f"Cours publié · course released: {folder.name}"):
            release_course(course, cohort)
    except CourseError as error:
        say(f"Cours non publié · course not released: {folder.name}\n{error}")
        return
    stamp.write_text(now)


def fingerprint(paths: Iterable[Path]) -> str:
    """Return a digest of names, sizes and times of all files below some paths."""
    digest = hashlib.sha256(version("enact-academy").encode())
    for root in paths:
        for path in sorted(root.rglob("*") if root.is_dir() else [root]):
            if path.is_file() and "__pycache__" not in path.parts:
                status = path.stat()
                digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _name_students(gradebook: Path) -> None:
    """Give the demonstration's students their names in a gradebook.

    nbgrader's formgrader shows "None, None" otherwise; its own Python interface takes seconds
    to import, so the two columns are set directly. Source: nbgrader/api.py, class Student.
    """
    if not gradebook.is_file():
        return
    students = [
        (person.first_name, person.last_name, person.name)
        for person in PEOPLE
        if person.role == "student"
    ]
    with closing(sqlite3.connect(gradebook, timeout=20)) as connection, connection:
        connection.executemany(
            "INSERT INTO student (first_name, last_name, id) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name, "
            "last_name = excluded.last_name",
            students,
        )


def _build_site(settings: Settings, say: Say) -> None:
    """Build the public site, unless nothing that it is made of has changed."""
    cohorts = settings.build.absolute() / "cohorts.json"
    write_public_cohorts(cohorts)
    sources = [Path(name).absolute() for name in SITE_SOURCES]
    sources += [settings.courses.absolute(), cohorts]
    stamp = settings.site_folder.with_name(".site-built")
    now = fingerprint(path for path in sources if path.exists())
    is_built = (settings.site_folder / "index.html").is_file()
    if is_built and stamp.is_file() and stamp.read_text() == now:
        return
    with _Step(say, "Site public · public site"):
        command = [sys.executable, "site/generate.py", "--build", str(settings.build.absolute())]
        command += ["--courses", str(settings.courses.absolute()), "--cohorts", str(cohorts)]
        built = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    if built.returncode:
        say(f"Site public non construit · public site not built:\n{built.stderr[-2000:]}")
        return
    stamp.write_text(now)


def pending_groups(settings: Settings) -> dict[str, dict[str, list[str]]]:
    """Return the groups of demonstration cohorts that the hub has not been given yet.

    They are given once: who leaves a cohort afterwards has left it.
    """
    known = _known_cohorts(settings)
    groups: dict[str, dict[str, list[str]]] = {}
    for cohort in demo_cohorts(settings):
        if cohort not in known:
            for prefix, role in (("nbgrader-", "student"), ("formgrade-", "instructor")):
                users = [person.name for person in PEOPLE if person.role == role]
                groups[f"{prefix}{cohort}"] = {"users": users}
    return groups


def note_groups(settings: Settings) -> None:
    """Remember that the hub has been given the groups of all demonstration cohorts."""
    write_private_json(settings.hub_folder / "demo-cohorts.json", demo_cohorts(settings))


def _known_cohorts(settings: Settings) -> list[str]:
    path = settings.hub_folder / "demo-cohorts.json"
    known: list[str] = json.loads(path.read_text()) if path.is_file() else []
    return known


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Make what must be there before the hub starts; a second time changes nothing.

    Example: python -m hub_config.preparation
    """
    try:
        prepare(read_settings(), lambda message: click.echo(f"· {message}"))
    except EnactError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
