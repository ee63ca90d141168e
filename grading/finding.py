"""Why a test failed, told without giving a hidden test away.

A hidden test shows its stated intent alone (the message of its `assert`); a visible one shows its
line as well. Paths never pass.
"""

import ast
import re
from functools import lru_cache

from grading.record import Finding
from grading.rubric import RubricCell
from grading.sandbox.program import CellResult, ErrorInfo

MAX_CHARACTERS = 1000
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# The judge's way to name the visible line of a check, and Python's for a cell.
_CELL_LINE = re.compile(r'^----> (\d+) |(?:Cell In\[\d+\]|"<cell[^>]*>"), line (\d+)', re.MULTILINE)
_FOLDERS = re.compile(r"(?<![\w.:/])/(?:[^\s/'\"]+/)+")
_ASSERTION = "AssertionError"
# The judge's name for a value that it does not take, such as an object equal to everything.
_REFUSED = "RefusedAnswer"
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
    code = "refused" if error.ename == _REFUSED else "error"
    return Finding(
        code="missing-name" if missing else code,
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
    is_stated = not is_hidden or _is_stated(rubric.source, error.evalue)
    return Finding(
        code="assertion",
        is_hidden=is_hidden,
        intent=(without_paths(error.evalue) or None) if is_stated else None,
        test=None if is_hidden else _text_of(rubric.source, statement),
        expected=None if is_hidden else error.expected or None,
        got=None if is_hidden else error.got or None,
    )


def failing_lines(error: ErrorInfo) -> list[int]:
    """Return the lines of the cell that a traceback goes through, outermost first."""
    text = _ANSI.sub("", "\n".join(error.traceback))
    return [int(one or other) for one, other in _CELL_LINE.findall(text)]


def _is_stated(source: str, message: str) -> bool:
    """Tell whether a message is that of an `assert` statement of the cell."""
    patterns = [
        pattern
        for statement in _statements(source)
        if isinstance(statement, ast.Assert) and statement.msg is not None
        for pattern in [_pattern(statement.msg)]
        if pattern
    ]
    return any(re.fullmatch(pattern, message, re.DOTALL) for pattern in patterns)


@lru_cache(maxsize=256)
def _statements(source: str) -> tuple[ast.stmt, ...]:
    """Return every statement of a test cell; parsed once for a class that fails it together."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ()
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def _pattern(message: ast.expr) -> str:
    """Return what the text of an assertion's message looks like; "" when its code cannot tell."""
    if isinstance(message, ast.Constant) and isinstance(message.value, str):
        return re.escape(message.value)
    if isinstance(message, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
            for part in message.values
        )
    if isinstance(message, ast.BinOp) and isinstance(message.op, ast.Add):
        sides = _pattern(message.left), _pattern(message.right)
        return "".join(side or ".*" for side in sides) if any(sides) else ""
    template = None
    if isinstance(message, ast.BinOp) and isinstance(message.op, ast.Mod):
        template, holes = message.left, r"%(?:\(\w+\))?[-+ #0-9.*]*[a-zA-Z]"
    elif isinstance(message, ast.Call) and isinstance(message.func, ast.Attribute):
        template, holes = message.func.value, r"\{[^{}]*\}"
    if isinstance(template, ast.Constant) and isinstance(template.value, str):
        return ".*".join(re.escape(part) for part in re.split(holes, template.value))
    return ""


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
    covering = [
        node
        for node in _statements(source)
        if node.lineno <= line <= (node.end_lineno or node.lineno)
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
