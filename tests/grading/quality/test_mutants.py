"""Mutants: one small mistake each, inside the solution, never the same twice."""

import ast

import pytest

from grading.exercise import Cell
from grading.quality.mutants import MOST_MUTANTS, Mutant, mutants_of, solution_lines


def mutants(source: str) -> tuple[Mutant, ...]:
    return mutants_of(Cell("code", source, 1, "solution", "x", first_line=2))


def of(operator: str, source: str) -> set[str]:
    """Return what an operator makes of the last line of a solution."""
    return {
        mutant.source.splitlines()[-1].strip()
        for mutant in mutants(source)
        if mutant.operator == operator
    }


CASES = [
    ("arithmetic", "a + b", {"a - b"}),
    ("arithmetic", "(t > 0) & (u < 1)", {"(t > 0) | (u < 1)"}),
    ("operands", "a - b", {"b - a"}),
    ("operands", "(a - b) ** 2", {"2 ** (a - b)"}),
    ("operands", "abs(a - b)", set()),
    ("comparison", "a < b", {"a <= b", "a >= b"}),
    ("comparison", "a == b", {"a != b"}),
    ("logic", "a and b", {"a or b"}),
    ("logic", "not a", {"a"}),
    ("condition", "[v for v in t if v > 0]", {"[v for v in t]"}),
    ("condition", "a if c else b", {"b if c else a"}),
    ("constant", "t[1]", {"t[2]", "t[0]"}),
    ("constant", "t * 100", {"t * 101"}),
    ("constant", "t * 0.5", {"t * 1.0"}),
    ("constant", "abs(a - b) < 1e-9", set()),
    ("constant", "f(flag=True)", {"f(flag=False)"}),
    ("off-by-one", "t[:n]", {"t[:n - 1]"}),
    ("off-by-one", "range(n)", {"range(n - 1)"}),
    ("axis", "t.mean(axis=0)", {"t.mean(axis=1)"}),
    ("keyword", "t.std(ddof=1)", {"t.std()"}),
    ("keyword", "t.plot(color='red')", set()),
    ("reduction", "t.mean()", {"t.median()"}),
    ("reduction", "max(t)", {"min(t)"}),
    ("call", "t.dropna()", {"t"}),
    ("call", "abs(t)", {"t"}),
    ("arguments", "f(a, b)", {"f(b, a)"}),
    ("arguments", "max(a, b)", set()),
    ("train-test", "f(x_train, x_test)", {"f(x_test, x_test)", "f(x_train, x_train)"}),
]


@pytest.mark.parametrize(
    ("operator", "expression", "expected"),
    CASES,
    ids=[f"{operator}-{expression}"[:50] for operator, expression, _ in CASES],
)
def test_an_operator_makes_its_mistakes(operator: str, expression: str, expected: set[str]) -> None:
    source = f"def x(a, b, c, f, n, t, u, x_train, x_test):\n    return {expression}"
    assert of(operator, source) == {f"return {text}" for text in expected}


def test_a_missing_copy_is_a_mutant_of_its_own() -> None:
    source = "def x(t):\n    u = t.copy()\n    u[0] = 1\n    return u"
    assert [m.diff for m in mutants(source) if m.operator == "missing-copy"] == [
        "-    u = t.copy()\n+    u = t"
    ]


def test_statements_are_dropped_where_the_rest_can_run() -> None:
    source = "def x(t):\n    s = 0\n    for v in t:\n        s += v\n    return s"
    diffs = {m.diff for m in mutants(source) if m.operator == "statement"}
    assert "-        s += v\n+        pass" in diffs
    assert "-    s = 0\n+    pass" not in diffs


def test_only_the_solution_is_changed() -> None:
    source = "y = 1\n### BEGIN SOLUTION\nz = 2\n### END SOLUTION\nw = 3"
    assert {mutant.line for mutant in mutants(source)} == {3}


def test_without_marks_everything_is_solution() -> None:
    assert solution_lines("a = 1\nb = 2") == {1, 2}


def test_messages_and_docstrings_are_left_alone() -> None:
    source = 'def x(t):\n    """Moyenne."""\n    raise ValueError("vide")\n'
    assert mutants(source) == ()


def test_accents_before_a_change_do_not_shift_it() -> None:
    source = "def x(é, ê):\n    return {'été': é + ê}"
    assert "return {'été': é - ê}" in of("arithmetic", source)


def test_every_mutant_is_valid_python() -> None:
    source = (
        "def x(t, n):\n    a = [v ** 2 for v in t if v > 0]\n    return sum(a[:n]) / len(a), max(a)"
    )
    for mutant in mutants(source):
        ast.parse(mutant.source)


def test_no_mutant_does_the_same_as_another() -> None:
    source = "def x(t):\n    return t[1] + t[1] - 1 * 1"
    sources = [mutant.source for mutant in mutants(source)]
    assert len(sources) == len(set(sources))


def test_names_stay_when_other_lines_change() -> None:
    one = {m.diff: m.name for m in mutants("def x(a, b):\n    return a + b")}
    two = {m.diff: m.name for m in mutants("def x(a, b):\n    c = 3\n    return a + b")}
    assert one.items() <= two.items()


def test_a_long_solution_has_a_bounded_number_of_mutants_of_every_kind() -> None:
    lines = [f"    s{i} = t[{i}] + {i} * u - {i}" for i in range(2, 40)]
    found = mutants("def x(t, u):\n" + "\n".join(lines) + "\n    return t.mean(axis=0)")
    assert len(found) == MOST_MUTANTS
    assert {"axis", "arithmetic", "constant", "operands"} <= {m.operator for m in found}
