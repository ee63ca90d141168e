"""The files of graded submissions: `autograded/` for the formgrader, `records/` for `verify`."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from grading.course_folder import TIMESTAMP_FILE, CourseFolder, regular_files
from grading.files_beside import would_shadow
from grading.record import GradeRecord
from grading.submission import NOTEBOOK_SUFFIX

# Modes of nbgrader's output, nbgrader/converters/base.py.
READ_ONLY, GROUP_SHARED = 0o444, 0o664
GROUP_SHARED_FOLDER = 0o2770
LINKED_FROM = 2**20


def write_autograded(folder: CourseFolder, record: GradeRecord) -> None:
    """Write the autograded notebooks of a submission and the files beside them.

    The new folder replaces the old one in one step, so that a reader never sees half of it.

    Args:
        folder: the course folder.
        record: a record with its notebooks.
    """
    place = folder.path("autograded", record.student, record.assignment)
    place.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place, because only a rename in one file system is one step.
    new = place.parent / f".{place.name}-{secrets.token_hex(4)}"
    mode = GROUP_SHARED if folder.setting("CourseDirectory", "groupshared", False) else READ_ONLY
    new.mkdir()
    contents = _contents(record)
    for name, source in _files_beside(folder, record).items():
        if name not in contents:
            _lay(source, new / name)
    for name, content in contents.items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)
    if mode == GROUP_SHARED:
        new.chmod(new.stat().st_mode | GROUP_SHARED_FOLDER)
    old = place.parent / f"{new.name}-old"
    if place.exists():
        place.rename(old)
    new.rename(place)
    if old.exists():
        shutil.rmtree(old)


def _contents(record: GradeRecord) -> dict[str, bytes]:
    contents = dict(record.files)
    for exercise in record.exercises:
        if exercise.notebook:
            contents[exercise.name + NOTEBOOK_SUFFIX] = exercise.notebook.encode()
    if record.submitted_at is not None:
        text = record.submitted_at.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        contents[TIMESTAMP_FILE] = text.encode()
    return contents


def _files_beside(folder: CourseFolder, record: GradeRecord) -> dict[str, Path]:
    """Return the files that nbgrader lays beside the notebooks: the student's, then ours."""

    def beside(place: Path) -> Iterator[tuple[str, Path]]:
        for name, path in regular_files(place, folder.ignore):
            if not name.endswith(NOTEBOOK_SUFFIX):
                yield name, path

    found: dict[str, Path] = {}
    kept = folder.setting("Autograde", "exclude_overwriting", {}).get(record.assignment, ())
    handed_in = folder.path("submitted", record.student, record.assignment)
    for name, path in beside(handed_in):
        # An instructor who opens the notebook must not import a module of the student's making.
        if not would_shadow(name):
            found[name] = path
    for name, path in beside(folder.path("source", ".", record.assignment)):
        if name not in kept or name not in found:
            found[name] = path
    return found


def _lay(source: Path, target: Path) -> None:
    """Copy a small file; give a large one a second name, so that a cohort shares its bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.stat().st_size > LINKED_FROM:
        with contextlib.suppress(OSError):
            target.hardlink_to(source)
            return
    shutil.copyfile(source, target)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    new.write_bytes(content)
    os.replace(new, path)


def remove_leftovers(folder: CourseFolder, assignment: str) -> None:
    """Remove what a killed run left half written for an assignment."""
    place = folder.path("autograded", "*", assignment)
    for leftover in folder.root.glob(
        (place.parent / f".{place.name}-*").relative_to(folder.root).as_posix()
    ):
        shutil.rmtree(leftover)
