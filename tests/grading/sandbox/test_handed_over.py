"""What the visible part of a check binds is there for later cells that may look it up."""

from dataclasses import replace

import pytest

from grading.sandbox.names import used_names
from grading.sandbox.plan import find_plan
from grading.sandbox.program import Cell

GIVEN = ("given", "start = 5")
CHECK = ("check", "found = double(start)\nassert found == 10")


def planned(program, run):
    return replace(program, cells=find_plan(program, run).cells)


@pytest.mark.parametrize(
    "later",
    [
        "print(found)",
        "print(f'{found}')",
        "print(globals()['fo' + 'und'])",
        "import __main__\nprint(getattr(__main__, 'fo' + 'und'))",
        "print(eval('fo' + 'und'))",
        "def show():\n    return found\nprint(show())",
        "!echo $found",
    ],
)
def test_a_later_cell_finds_what_a_check_bound(later, run, program):
    cells = program(
        GIVEN, ("student", "def double(x):\n    return 2 * x"), CHECK, ("student", later)
    )
    (output,) = run(planned(cells, run)).cells[-1].outputs
    assert output["text"] == "10\n"


def test_a_name_that_the_student_bound_is_bound_anew(run, program):
    source = "found = 3\ndef double(x):\n    return 2 * x\ndef show():\n    return found"
    check = ("check", "assert show() == 10")
    cells = program(GIVEN, ("student", source), CHECK, check)
    assert [cell.status for cell in run(planned(cells, run)).cells] == ["ok"] * 4


def test_a_function_of_a_check_finds_its_names(run, program):
    check = (
        "check",
        "factor = 7\ndef times(x):\n    return factor * x\nassert double(start) == 10",
    )
    student = ("student", "def double(x):\n    return 2 * x")
    cells = program(GIVEN, student, check, ("student", "print(times(2))"))
    (output,) = run(planned(cells, run)).cells[-1].outputs
    assert output["text"] == "14\n"


def test_names_in_texts_and_in_compatible_letters_count():
    cells = [Cell("a", "student", "table.query('a > @limit')\nprint(ﬁrst)")]
    assert {"limit", "first"} <= (used_names(cells) or set())


def test_tests_in_the_judge_do_not_count():
    assert used_names([Cell("a", "check", "found = 1")]) == frozenset()
    assert used_names([Cell("a", "check", "found = 1", mode="sealed")]) == {"found"}
