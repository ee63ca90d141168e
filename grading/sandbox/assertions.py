"""Rewrites the assertions of a check cell so that they are counted and explained.

`assert f(3) == 9` becomes `assert __enact__(0, f(3), 9)`: operands are evaluated once, in the same
order, and the comparison is Python's own. Nothing else of the cell changes.
"""

import ast
import operator
import reprlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grading.sandbox.mirrors import MirrorClass

PROBE = "__enact__"
MAX_REPR = 300

OPERATORS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
OPERATORS_BY_NAME = {kind.__name__: compare for kind, compare in OPERATORS.items()}
# Functions that compare their first two arguments.
COMPARING = frozenset(
    {
        *("allclose", "isclose", "array_equal", "array_equiv"),
        *("assert_allclose", "assert_almost_equal", "assert_array_equal", "assert_equal"),
        *("assert_array_almost_equal", "assert_frame_equal", "assert_series_equal"),
        *("assert_index_equal", "assertEqual", "assertAlmostEqual", "assertListEqual"),
        *("assertDictEqual", "assertCountEqual", "equal", "equals"),
    }
)


@dataclass
class Comparison:
    """One comparison in the text of a cell."""

    line: int
    compare: Callable[..., Any]
    got_first: bool = True


@dataclass
class Assertions:
    """What the assertions of one cell did.

    Attributes:
        count: assertions that were evaluated.
        last: the comparison evaluated last, with its two operands.
    """

    comparisons: list[Comparison] = field(default_factory=list)
    count: int = 0
    last: tuple[Comparison, Any, Any] | None = None

    def probe(self, number: int, *operands: Any, **options: Any) -> Any:
        """Count an assertion (negative number) or evaluate one comparison."""
        if number < 0:
            self.count += 1
            return operands[0] if operands else None
        comparison = self.comparisons[number]
        function, *values = operands
        self.last = (comparison, values[0], values[1])
        if comparison.compare is _call:
            return function(*values, **options)
        return comparison.compare(values[0], values[1])

    def explain(self, lines: set[int]) -> tuple[str, str]:
        """Return short reprs of what was expected and got, if the last comparison lies there."""
        if self.last is None or self.last[0].line not in lines:
            return "", ""
        comparison, left, right = self.last
        expected, got = (right, left) if comparison.got_first else (left, right)
        return short(expected), short(got)


def _call(*_: Any) -> None:
    """Mark comparisons that are calls of a function."""


def _distance(left: Any, right: Any) -> Any:
    """Return what `abs(left - right)` would."""
    return abs(left - right)


def rewrite(tree: ast.Module, is_students: Callable[[str], bool]) -> Assertions:
    """Change the assertions of a tree in place and return what will gather their results.

    Args:
        tree: the check cell.
        is_students: says whether a name is the student's.
    """
    rewriter = _Rewriter(tainted_names(tree, is_students))
    rewriter.rewrite(tree)
    return rewriter.assertions


def tainted_names(tree: ast.Module, is_students: Callable[[str], bool]) -> set[str]:
    """Return the names whose value comes from the student, also by way of assignments."""
    nodes = walk(tree)
    names = {node.id for node in nodes if type(node) is ast.Name}
    tainted = set(filter(is_students, names))
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            if names_in(node.value) & tainted:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                tainted.update(*map(names_in, targets))
    return tainted


def names_in(node: ast.AST) -> set[str]:
    """Return every name that occurs in a piece of code."""
    return {part.id for part in walk(node) if type(part) is ast.Name}


def walk(node: ast.AST) -> list[ast.AST]:
    """Return a node and all below it, as `ast.walk` does in twice the time."""
    found = [node]
    for one in found:
        # Tools hang attributes of their own on nodes, such as the parent.
        for name in one._fields:
            part = getattr(one, name, None)
            if type(part) is list:
                found += [item for item in part if isinstance(item, ast.AST)]
            elif isinstance(part, ast.AST):
                found.append(part)
    return found


class _Rewriter:
    def __init__(self, tainted: set[str]) -> None:
        self.assertions = Assertions()
        self._tainted = tainted

    def rewrite(self, node: ast.AST) -> None:
        """Rewrite what stands in the blocks of a node; there are no assertions in expressions."""
        for name in node._fields:
            part = getattr(node, name, None)
            for one in part if type(part) is list else ():
                if type(one) is ast.Assert:
                    self._rewrite_assert(one)
                elif type(one) is ast.Expr:
                    self._rewrite_call(one)
                elif isinstance(one, ast.stmt | ast.excepthandler | ast.match_case):
                    self.rewrite(one)

    def _rewrite_assert(self, node: ast.Assert) -> None:
        node.test = self._probe(node.test, "count", [self._condition(node.test)])

    def _rewrite_call(self, node: ast.Expr) -> None:
        call = node.value
        if isinstance(call, ast.Call) and function_name(call).startswith("assert"):
            counted = self._comparing_call(call) or call
            node.value = self._probe(call, "count", [counted])

    def _condition(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.BoolOp):
            node.values = [self._condition(value) for value in node.values]
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self._condition(node.operand)
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._tolerance(node) or self._comparison(node)
        elif isinstance(node, ast.Call):
            return self._comparing_call(node) or node
        return node

    def _tolerance(self, node: ast.Compare) -> ast.expr | None:
        """Watch both sides of the difference in `abs(got - expected) < tolerance`."""
        call = node.left
        if not isinstance(node.ops[0], ast.Lt | ast.LtE) or not isinstance(call, ast.Call):
            return None
        if not isinstance(call.func, ast.Name) or call.func.id != "abs" or "abs" in self._tainted:
            return None
        if len(call.args) != 1 or call.keywords or not isinstance(call.args[0], ast.BinOp):
            return None
        difference = call.args[0]
        if not isinstance(difference.op, ast.Sub):
            return None
        sides = [difference.left, difference.right]
        self._add(call, _distance, *sides)
        nothing = ast.Constant(None, **_place_of(call))
        node.left = self._probe(call, "compare", [nothing, *sides])
        return node

    def _comparison(self, node: ast.Compare) -> ast.expr:
        left, right = node.left, node.comparators[0]
        self._add(node, OPERATORS[type(node.ops[0])], left, right)
        nothing = ast.Constant(None, **_place_of(node))
        return self._probe(node, "compare", [nothing, left, right])

    def _comparing_call(self, node: ast.Call) -> ast.expr | None:
        """Return the call with its operands watched, if it compares its first two arguments."""
        inner = node
        if function_name(node) in ("all", "any", "bool") and isinstance(node.func, ast.Attribute):
            if isinstance(node.func.value, ast.Compare) and len(node.func.value.ops) == 1:
                node.func.value = self._comparison(node.func.value)
                return node
        starred = any(isinstance(part, ast.Starred) for part in inner.args)
        if function_name(inner) not in COMPARING or len(inner.args) < 2 or starred:
            return None
        self._add(inner, _call, *inner.args[:2])
        return self._probe(inner, "compare", [inner.func, *inner.args], inner.keywords)

    def _add(
        self, node: ast.expr, compare: Callable[..., Any], left: ast.expr, right: ast.expr
    ) -> None:
        left_is, right_is = (bool(names_in(side) & self._tainted) for side in (left, right))
        comparison = Comparison(node.lineno, compare, left_is or not right_is)
        self.assertions.comparisons.append(comparison)

    def _probe(
        self,
        node: ast.expr,
        purpose: str,
        arguments: list[ast.expr],
        keywords: list[ast.keyword] | None = None,
    ) -> ast.Call:
        number = len(self.assertions.comparisons) - 1 if purpose == "compare" else -1
        place = _place_of(node)
        function = ast.Name(PROBE, ast.Load(), **place)
        return ast.Call(
            function, [ast.Constant(number, **place), *arguments], keywords or [], **place
        )


def _place_of(node: ast.expr) -> dict[str, Any]:
    return {
        "lineno": node.lineno,
        "col_offset": node.col_offset,
        "end_lineno": node.end_lineno,
        "end_col_offset": node.end_col_offset,
    }


def function_name(call: ast.Call) -> str:
    """Return the last part of the name of the function that is called, or ""."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


class _Short(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = self.maxset = self.maxdict = 12
        self.maxstring = self.maxother = MAX_REPR
        self.maxlevel = 4

    def repr_instance(self, value: Any, level: int) -> str:
        """Show arrays and tables cut in the middle; ask the student's objects for nothing."""
        if isinstance(type(value), MirrorClass) or isinstance(value, MirrorClass):
            return f"<{type(value).__name__} object>"
        size = getattr(value, "size", 0)
        if type(size) is int and size > 200 and hasattr(value, "shape"):
            return f"<{type(value).__name__} of shape {value.shape}>"
        try:
            text = repr(value)
        except Exception as error:
            return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
        return text if len(text) <= MAX_REPR else f"{text[: MAX_REPR - 1]}…"


_short = _Short()


def short(value: Any) -> str:
    """Return a repr that is never long."""
    try:
        text = _short.repr(value)
    except Exception as error:
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return text if len(text) <= MAX_REPR else f"{text[: MAX_REPR - 1]}…"
