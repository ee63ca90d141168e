"""Read the rubric of an assignment from a course folder: gradebook, release, source."""

import json
from typing import Any, Literal

from sqlalchemy import Connection, select

from grading.course_folder import CourseFolder, read_tree
from grading.errors import PlatformError, SubmissionError
from grading.gradebook.tables import GradebookTables
from grading.imports import warm_modules
from grading.rubric import (
    Rubric,
    RubricCell,
    RubricExercise,
    RubricLimits,
    without_regions,
)
from grading.settings import OWN_METADATA, GradingSettings
from grading.submission import NOTEBOOK_SUFFIX, Notebook, read_notebook

# Defaults of nbgrader/preprocessors/clearhiddentests.py and clearmarkingscheme.py.
HIDDEN_TESTS = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
MARK_SCHEME = ("BEGIN MARK SCHEME", "END MARK SCHEME")
MAX_INSTRUCTOR_BYTES, MAX_INSTRUCTOR_FILES = 2 * 10**9, 10_000


class RubricError(PlatformError):
    """The instructor's side of an assignment is missing or cannot be read."""


def read_rubric(
    folder: CourseFolder, tables: GradebookTables, assignment: str, settings: GradingSettings
) -> Rubric:
    """Read what the instructor fixed about an assignment.

    Args:
        folder: the course folder.
        tables: its gradebook.
        assignment: nbgrader's name of the assignment.
        settings: limits and rules where the assignment states none.

    Raises:
        SubmissionError: `unknown-assignment`: the gradebook does not know it.
        RubricError: a notebook of the instructor cannot be read.
    """
    with tables.reading() as connection:
        rows = _read_rows(tables, connection, assignment)
    released = _read_notebooks(folder, "release", assignment, settings)
    source = _read_notebooks(folder, "source", assignment, settings)
    for name, (kernelspec, _) in rows.items():
        language = str(kernelspec.get("language") or "python")
        if language.lower() != "python":
            raise RubricError(
                f"{assignment}/{name}: its kernel speaks {language}; only Python can be run "
                "between walls. Grade this assignment with `nbgrader autograde`."
            )
    exercises = tuple(
        _exercise(name, kernelspec, cells, released.get(name), source.get(name), folder)
        for name, (kernelspec, cells) in rows.items()
    )
    own = _own_metadata(released, source)
    files = _instructor_files(folder, assignment)
    return Rubric(
        assignment=assignment,
        exercises=exercises,
        packages=_packages(exercises, files, own, settings),
        limits=_limits(folder, own, settings),
        files=files,
        overwritable=tuple(
            folder.setting("Autograde", "exclude_overwriting", {}).get(assignment, ())
        ),
        stderr_costs_points=settings.stderr_costs_points,
        language=own.get("language", settings.language),
    )


def _read_rows(
    tables: GradebookTables, connection: Connection, assignment: str
) -> dict[str, tuple[dict[str, Any], dict[str, dict[str, Any]]]]:
    """Return kernel and cells, by name, of every notebook of an assignment."""
    notebook, source = tables["notebook"], tables["source_cell"]
    found = connection.execute(
        select(tables["assignment"].c.id).where(tables["assignment"].c.name == assignment)
    ).scalar()
    if found is None:
        names = connection.execute(select(tables["assignment"].c.name)).scalars().all()
        raise SubmissionError(
            "unknown-assignment",
            f"{tables.name}: there is no assignment {assignment!r}; it has "
            f"{', '.join(sorted(names)) or 'none yet'}.",
            assignment=assignment,
        )
    rows: dict[str, tuple[dict[str, Any], dict[str, dict[str, Any]]]] = {}
    ids: dict[str, str] = {}
    for row in connection.execute(
        select(notebook.c.id, notebook.c.name, notebook.c.kernelspec)
        .where(notebook.c.assignment_id == found)
        .order_by(notebook.c.name)
    ):
        rows[row.name] = (json.loads(row.kernelspec or "{}") or {}, {})
        ids[row.id] = row.name
    for row in connection.execute(select(source).where(source.c.notebook_id.in_(ids))):
        rows[ids[row.notebook_id]][1][row.name] = {
            "id": row.name,
            "cell_type": row.cell_type,
            "locked": bool(row.locked),
            "source": row.source or "",
            "checksum": row.checksum,
            "grade": False,
            "solution": False,
            "task": False,
            "points": 0.0,
        }
    _read_roles(tables, connection, ids, rows)
    return rows


def _read_roles(
    tables: GradebookTables,
    connection: Connection,
    ids: dict[str, str],
    rows: dict[str, tuple[dict[str, Any], dict[str, dict[str, Any]]]],
) -> None:
    base = tables["base_cell"]
    for role, table in (
        ("grade", tables["grade_cells"]),
        ("solution", tables["solution_cells"]),
        ("task", tables["task_cells"]),
    ):
        columns = [base.c.name, base.c.notebook_id]
        if role != "solution":
            columns.append(table.c.max_score)
        query = select(*columns).join(table, table.c.id == base.c.id)
        for row in connection.execute(query.where(base.c.notebook_id.in_(ids))):
            cell = rows[ids[row.notebook_id]][1].get(row.name)
            if cell is not None:
                cell[role] = True
                if role != "solution":
                    cell["points"] = float(row.max_score)


def _read_notebooks(
    folder: CourseFolder, step: str, assignment: str, settings: GradingSettings
) -> dict[str, Notebook]:
    """Read the instructor's notebooks of one step; none when the step has not been made."""
    place = folder.path(step, ".", assignment)
    # The instructor's notebooks may hold large outputs; students' limits are not for them.
    generous = settings.model_copy(update={"max_notebook_mb": 500.0, "max_json_items": 10**8})
    notebooks = {}
    for path in sorted(place.glob(f"*{NOTEBOOK_SUFFIX}")):
        try:
            notebooks[path.stem] = read_notebook(path.name, path.read_bytes(), generous)
        except (SubmissionError, OSError) as error:
            raise RubricError(
                f"{path}: the instructor's notebook cannot be read: {error}"
            ) from error
    return notebooks


def _exercise(
    name: str,
    kernelspec: dict[str, Any],
    rows: dict[str, dict[str, Any]],
    released: Notebook | None,
    source: Notebook | None,
    folder: CourseFolder,
) -> RubricExercise:
    order = released or source
    seen = {cell.grade_id: cell for cell in order.cells if cell.grade_id} if order else {}
    names = [grade_id for grade_id in seen if grade_id in rows]
    names += [grade_id for grade_id in rows if grade_id not in seen]
    cells = []
    for grade_id in names:
        row = rows[grade_id]
        cell = released and seen.get(grade_id)
        visible = cell.source if cell else _visible(row["source"], folder)
        cell_id = cell.cell_id if cell else ""
        cells.append(RubricCell(**row, visible_source=visible, cell_id=cell_id))
    reference = _reference(order, source, {cell.id: cell for cell in cells})
    return RubricExercise(name=name, kernelspec=kernelspec, cells=tuple(cells), reference=reference)


def _visible(source: str, folder: CourseFolder) -> str:
    hidden = (
        folder.setting("ClearHiddenTests", "begin_test_delimeter", HIDDEN_TESTS[0]),
        folder.setting("ClearHiddenTests", "end_test_delimeter", HIDDEN_TESTS[1]),
    )
    return without_regions(without_regions(source, *hidden), *MARK_SCHEME)


def _reference(
    order: Notebook | None, source: Notebook | None, cells: dict[str, RubricCell]
) -> tuple[tuple[Literal["given", "student", "check"], str, str], ...]:
    """Return the code of a solved exercise: the gradebook's locked cells, the source's answers."""
    if order is None or source is None:
        return ()
    answers = {cell.grade_id: cell.source for cell in source.cells if cell.grade_id}
    code: list[tuple[Literal["given", "student", "check"], str, str]] = []
    for number, cell in enumerate(order.cells):
        if cell.cell_type != "code":
            continue
        rubric = cells.get(cell.grade_id)
        if rubric is None:
            code.append(("student", own_cell_id(number), cell.source))
        elif rubric.locked:
            code.append(("check" if rubric.grade else "given", rubric.id, rubric.source))
        else:
            code.append(("student", rubric.id, answers.get(rubric.id, cell.source)))
    return tuple(code)


def own_cell_id(number: int) -> str:
    """Return the id, in a program, of a cell that is not one of nbgrader's."""
    # nbgrader's ids hold letters, digits, "-" and "_" only.
    return f"own:{number}"


def _own_metadata(*versions: dict[str, Notebook]) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for notebooks in versions:
        for notebook in notebooks.values():
            found = notebook.metadata.get(OWN_METADATA)
            if isinstance(found, dict):
                own.update(found)
    return own


def _instructor_files(folder: CourseFolder, assignment: str) -> dict[str, bytes]:
    place = folder.path("source", ".", assignment)
    if not place.is_dir():
        place = folder.path("release", ".", assignment)
    if not place.is_dir():
        return {}
    files, refused = read_tree(place, folder.ignore, MAX_INSTRUCTOR_BYTES, MAX_INSTRUCTOR_FILES)
    if refused:
        name, reason = next(iter(refused.items()))
        raise RubricError(f"{place / name}: cannot be used beside the notebooks: {reason}.")
    return {name: content for name, content in files.items() if not name.endswith(NOTEBOOK_SUFFIX)}


def _limits(folder: CourseFolder, own: dict[str, Any], settings: GradingSettings) -> RubricLimits:
    values = {name: getattr(settings, name) for name in RubricLimits.model_fields}
    if "wall_time_s" not in settings.model_fields_set:
        timeout = folder.setting("Execute", "timeout", values["wall_time_s"])
        # nbgrader writes "no limit" as None or a negative number.
        values["wall_time_s"] = timeout if timeout and timeout > 0 else values["total_time_s"]
    values.update(own.get("limits", {}))
    return RubricLimits(**values)


def _packages(
    exercises: tuple[RubricExercise, ...],
    files: dict[str, bytes],
    own: dict[str, Any],
    settings: GradingSettings,
) -> tuple[str, ...]:
    sources = [
        source
        for exercise in exercises
        for source in [code for _, _, code in exercise.reference]
        or [cell.source for cell in exercise.cells if cell.cell_type == "code"]
    ]
    return warm_modules(sources, files, own.get("packages", settings.packages))
