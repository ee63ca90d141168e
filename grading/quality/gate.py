"""The gate: what is wrong in courses, modules, assignments or exercises, and how good tests are."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.course import COURSE_FILE, course_folders, read_course
from grading.errors import CourseError, Problem
from grading.quality.answers import SEPARATOR
from grading.quality.finding import Finding, from_problems
from grading.quality.static import check_static


@dataclass(frozen=True)
class CourseQuality:
    """What the gate found in one course.

    Attributes:
        slug: the course.
        folder: its folder.
        findings: what is wrong inside the checked paths, sorted by file and line.
        time_s: seconds that the check took.
    """

    slug: str
    folder: Path
    findings: tuple[Finding, ...]
    time_s: float


def check_paths(paths: Sequence[Path]) -> tuple[CourseQuality, ...]:
    """Check everything under some paths; findings outside them are left out.

    Raises:
        CourseError: a path belongs to no course.
    """
    scopes: dict[Path, list[Path]] = {}
    for path in paths:
        for folder in find_courses(path):
            scopes.setdefault(folder, []).append(path)
    return tuple(check_course(folder, scope) for folder, scope in scopes.items())


def check_course(folder: Path, scope: Iterable[Path]) -> CourseQuality:
    """Check one course and keep what lies inside `scope`."""
    begin = time.monotonic()
    try:
        course = read_course(folder)
    except CourseError as error:
        findings = from_problems(error.problems)
    else:
        findings = check_static(course)
    kept = tuple(found for found in sorted(findings) if is_inside(found.path, scope))
    return CourseQuality(folder.resolve().name, folder, kept, time.monotonic() - begin)


def find_courses(path: Path) -> list[Path]:
    """Return the course that holds a path, or the courses that a folder holds.

    Raises:
        CourseError: there is none.
    """
    if path.exists():
        for folder in (path, *path.parents):
            if (folder / COURSE_FILE).is_file():
                return [folder]
        if path.is_dir():
            found = course_folders(path) or sorted(
                file.parent for file in path.glob(f"*/{COURSE_FILE}")
            )
            if found:
                return found
    raise CourseError([Problem(path, 0, f"no course here: {COURSE_FILE} is missing.")])


def is_inside(path: Path, scope: Iterable[Path]) -> bool:
    """Return whether a file belongs to what was asked for.

    To an exercise belong its stored answers too.
    """
    for asked in scope:
        if path == asked or asked in path.parents:
            return True
        is_answer = path.parent.parent == asked.parent and asked.suffix == ".py"
        if is_answer and path.stem.startswith(asked.stem + SEPARATOR):
            return True
    return False
