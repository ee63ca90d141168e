"""What a released notebook may not carry, whoever made it."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output

from grading.course import Course, read_course
from grading.quality.leak import check_notebook
from grading.release import student_files


@pytest.fixture
def course(petit_cours: Path) -> Course:
    return read_course(petit_cours)


def released(course: Course) -> nbformat.NotebookNode:
    files = student_files(course.assignments[0], course.language)
    return nbformat.reads(files["resumer.ipynb"].decode(), as_version=4)


def messages(course: Course, notebook: nbformat.NotebookNode) -> list[str]:
    exercise = course.assignments[0].exercises[0]
    return [found.message for found in check_notebook(exercise, nbformat.writes(notebook).encode())]


def test_what_is_released_leaks_nothing(course: Course) -> None:
    assert messages(course, released(course)) == []


def test_an_output_is_a_leak(course: Course) -> None:
    notebook = released(course)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.outputs = [new_output("stream", text="41.5")]
    name = cell.metadata.nbgrader.grade_id
    assert messages(course, notebook) == [f"the released cell {name!r} has an output."]


def test_metadata_of_jupytext_is_a_leak(course: Course) -> None:
    notebook = released(course)
    notebook.metadata["jupytext"] = {"formats": "ipynb,py:percent"}
    assert messages(course, notebook) == ["the released notebook carries metadata 'jupytext'."]


def test_a_hidden_test_is_a_leak(course: Course) -> None:
    notebook = released(course)
    hidden = 'assert obtenu == 1.25, f"moyenne([-1.5, 4]) : 1.25 attendu, {obtenu!r} obtenu"'
    notebook.cells[0].source += f"\n{hidden}"
    assert messages(course, notebook) == [
        f"a hidden test of 'moyenne' is shown to students in 'a text cell': {hidden!r}. "
        "Change one of the two."
    ]
