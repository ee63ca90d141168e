"""Why a test failed, told without giving a hidden test away.

A hidden test shows its stated intent alone (the message of its `assert`); a visible one shows its
line as well. Paths never pass.
"""

import ast
import re

from grading.record import Finding
from grading.rubric import RubricCell
from grading.sandbox.program import CellResult, ErrorInfo

MAX_CHARACTERS = 1000
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# IPython's and Python's own ways to name a line of a cell.
_CELL_LINE = re.compile(r'(?:Cell In\[\d+\]|File "<ipython-input[^"]*>"|<cell[^>]*>"?), line (\d+)')
_FOLDERS = re.compile(r"(?<![\w.:/])/(?:[^\s/'\"]+/)+")
_ASSERTION = "AssertionError"
_NAME = re.compile(r"name '([^']{1,80})' is not defined")


def find_reason(rubric: RubricCell, result: CellResult) -> Finding:
    """Return why a test cell raised, in a form that its student may see.

    Args:
        rubric: the test cell, hidden tests included.
        result: what happened, with an error.
    """
    error = result.error or ErrorInfo("Error", "")
    lines = failing_lines(error)
    is_hidden = _is_hidden(rubric, lines)
    statement = _statement(rubric.source, lines[-1]) if lines else None
    if error.ename == _ASSERTION:
        return _assertion(rubric, error, is_hidden, statement)
    missing = _NAME.match(error.evalue) if error.ename == "NameError" else None
    return Finding(
        code="missing-name" if missing else "error",
        is_hidden=is_hidden,
        test=None if is_hidden else _text_of(rubric.source, statement),
        error=error.ename,
        detail=missing[1] if missing else without_paths(error.evalue),
    )


def _assertion(
    rubric: RubricCell, error: ErrorInfo, is_hidden: bool, statement: ast.stmt | None
) -> Finding:
    # Only the message of an `assert` is a stated intent: numpy.testing and the like raise the
    # same error with values of the test in it.
    is_stated = isinstance(statement, ast.Assert) and statement.msg is not None
    message = without_paths(error.evalue) if is_stated or not is_hidden else ""
    return Finding(
        code="assertion",
        is_hidden=is_hidden,
        intent=message or None,
        test=None if is_hidden else _text_of(rubric.source, statement),
        expected=None if is_hidden else _expected(rubric.source, statement),
    )


def failing_lines(error: ErrorInfo) -> list[int]:
    """Return the lines of the cell that a traceback goes through, outermost first."""
    text = _ANSI.sub("", "\n".join(error.traceback))
    return [int(line) for line in _CELL_LINE.findall(text)]


def without_paths(text: str) -> str:
    """Return a message without folders and colours, cut at a readable length."""
    plain = _FOLDERS.sub("", _ANSI.sub("", text)).strip()
    return plain if len(plain) <= MAX_CHARACTERS else plain[:MAX_CHARACTERS] + "…"


def _is_hidden(rubric: RubricCell, lines: list[int]) -> bool:
    if rubric.source == rubric.visible_source:
        return False
    source, visible = rubric.source.split("\n"), rubric.visible_source.split("\n")
    forward = _matched(source, visible)
    backward = {len(source) + 1 - line for line in _matched(source[::-1], visible[::-1])}
    # A line counts as visible only when there is no other way to read the two texts; without a
    # line, nothing proves that the failing test is a visible one.
    return not lines or any(line not in forward & backward for line in lines)


def _matched(source: list[str], visible: list[str]) -> set[int]:
    """Return the numbers of the lines that are found, in order, in the visible text."""
    matched: set[int] = set()
    for number, text in enumerate(source, start=1):
        if len(matched) < len(visible) and visible[len(matched)] == text:
            matched.add(number)
    return matched


def _statement(source: str, line: int) -> ast.stmt | None:
    """Return the innermost statement that covers a line."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    covering = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return max(covering, key=lambda node: node.lineno, default=None)


def _text_of(source: str, statement: ast.stmt | None) -> str | None:
    if statement is None:
        return None
    if isinstance(statement, ast.Assert):
        text = ast.get_source_segment(source, statement.test)
        return f"assert {text}"[:MAX_CHARACTERS]
    text = ast.get_source_segment(source, statement)
    return text.split("\n")[0][:MAX_CHARACTERS] if text else None


def _expected(source: str, statement: ast.stmt | None) -> str | None:
    """Return the constant that an assertion compares with, as it is written."""
    if not isinstance(statement, ast.Assert) or not isinstance(statement.test, ast.Compare):
        return None
    compare = statement.test
    if len(compare.ops) != 1 or not isinstance(compare.ops[0], ast.Eq):
        return None
    for side in (compare.comparators[0], compare.left):
        try:
            ast.literal_eval(side)
        except (ValueError, TypeError, RecursionError):
            continue
        return ast.get_source_segment(source, side)
    return None
