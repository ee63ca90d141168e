"""Our pipeline against stock nbgrader on the same submissions: the same rows, cell for cell."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from sqlalchemy import select

from grading.autograde import Grader
from grading.cohort_run import CohortRun
from grading.executors import LocalExecutor
from grading.gradebook.tables import GradebookTables

pytestmark = [
    pytest.mark.slow,
    # nbgrader's own use of SQLAlchemy, and Jupyter's of sockets and event loops.
    pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
DUE = "2026-11-22 09:00:00.000000 UTC"
LATE = "2026-11-22 10:00:00.000000 UTC"
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = 'course'
c.LateSubmissionPlugin.penalty_method = 'zero'
"""


@pytest.fixture
def cohort(
    course_dir: Path,
    solved: dict[str, bytes],
    released: Callable[[str], nbformat.NotebookNode],
) -> Path:
    """Return a course folder with a right, a wrong, a late, an empty and half a submission."""
    wrong = solved["arithmetic.ipynb"].replace(b"return x * x", b"return x + 6")
    empty = {f"{n}.ipynb": nbformat.writes(released(n)).encode() for n in ("arithmetic", "files")}
    half = {name: content for name, content in solved.items() if name != "files.ipynb"}
    hand_ins = {
        "right": solved,
        "wrong": {**solved, "arithmetic.ipynb": wrong},
        "late": {**solved, "timestamp.txt": LATE.encode()},
        "empty": {**solved, **empty, "timestamp.txt": DUE.encode()},
        "half": half,
    }
    (course_dir / "nbgrader_config.py").write_text(CONFIG)
    for student, files in hand_ins.items():
        place = course_dir / "submitted" / student / "ps1"
        place.mkdir(parents=True)
        for name, content in files.items():
            (place / name).write_bytes(content)
    return course_dir


def grade_with_nbgrader(folder: Path) -> None:
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    with Gradebook(f"sqlite:///{folder}/gradebook.db", "course") as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=DUE)
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.course_id = "course"
    config.LateSubmissionPlugin.penalty_method = "zero"
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    for student in ("right", "wrong", "late", "empty", "half"):
        result = api.autograde("ps1", student)
        assert result["success"], result


def grade_with_ours(folder: Path) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder}/gradebook.db", "course") as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=DUE)
    with Grader(folder) as grader:
        rubric = grader.rubric("ps1")
        CohortRun(
            grader,
            "ps1",
            lambda: LocalExecutor(rubric, grader.plan(rubric), grader.settings, grader.engines),
        ).run(grader.folder.students("ps1"))


def rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the gradebook holds of every submission, without the random keys."""
    with GradebookTables(f"sqlite:///{folder}/gradebook.db") as t, t.reading() as connection:
        submitted, notebook = t["submitted_assignment"], t["submitted_notebook"]
        named = (
            select(submitted.c.student_id, t["notebook"].c.name)
            .join_from(notebook, submitted, notebook.c.assignment_id == submitted.c.id)
            .join(t["notebook"], t["notebook"].c.id == notebook.c.notebook_id)
        )
        found = {
            "submissions": select(submitted.c.student_id, submitted.c.timestamp),
            "notebooks": named.add_columns(notebook.c.flagged, notebook.c.late_submission_penalty),
        }
        for table, columns in (
            ("grade", ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")),
            ("comment", ("auto_comment", "manual_comment")),
        ):
            cell = t[table]
            found[table] = (
                named.add_columns(t["base_cell"].c.name, *(cell.c[name] for name in columns))
                .join(cell, cell.c.notebook_id == notebook.c.id)
                .join(t["base_cell"], t["base_cell"].c.id == cell.c.cell_id)
            )
        return {
            name: sorted((tuple(row) for row in connection.execute(query)), key=str)
            for name, query in found.items()
        }


def test_the_gradebook_is_the_one_that_nbgrader_writes(cohort: Path, tmp_path: Path) -> None:
    stock = tmp_path / "stock"
    shutil.copytree(cohort, stock)
    grade_with_nbgrader(stock)
    grade_with_ours(cohort)
    assert rows(cohort) == rows(stock)


def test_the_same_files_lie_in_autograded(cohort: Path, tmp_path: Path) -> None:
    stock = tmp_path / "stock"
    shutil.copytree(cohort, stock)
    grade_with_nbgrader(stock)
    grade_with_ours(cohort)

    def files(folder: Path) -> list[str]:
        return sorted(str(p.relative_to(folder)) for p in (folder / "autograded").rglob("*"))

    assert files(cohort) == files(stock)
