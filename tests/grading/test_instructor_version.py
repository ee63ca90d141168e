"""The instructor's side of an assignment, read from gradebook, release and source."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grading.course_folder import CourseFolder
from grading.errors import SubmissionError
from grading.gradebook.tables import GradebookTables
from grading.imports import imported_modules, is_there
from grading.instructor_version import RubricError, read_rubric
from grading.rubric import Rubric
from grading.settings import GradingSettings


def rubric(course_dir: Path, **settings: object) -> Rubric:
    folder = CourseFolder.open(course_dir)
    with GradebookTables(folder.db_url) as tables:
        return read_rubric(folder, tables, "ps1", GradingSettings(**settings))  # type: ignore[arg-type]


def test_cells_stand_in_the_instructors_order_with_their_roles(course_dir: Path) -> None:
    cells = rubric(course_dir).exercises[0].cells
    assert [(cell.id, cell.role, cell.points) for cell in cells] == [
        ("given-1", "given", 0.0),
        ("square-solution", "solution", 0.0),
        ("square", "tests", 2.0),
        ("digits-solution", "solution", 0.0),
        ("digits", "tests", 3.0),
        ("why", "written", 3.0),
        ("drawing", "task", 2.0),
    ]


def test_students_do_not_see_the_hidden_part(course_dir: Path) -> None:
    cell = next(cell for cell in rubric(course_dir).exercises[0].cells if cell.id == "square")
    assert "-12345" in cell.source
    assert "-12345" not in cell.visible_source


def test_without_release_the_visible_part_is_found_by_its_marks(course_dir: Path) -> None:
    shutil.rmtree(course_dir / "release")
    cell = next(cell for cell in rubric(course_dir).exercises[0].cells if cell.id == "square")
    assert "-12345" not in cell.visible_source


def test_the_reference_is_the_sources_answers_between_the_gradebooks_tests(
    course_dir: Path,
) -> None:
    code = rubric(course_dir).exercises[0].reference
    assert [(kind, cell) for kind, cell, _ in code] == [
        ("given", "given-1"),
        ("student", "square-solution"),
        ("check", "square"),
        ("student", "digits-solution"),
        ("check", "digits"),
    ]
    assert "return x * x" in code[1][2]


def test_without_source_there_is_no_reference(course_dir: Path) -> None:
    shutil.rmtree(course_dir / "source")
    assert rubric(course_dir).exercises[0].reference == ()


def test_the_instructors_files_come_along(course_dir: Path) -> None:
    assert rubric(course_dir).files == {"data.csv": b"a,b\n1,2\n"}


def test_limits_are_the_notebooks_own_then_nbgraders_then_the_settings(course_dir: Path) -> None:
    (course_dir / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'course'\nc.Execute.timeout = 7\n"
    )
    assert rubric(course_dir).limits.wall_time_s == 7
    assert rubric(course_dir, wall_time_s=5.0).limits.wall_time_s == 5
    path = course_dir / "source/ps1/arithmetic.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"]["enact"] = {"limits": {"wall_time_s": 3}, "packages": ["json"]}
    path.write_text(json.dumps(notebook))
    assert rubric(course_dir, wall_time_s=5.0).limits.wall_time_s == 3


def test_a_timeout_of_none_is_the_time_of_the_whole_notebook(course_dir: Path) -> None:
    (course_dir / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = None\n")
    assert rubric(course_dir).limits.wall_time_s == GradingSettings().total_time_s


def test_a_changed_test_changes_the_hash_and_a_changed_language_does_not(course_dir: Path) -> None:
    before = rubric(course_dir)
    assert before.model_copy(update={"language": "en"}).tests_hash() == before.tests_hash()
    with closing(sqlite3.connect(course_dir / "gradebook.db")) as connection, connection:
        connection.execute("UPDATE source_cell SET source = replace(source, '12345', '54321')")
    assert rubric(course_dir).tests_hash() != before.tests_hash()


def test_a_kernel_of_another_language_is_refused(course_dir: Path) -> None:
    with closing(sqlite3.connect(course_dir / "gradebook.db")) as connection, connection:
        connection.execute("UPDATE notebook SET kernelspec = ?", ['{"language": "R"}'])
    with pytest.raises(RubricError, match="its kernel speaks R"):
        rubric(course_dir)


def test_an_unknown_assignment_lists_the_known_ones(course_dir: Path) -> None:
    folder = CourseFolder.open(course_dir)
    with GradebookTables(folder.db_url) as tables, pytest.raises(SubmissionError, match="has ps1"):
        read_rubric(folder, tables, "ps2", GradingSettings())


def test_a_link_among_the_instructors_files_is_refused(course_dir: Path) -> None:
    (course_dir / "source/ps1/passwd").symlink_to("/etc/passwd")
    with pytest.raises(RubricError, match="it is a symbolic link"):
        rubric(course_dir)


def test_imports_are_found_with_their_submodules() -> None:
    source = "%matplotlib inline\nimport os, numpy as np\nfrom sklearn.linear_model import Ridge\n"
    assert imported_modules(source) == {
        "numpy",
        "sklearn.linear_model",
        "sklearn.linear_model.Ridge",
    }


def test_only_modules_are_there() -> None:
    found = ["numpy", "sklearn.linear_model", "sklearn.linear_model.Ridge", "no_such.module"]
    assert [name for name in found if is_there(name)] == ["numpy", "sklearn.linear_model"]


def test_code_that_is_no_python_imports_nothing() -> None:
    assert imported_modules("def (") == set()
