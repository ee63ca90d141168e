"""What is told of a failed test: all of a visible one, the intent alone of a hidden one."""

from typing import Any

import pytest

from grading.finding import find_reason, without_paths
from grading.record import Finding
from grading.rubric import RubricCell
from grading.sandbox.program import CellResult, ErrorInfo

VISIBLE = "x = f(1)\nassert x == 2, f'2 expected, {x} got'"
HIDDEN = "assert f(7) == 49, f'squares expected, {f(7)} got'\nnp.testing.assert_allclose(f(8), 64)"
SOURCE = f"{VISIBLE}\n### BEGIN HIDDEN TESTS\n{HIDDEN}\n### END HIDDEN TESTS"


def reason(ename: str, evalue: str, line: int | None = None, **more: Any) -> Finding:
    rubric = RubricCell(
        id="q", cell_type="code", grade=True, solution=False, locked=True, task=False, points=1.0,
        source=SOURCE, visible_source=VISIBLE, checksum=None,
    )  # fmt: skip
    lines = SOURCE.split("\n")
    traceback = () if line is None else (f"----> {line} {lines[line - 1]}",)
    error = ErrorInfo(ename, evalue, traceback, **more)
    return find_reason(rubric, CellResult("q", "error", error=error))


def test_a_visible_assertion_tells_everything() -> None:
    found = reason("AssertionError", "2 expected, 3 got", 2, expected="2", got="3")
    assert found == Finding(
        code="assertion", intent="2 expected, 3 got", test="assert x == 2", expected="2", got="3"
    )


def test_a_hidden_assertion_tells_its_message_alone() -> None:
    found = reason("AssertionError", "squares expected, 50 got", expected="49", got="50")
    assert found == Finding(code="assertion", is_hidden=True, intent="squares expected, 50 got")


def test_the_words_of_a_library_are_no_stated_intent() -> None:
    found = reason("AssertionError", "Not equal to tolerance: DESIRED: 64")
    assert found == Finding(code="assertion", is_hidden=True)


def test_a_line_of_the_hidden_part_is_hidden() -> None:
    assert reason("AssertionError", "squares expected, 50 got", 4).test is None


def test_a_name_that_is_missing_is_told() -> None:
    found = reason("NameError", "name 'f' is not defined", 1)
    assert (found.code, found.detail) == ("missing-name", "f")


def test_a_value_that_the_judge_refuses_is_told_apart() -> None:
    assert reason("RefusedAnswer", "an object equal to everything", 2).code == "refused"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Errno 2] No such file: '/tmp/e-1/work/a.csv'", "[Errno 2] No such file: 'a.csv'"),
        ("1/2 and a/b/c stay", "1/2 and a/b/c stay"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
        ("\x1b[31mred\x1b[0m", "red"),
    ],
)  # fmt: skip
def test_paths_and_colours_never_pass(text: str, expected: str) -> None:
    assert without_paths(text) == expected
