"""A failed assertion is told by its two sides: what was expected and what was got."""

import ast

import pytest

from grading.sandbox.assertions import PROBE, rewrite


def explained(source: str, **names: object) -> tuple[str, str]:
    """Return what is said of a check whose last assertion fails; `got` is the student's."""
    tree = ast.parse(source)
    assertions = rewrite(tree, lambda name: name == "got")
    with pytest.raises(AssertionError):
        exec(compile(tree, "check", "exec"), {**names, PROBE: assertions.probe})
    return assertions.explain({tree.body[-1].lineno})


@pytest.mark.parametrize(
    "source",
    [
        "assert got == 9",
        "assert 9 == got",
        "assert abs(got - 9) < 1e-9",
        "assert abs(9 - got) <= 0.001",
        "assert got is not None and abs(got - 9) < 1e-9",
    ],
)
def test_both_sides_are_told_not_the_tolerance(source: str) -> None:
    assert ("9", "3.5") == explained(source, got=3.5)


def test_a_bound_that_is_no_tolerance_is_told_as_it_stands() -> None:
    assert ("0.2", "0.5") == explained("assert got < 0.2", got=0.5)
    assert ("0.2", "0.5") == explained("assert abs(got) < 0.2", got=-0.5)


def test_a_function_named_abs_by_the_student_stays_theirs() -> None:
    tree = ast.parse("assert abs(1 - 1) < 5")
    assertions = rewrite(tree, lambda name: name == "abs")
    with pytest.raises(AssertionError):
        exec(compile(tree, "check", "exec"), {"abs": lambda _: 7, PROBE: assertions.probe})
