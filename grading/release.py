"""A course released into an nbgrader course folder: source, student versions, gradebook rows."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbformat import NotebookNode

from grading.autotest import has_autotests, instantiate_autotests
from grading.course import AUTOTESTS_FILE, COPIED_FOLDERS, Assignment, Course, Module
from grading.course_folder import CONFIG_FILE, CourseFolder
from grading.errors import CourseError, Problem
from grading.exercise import read_text_cells
from grading.gradebook.release_rows import (
    Change,
    RefusedRelease,
    SavedRows,
    open_gradebook,
    preview_changes,
    save_assignments,
)
from grading.notebook import to_lesson_notebook, to_source_notebook, write_text
from grading.schema import AssignmentFile, CourseFile, ModuleFile
from grading.settings import OWN_METADATA
from grading.student_version import STUBS, make_versions
from grading.tables import Table
from grading.typography import bind_spaces

SOURCE, RELEASE, LESSONS, OUTLINE = "source", "release", "lessons", "outline"
REGRADES_FILE = "regrades.jsonl"

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class ReleasedAssignment:
    """What a release did to one assignment.

    Attributes:
        slug: the assignment.
        exercises: names of its notebooks.
        points: what it is worth.
        is_changed: whether a file or a gradebook row changed.
    """

    slug: str
    exercises: tuple[str, ...]
    points: float
    is_changed: bool


@dataclass(frozen=True)
class ReleaseReport:
    """What a release did."""

    course: str
    course_dir: Path
    assignments: tuple[ReleasedAssignment, ...]

    @property
    def is_changed(self) -> bool:
        """Whether any assignment changed."""
        return any(assignment.is_changed for assignment in self.assignments)


@dataclass(frozen=True)
class _Prepared:
    """Everything of one assignment that a release writes, made before anything is written."""

    assignment: Assignment
    graded: Mapping[str, NotebookNode]
    source: Files
    release: Files


def release_course(course: Course, course_dir: Path, regrade: str = "") -> ReleaseReport:
    """Write instructors' and students' versions and gradebook rows; again changes nothing.

    Submissions and due dates already in the gradebook are kept; nothing is written if one
    assignment cannot be released.

    Args:
        course: a course without problems.
        course_dir: nbgrader's course folder; its name is the cohort, nbgrader's `course_id`.
        regrade: reason for which tests or points change that students have handed in; without
            one such a change is refused. It is written to `regrades.jsonl`.

    Raises:
        CourseError: a question that students have handed in would change.
    """
    prepared = [_prepare(assignment, course.language) for assignment in course.assignments]
    lessons = {module.slug: _lesson_files(module, course.language) for module in course.modules}
    course_dir.mkdir(parents=True, exist_ok=True)
    if not (course_dir / CONFIG_FILE).exists():
        write_file(course_dir / CONFIG_FILE, _config(course, course_dir).encode())
    saved = _save_rows(course, prepared, course_dir, bool(regrade.strip()))
    _note_regrades(course_dir, saved, regrade.strip())
    write_folder(course_dir / OUTLINE, _outline(course))
    for slug, files in lessons.items():
        write_folder(course_dir / LESSONS / slug, files)
    released = []
    for item in prepared:
        slug = item.assignment.slug
        is_changed = slug in saved.assignments
        is_changed |= write_folder(course_dir / SOURCE / slug, item.source)
        is_changed |= write_folder(course_dir / RELEASE / slug, item.release)
        released.append(
            ReleasedAssignment(slug, tuple(item.graded), item.assignment.points, is_changed)
        )
    return ReleaseReport(course.slug, course_dir, tuple(released))


def student_files(assignment: Assignment, language: str) -> Files:
    """Return what a student gets of an assignment, by path inside its folder."""
    return _prepare(assignment, language).release


def write_folder(folder: Path, files: Files) -> bool:
    """Make a folder hold exactly these files; return whether anything had to change."""
    is_changed = False
    if folder.exists():
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
            elif not path.is_dir() and path.relative_to(folder).as_posix() not in files:
                path.unlink()
                is_changed = True
    for name, content in files.items():
        is_changed |= write_file(folder / name, content)
    return is_changed


def write_file(path: Path, content: bytes) -> bool:
    """Replace a file at once if its content differs; return whether it did."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    temporary.write_bytes(content)
    temporary.replace(path)
    return True


def _prepare(assignment: Assignment, language: str) -> _Prepared:
    copied = copied_files(assignment.folder)
    source, release, graded = dict(copied), dict(copied), {}
    autotests = assignment.folder / AUTOTESTS_FILE
    # Graders read these from the notebook: nbgrader has no place for them.
    own = {
        "language": language,
        "limits": assignment.limits.model_dump(),
        "packages": list(assignment.packages),
    }
    for exercise in assignment.exercises:
        notebook = to_source_notebook(exercise)
        bind_spaces(notebook, language)
        notebook.metadata[OWN_METADATA] = own
        name = f"{exercise.slug}.ipynb"
        source[name] = write_text(notebook).encode()
        if has_autotests(notebook):
            notebook = instantiate_autotests(notebook, copied, autotests)
        versions = make_versions(notebook, language)
        graded[exercise.slug] = versions.graded
        release[name] = write_text(versions.student).encode()
    if autotests.exists():
        source[AUTOTESTS_FILE] = autotests.read_bytes()
    return _Prepared(assignment, graded, source, release)


def copied_files(folder: Path) -> dict[str, bytes]:
    """Return the files that stand beside the notebooks, by path inside the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in COPIED_FOLDERS
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and not any(part.startswith((".", "__")) for part in path.parts)
    }


def _lesson_files(module: Module, language: str) -> Files:
    files = copied_files(module.folder)
    problems: list[Problem] = []
    for lesson in module.lessons:
        if lesson.path.suffix == ".md":
            files[lesson.path.name] = lesson.path.read_bytes()
        else:
            notebook = to_lesson_notebook(read_text_cells(lesson.path, problems))
            bind_spaces(notebook, language)
            files[f"{lesson.slug}.ipynb"] = write_text(notebook).encode()
    if problems:
        raise CourseError(problems)
    return files


def _outline(course: Course) -> Files:
    """Return the course's TOML tables as JSON, every default filled in, by path.

    Graders and campus read them: limits, packages, attempts, skills and hints have no place in
    nbgrader's notebooks and gradebook.
    """
    tables: dict[str, Table] = {"course": _table(CourseFile, course)}
    for module in course.modules:
        tables[f"modules/{module.slug}"] = _table(ModuleFile, module)
    for assignment in course.assignments:
        tables[f"assignments/{assignment.slug}"] = _table(AssignmentFile, assignment)
    return {
        f"{name}.json": (table.model_dump_json(indent=2) + "\n").encode()
        for name, table in tables.items()
    }


def _table(model: type[Table], content: Table) -> Table:
    """Return the file's table of a course, module or assignment: children become their slugs."""
    values = {}
    for name in model.model_fields:
        value = getattr(content, name)
        is_list = name in ("modules", "lessons", "assignments", "exercises")
        values[name] = tuple(child.slug for child in value) if is_list else value
    return model.model_validate(values)


def published_changes(course: Course, course_dir: Path) -> list[Problem]:
    """Return what a release would change of questions that students have handed in."""
    folder = CourseFolder.open(course_dir)
    prepared = [_prepare(assignment, course.language) for assignment in course.assignments]
    with open_gradebook(folder.db_url, folder.course_id) as gradebook:
        changes = preview_changes(gradebook, _graded(prepared))
    return [_problem(course, change) for change in changes]


def _graded(prepared: Sequence[_Prepared]) -> dict[str, Mapping[str, NotebookNode]]:
    return {item.assignment.slug: item.graded for item in prepared}


def _save_rows(
    course: Course, prepared: Sequence[_Prepared], course_dir: Path, regrade: bool
) -> SavedRows:
    folder = CourseFolder.open(course_dir)
    with open_gradebook(folder.db_url, folder.course_id) as gradebook:
        try:
            return save_assignments(gradebook, _graded(prepared), regrade)
        except RefusedRelease as error:
            problems = [_problem(course, change) for change in error.changes]
            raise CourseError(problems) from error


def _note_regrades(course_dir: Path, saved: SavedRows, reason: str) -> None:
    """Append one line for each question whose scores may change, with the reason."""
    if not saved.regraded:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with (course_dir / REGRADES_FILE).open("a", encoding="utf-8") as file:
        for change in saved.regraded:
            entry = {"at": now, **asdict(change), "reason": reason}
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")


def _problem(course: Course, change: Change) -> Problem:
    """Say which cell changed, at the line where it stands or should stand."""
    for assignment in course.assignments:
        if assignment.slug != change.assignment:
            continue
        for exercise in assignment.exercises:
            if exercise.slug == change.notebook:
                lines = {cell.grade_id: cell.line for cell in exercise.cells}
                return Problem(exercise.path, lines.get(change.cell, 0), str(change))
        return Problem(assignment.folder, 0, str(change))
    return Problem(course.folder, 0, str(change))


def _config(course: Course, course_dir: Path) -> str:
    """Return an `nbgrader_config.py` with which nbgrader's own commands give the same output."""
    stub = STUBS[course.language]
    return f'''"""Written once by `enact release`; change it as you like."""

c = get_config()
c.CourseDirectory.course_id = {course_dir.resolve().name!r}
c.ClearSolutions.code_stub = {{"python": {stub.code!r}}}
c.ClearSolutions.text_stub = {stub.text!r}
'''
