"""Importers: nbgrader's and otter-assign's notebooks become exercises that the reader accepts."""

from dataclasses import replace
from pathlib import Path

import nbformat
import nbgrader
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from grading.cli import main
from grading.course import read_course
from grading.errors import CourseError, Problem
from grading.exercise import read_exercise
from grading.importer import convert_notebook
from grading.importer.otter import assertion, mark_solution
from grading.notebook import to_source_notebook, write_text
from grading.student_version import make_versions

PROBLEMS = Path(nbgrader.__file__).parent / "docs/source/user_guide/source/ps1"

OTTER = [
    new_raw_cell("# ASSIGNMENT CONFIG\nname: hw01"),
    new_markdown_cell("# Devoir"),
    new_code_cell("import math"),
    new_raw_cell("# BEGIN QUESTION\nname: carre\npoints: 2"),
    new_markdown_cell("Écrivez `carre`."),
    new_raw_cell("# BEGIN SOLUTION"),
    new_code_cell("def carre(x):\n    return x**2 # SOLUTION\n"),
    new_raw_cell("# END SOLUTION"),
    new_raw_cell("# BEGIN TESTS"),
    new_code_cell(
        "carre(3)", outputs=[new_output("execute_result", {"text/plain": "9"}, execution_count=1)]
    ),
    new_code_cell("# HIDDEN\nassert carre(-2) == 4, 'carre(-2) : 4 attendu'"),
    new_raw_cell("# END TESTS"),
    new_raw_cell("# END QUESTION"),
    new_raw_cell("# BEGIN QUESTION\nname: pourquoi\npoints: 3\nmanual: true"),
    new_markdown_cell("Pourquoi ?"),
    new_raw_cell("# BEGIN SOLUTION"),
    new_markdown_cell("Parce que."),
    new_raw_cell("# END SOLUTION"),
    new_raw_cell("# END QUESTION"),
]


def write_notebook(path: Path, cells: list[nbformat.NotebookNode]) -> Path:
    nbformat.write(new_notebook(cells=cells), path)
    return path


def read_text(text: str, folder: Path) -> tuple[list[tuple[str | None, ...]], list[Problem]]:
    path = folder / "importe.py"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    exercise = read_exercise(path, problems)
    return [(cell.role, cell.id, cell.tests) for cell in exercise.cells if cell.role], problems


@pytest.mark.parametrize("name", ["problem1", "problem2"])
def test_an_example_of_nbgrader_becomes_a_valid_exercise(name: str, tmp_path: Path) -> None:
    conversion = convert_notebook(PROBLEMS / f"{name}.ipynb")
    assert (conversion.system, conversion.notes) == ("nbgrader", ())
    assert read_text(conversion.text, tmp_path)[1] == []


def test_tests_of_nbgrader_belong_to_the_solution_before_them(tmp_path: Path) -> None:
    conversion = convert_notebook(PROBLEMS / "problem1.ipynb")
    cells, _ = read_text(conversion.text, tmp_path)
    assert ("tests", "squares_invalid_input", "squares") in cells


def test_our_own_source_notebook_comes_back_as_it_was(petit_cours: Path, tmp_path: Path) -> None:
    exercise = read_course(petit_cours).assignments[0].exercises[0]
    path = tmp_path / "resumer.ipynb"
    path.write_text(write_text(to_source_notebook(exercise)), encoding="utf-8")
    again = tmp_path / "resumer.py"
    again.write_text(convert_notebook(path).text, encoding="utf-8")
    cells = [replace(cell, line=0, first_line=0) for cell in exercise.cells]
    found = [replace(cell, line=0, first_line=0) for cell in read_exercise(again, []).cells]
    assert found == cells


def test_an_otter_notebook_becomes_a_valid_exercise(tmp_path: Path) -> None:
    conversion = convert_notebook(write_notebook(tmp_path / "hw.ipynb", OTTER))
    cells, problems = read_text(conversion.text, tmp_path)
    assert problems == []
    assert cells == [
        ("given", "given-1", None),
        ("solution", "carre", None),
        ("tests", "carre", "carre"),
        ("written", "pourquoi", None),
    ]


def test_hidden_tests_of_otter_stay_hidden(tmp_path: Path) -> None:
    conversion = convert_notebook(write_notebook(tmp_path / "hw.ipynb", OTTER))
    path = tmp_path / "hw.py"
    path.write_text(conversion.text, encoding="utf-8")
    student = make_versions(to_source_notebook(read_exercise(path, [])), "fr").student
    text = write_text(student)
    assert "carre(3)" in text
    assert "carre(-2)" not in text


def test_solution_comments_of_otter_become_regions() -> None:
    source = "a = 1\nb = 2  # SOLUTION\nc = 3 # SOLUTION NO PROMPT\nd = 4"
    assert mark_solution(source) == (
        "a = 1\n### BEGIN SOLUTION\nb = 2\nc = 3\n### END SOLUTION\nd = 4"
    )


def test_prompts_of_otter_are_left_out() -> None:
    source = (
        '# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n""" # BEGIN PROMPT\nx = ...\n"""; # END PROMPT'
    )
    assert mark_solution(source) == "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n"


def test_a_shown_value_of_otter_becomes_an_assertion() -> None:
    namespace = {"valeurs": {"a": 1}}
    exec(assertion("valeurs", "{'a': 1}"), namespace)
    with pytest.raises(AssertionError, match=r"valeurs : \{'a': 1\} ≠ \{'a': 2\}"):
        exec(assertion("valeurs", "{'a': 2}"), namespace)


def test_commands_of_ipython_are_left_out_and_told(tmp_path: Path) -> None:
    cells = [new_code_cell("%matplotlib inline\nx = 1"), *OTTER]
    conversion = convert_notebook(write_notebook(tmp_path / "hw.ipynb", cells))
    assert "left out the IPython command '%matplotlib inline'" in conversion.notes
    assert "%matplotlib" not in conversion.text


def test_another_notebook_is_refused(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "plain.ipynb", [new_code_cell("1")])
    with pytest.raises(CourseError, match="neither nbgrader metadata nor"):
        convert_notebook(path)


def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text("not json", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be read as a notebook"):
        convert_notebook(path)


def test_the_command_never_overwrites(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "hw.ipynb", OTTER)
    arguments = ["convert", str(notebook), "--output", str(tmp_path)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert "it exists already" in CliRunner().invoke(main, arguments).stderr
