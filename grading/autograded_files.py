"""The files of graded submissions: `autograded/` for the formgrader, `records/` for `verify`."""

import os
import secrets
import shutil
from pathlib import Path

from grading.course_folder import TIMESTAMP_FILE, CourseFolder
from grading.record import GradeRecord
from grading.submission import NOTEBOOK_SUFFIX

# Modes of nbgrader's output, nbgrader/converters/base.py.
READ_ONLY, GROUP_SHARED = 0o444, 0o664


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
    for name, content in _contents(record).items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)
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
