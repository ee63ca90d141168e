"""Cohorts: rows kept in step with the released folders under the state folder."""

import json
import logging
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from grading.course import Assignment as CourseAssignment
from grading.course import Course
from hub_config.campus.catalogue import Courses
from hub_config.campus.database import Database
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Assignment, Cohort

log = logging.getLogger("enact.campus")
COHORT_FILE = "cohort.toml"
DEMO_SUFFIX = "-demo"


class CohortFile(BaseModel):
    """`cohort.toml` in a cohort's folder: what the folder's name alone cannot say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    course: str = ""
    title: dict[str, str] | None = None
    access: Literal["open", "invited", "closed"] = "invited"
    capacity: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class Released:
    """What a released assignment folder holds.

    Attributes:
        cells: ids of the cells that a submission must contain, by notebook.
        max_score: points of all notebooks together.
    """

    slug: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    max_score: float = 0.0


Seen = dict[Path, object]


def synchronise(
    database: Database, settings: CampusSettings, courses: Courses, seen: Seen | None = None
) -> None:
    """Bring the rows of all cohorts in step with their folders and courses.

    Args:
        database: where the rows are.
        settings: where the folders are.
        courses: the courses; read again where they changed.
        seen: what was found the last time: cohorts in which nothing changed are left alone.
    """
    version = courses.refresh()
    seen = {} if seen is None else seen
    if not settings.cohorts_folder.is_dir():
        return
    for folder in sorted(settings.cohorts_folder.iterdir()):
        if not (folder / "release").is_dir():
            continue
        found = (version, _state(folder))
        if seen.get(folder) != found:
            released = [read_released(path) for path in sorted((folder / "release").iterdir())]
            with database.write() as session:
                _synchronise_cohort(session, settings, folder, courses, released)
            seen[folder] = found


def _state(folder: Path) -> object:
    """Return what changes when a cohort is released again."""
    files = [folder / COHORT_FILE, *sorted((folder / "release").glob("*/*.ipynb"))]
    return [(path, (s := path.stat()).st_mtime_ns, s.st_size) for path in files if path.exists()]


def read_cohort_file(folder: Path) -> CohortFile:
    """Read `cohort.toml`; without the file, or with a bad one, the defaults hold."""
    path = folder / COHORT_FILE
    try:
        return CohortFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return CohortFile()
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        log.warning("%s cannot be read, its defaults are used: %s", path, error)
        return CohortFile()


def read_released(folder: Path) -> Released:
    """Read what a released assignment asks for, from its notebooks' nbgrader metadata."""
    cells: dict[str, list[str]] = {}
    points = 0.0
    for path in sorted(folder.glob("*.ipynb")):
        marks = [
            cell["metadata"]["nbgrader"]
            for cell in json.loads(path.read_bytes())["cells"]
            if "nbgrader" in cell["metadata"]
        ]
        graded = [mark for mark in marks if mark.get("grade") or mark.get("solution")]
        cells[path.stem] = [mark["grade_id"] for mark in graded]
        points += sum(float(mark.get("points") or 0.0) for mark in marks)
    return Released(folder.name, cells, points)


def release_folder(settings: CampusSettings, cohort: str, assignment: str) -> Path:
    """Return the folder of the student version of an assignment."""
    return settings.cohorts_folder / cohort / "release" / assignment


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by relative path, without hidden ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }


def _synchronise_cohort(
    session: Session,
    settings: CampusSettings,
    folder: Path,
    courses: Courses,
    released: list[Released],
) -> None:
    cohort = session.scalar(select(Cohort).where(Cohort.slug == folder.name))
    if cohort is None:
        cohort = _new_cohort(folder, courses)
        session.add(cohort)
        session.flush()
    course = courses.get(cohort.course)
    if course and not cohort.title:
        cohort.title = dict(course.title)
    rows = {row.slug: row for row in cohort.assignments}
    for found in released:
        if not found.cells:
            continue
        row = rows.get(found.slug)
        if row is None:
            row = Assignment(cohort_id=cohort.id, slug=found.slug, title=found.slug)
            session.add(row)
        row.notebooks, row.cells, row.max_score = list(found.cells), found.cells, found.max_score
        row.is_released = True
        _take_from_course(row, course, settings)
    names = {found.slug for found in released}
    for slug, row in rows.items():
        row.is_released = slug in names


def _new_cohort(folder: Path, courses: Courses) -> Cohort:
    told = read_cohort_file(folder)
    slug = told.course or courses.of_cohort(folder.name)
    course = courses.get(slug)
    title: dict[str, Any] = dict(told.title or (course.title if course else {}))
    is_demo = told.is_demo or folder.name.endswith(DEMO_SUFFIX)
    return Cohort(
        slug=folder.name,
        course=slug,
        title=title,
        access="open" if is_demo else told.access,
        capacity=told.capacity,
        starts_at=_in_utc(told.starts_at),
        ends_at=_in_utc(told.ends_at),
        is_demo=is_demo,
    )


def _take_from_course(row: Assignment, course: Course | None, settings: CampusSettings) -> None:
    """Copy what the course says about an assignment; the cohort's own dates stay."""
    found = _find(course, row.slug) if course else None
    if not course or not found:
        row.burst = settings.attempts_burst
        row.refill_min = 20.0
        row.keeps = "best"
        return
    module, assignment, position = found
    row.module, row.position = module, position
    row.title = assignment.title.get(course.language) or row.slug
    row.max_attempts = assignment.attempts.max
    row.burst = assignment.attempts.burst or settings.attempts_burst
    row.refill_min = assignment.attempts.refill_min
    row.keeps = assignment.attempts.keep


def _find(course: Course, slug: str) -> tuple[str, CourseAssignment, int] | None:
    position = 0
    for module in course.modules:
        for assignment in module.assignments:
            if assignment.slug == slug:
                return module.slug, assignment, position
            position += 1
    return None


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
