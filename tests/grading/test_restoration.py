"""What belongs to the instructor comes back; what is the student's stays."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.course_folder import CourseFolder
from grading.gradebook.tables import GradebookTables
from grading.instructor_version import read_rubric
from grading.restoration import RestoredNotebook, restore
from grading.rubric import RubricExercise
from grading.settings import GradingSettings
from grading.submission import read_notebook

Notebook = nbformat.NotebookNode


@pytest.fixture
def exercise(course_dir: Path) -> RubricExercise:
    folder = CourseFolder.open(course_dir)
    with GradebookTables(folder.db_url) as tables:
        return read_rubric(folder, tables, "ps1", GradingSettings()).exercises[0]


@pytest.fixture
def notebook(released: Callable[[str], Notebook]) -> Notebook:
    return released("arithmetic")


@pytest.fixture
def put_back(exercise: RubricExercise) -> Callable[[Notebook], RestoredNotebook]:
    def put_back(notebook: Notebook) -> RestoredNotebook:
        content = nbformat.writes(notebook).encode()
        return restore(read_notebook("arithmetic.ipynb", content, GradingSettings()), exercise)

    return put_back


PutBack = Callable[[Notebook], RestoredNotebook]


def find(notebook: Notebook, name: str) -> Any:
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def names(restored: RestoredNotebook) -> list[str]:
    return [item.rubric.id if item.rubric else item.cell.source for item in restored.cells]


def kinds(restored: RestoredNotebook) -> list[tuple[str, str, str]]:
    return [(flag.level, flag.kind, flag.cell) for flag in restored.flags]


def source(restored: RestoredNotebook, name: str) -> str:
    return next(i.cell.source for i in restored.cells if i.rubric and i.rubric.id == name)


def test_hidden_tests_come_back(put_back: PutBack, notebook: Notebook) -> None:
    assert "HIDDEN TESTS" not in find(notebook, "square").source
    assert "HIDDEN TESTS" in source(put_back(notebook), "square")


def test_an_untouched_notebook_has_no_flag(put_back: PutBack, notebook: Notebook) -> None:
    assert kinds(put_back(notebook)) == []


def test_own_cells_stay_where_they_are_without_a_flag(
    put_back: PutBack, notebook: Notebook
) -> None:
    notebook.cells.insert(2, nbformat.v4.new_code_cell("scratch = 1"))
    restored = put_back(notebook)
    assert (names(restored)[2], kinds(restored)) == ("scratch = 1", [])


def test_answers_may_be_written_and_moved_without_a_flag(
    put_back: PutBack, notebook: Notebook
) -> None:
    answer = find(notebook, "digits-solution")
    answer.source = "digits = 2"
    notebook.cells.remove(answer)
    notebook.cells.insert(1, answer)
    restored = put_back(notebook)
    assert (names(restored)[1], kinds(restored)) == ("digits-solution", [])


def test_ends_of_lines_say_nothing(put_back: PutBack, notebook: Notebook) -> None:
    cell = find(notebook, "given-1")
    cell.source = cell.source.replace("\n", "  \r\n") + "\n"
    assert kinds(put_back(notebook)) == []


def test_an_edited_test_is_put_back_and_flagged(put_back: PutBack, notebook: Notebook) -> None:
    find(notebook, "square").source = "pass"
    restored = put_back(notebook)
    assert "assert square(3) == 9" in source(restored, "square")
    assert kinds(restored) == [("edit", "edited-locked-cell", "square")]
    assert "+pass" in restored.flags[0].evidence


def test_an_earlier_release_is_no_edit(put_back: PutBack, notebook: Notebook) -> None:
    from nbgrader.utils import compute_checksum

    cell = find(notebook, "given-1")
    cell.source = "import math\nbase = 9"
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    assert kinds(put_back(notebook)) == [("notice", "earlier-release", "given-1")]


def test_edited_points_are_put_back_and_flagged(put_back: PutBack, notebook: Notebook) -> None:
    find(notebook, "square").metadata.nbgrader.points = 2000
    restored = put_back(notebook)
    assert kinds(restored) == [("edit", "edited-points", "square")]
    assert [
        i.cell.nbgrader["points"]
        for i in restored.cells
        if i.rubric and i.rubric.grade and i.cell.nbgrader
    ] == [2.0, 3.0, 3.0]


@pytest.mark.parametrize("key", ["grade", "solution", "task"])
def test_edited_roles_are_put_back_and_flagged(
    put_back: PutBack, notebook: Notebook, key: str
) -> None:
    metadata = find(notebook, "square").metadata.nbgrader
    metadata[key] = not metadata[key]
    restored = put_back(notebook)
    assert kinds(restored) == [("edit", "edited-metadata", "square")]


def test_an_edited_cell_type_is_put_back_and_flagged(put_back: PutBack, notebook: Notebook) -> None:
    index = notebook.cells.index(find(notebook, "square"))
    cell = nbformat.v4.new_markdown_cell(notebook.cells[index].source)
    cell.metadata = notebook.cells[index].metadata
    notebook.cells[index] = cell
    restored = put_back(notebook)
    assert [i.cell.cell_type for i in restored.cells if i.rubric and i.rubric.id == "square"] == [
        "code"
    ]
    assert kinds(restored) == [("edit", "edited-cell-type", "square")]


def test_of_duplicates_the_last_counts(put_back: PutBack, notebook: Notebook) -> None:
    twin = copy.deepcopy(find(notebook, "square-solution"))
    twin.id, twin.source = "twin", "first = True"
    notebook.cells.insert(1, twin)
    restored = put_back(notebook)
    assert names(restored)[1] == "first = True"
    assert kinds(restored) == [("notice", "duplicated-cell", "square-solution")]


def test_an_unknown_id_makes_an_ordinary_cell(put_back: PutBack, notebook: Notebook) -> None:
    twin = copy.deepcopy(find(notebook, "square"))
    twin.id, twin.metadata.nbgrader.grade_id, twin.source = "twin", "bonus", "pass"
    notebook.cells.append(twin)
    restored = put_back(notebook)
    assert restored.cells[-1].cell.nbgrader is None
    assert kinds(restored) == [("notice", "unknown-cell", "bonus")]


def test_a_missing_test_comes_back_before_what_follows(
    put_back: PutBack, notebook: Notebook
) -> None:
    notebook.cells.remove(find(notebook, "square"))
    notebook.cells.insert(3, nbformat.v4.new_code_cell("own = 1"))
    restored = put_back(notebook)
    assert names(restored)[2:6] == ["square-solution", "own = 1", "square", "digits-solution"]
    assert restored.missing == ["square"]


def test_a_missing_answer_is_told_and_not_replaced_by_its_stub(
    put_back: PutBack, notebook: Notebook
) -> None:
    notebook.cells.remove(find(notebook, "square-solution"))
    restored = put_back(notebook)
    assert "square-solution" not in names(restored)
    assert restored.missing == ["square-solution"]


def test_cells_whose_metadata_was_dropped_are_recognised(
    put_back: PutBack, notebook: Notebook
) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    find_text = [cell.source for cell in notebook.cells]
    restored = put_back(notebook)
    assert restored.missing == []
    assert {level for level, _, _ in kinds(restored)} == {"notice"}
    assert len(restored.cells) == len(find_text)


def test_locked_text_is_recognised_without_any_id(put_back: PutBack, notebook: Notebook) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
        cell.id = nbformat.v4.new_code_cell().id
    found = names(put_back(notebook))
    assert [name for name in found if name in ("given-1", "square", "digits", "drawing")] == [
        "given-1",
        "square",
        "digits",
        "drawing",
    ]


def test_locked_cells_come_back_in_the_instructors_order(
    put_back: PutBack, notebook: Notebook
) -> None:
    given = find(notebook, "given-1")
    notebook.cells.remove(given)
    notebook.cells.append(given)
    restored = put_back(notebook)
    order = [name for name in names(restored) if name in ("given-1", "square", "digits")]
    assert order == ["given-1", "square", "digits"]
    assert {kind for _, kind, _ in kinds(restored)} == {"moved-cell"}


def test_another_kernel_is_a_notice(put_back: PutBack, notebook: Notebook) -> None:
    notebook.metadata.kernelspec = {"name": "conda-env", "display_name": "x", "language": "python"}
    assert kinds(put_back(notebook)) == [("notice", "other-kernel", "")]
