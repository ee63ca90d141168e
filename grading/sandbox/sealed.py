"""Sealed mode: a check runs beside the student's code, its comparisons are made in the judge.

Where a test needs the object itself (its class, a figure, a patched name), its statements run in
the student's process, one at a time, in a fork that will never run another cell. What they compare
is sent to the judge as data and compared there, and what is a literal in the test never leaves the
judge. So the student's process can stop a test or fake a yes-or-no, but it cannot make a wrong
value equal a right one, and leaving assertions out shows: each one must ask the judge.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grading.sandbox.assertions import (
    COMPARING,
    OPERATORS,
    PROBE,
    Comparison,
    function_name,
    names_in,
    tainted_names,
)

_ABSENT = object()
_CATCHING = (ast.Try, ast.With, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_SKIPPABLE = (*_CATCHING, ast.For, ast.While, ast.If, ast.BoolOp, ast.IfExp, ast.ListComp)


@dataclass
class Question:
    """One assertion of a sealed check.

    Attributes:
        line: its line in the cell.
        message: what the test says when it fails, if it is written out.
        compare: what the judge does with the operands; None when only the truth comes.
        literal: the right operand, when the test writes it out.
        is_certain: it is evaluated in every run that ends without an error.
        is_final: when it fails, nothing in the test can catch that.
    """

    line: int
    message: str
    compare: Callable[..., Any] | None
    literal: Any = _ABSENT
    is_certain: bool = False
    is_final: bool = False


@dataclass
class SealedCheck:
    """A check cell, cut into statements and rewritten.

    Attributes:
        statements: text, first and last line of each statement.
        value: text of the last expression; "" if the cell ends otherwise.
        questions: what the statements will ask the judge.
        asked: numbers of the questions that were asked.
        with_data: numbers of those whose operands came as data.
        failed: the question that failed and may not be forgiven.
        last: the comparison evaluated last, with both operands.
    """

    statements: list[tuple[str, int, int]] = field(default_factory=list)
    value: str = ""
    questions: list[Question] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    with_data: set[int] = field(default_factory=set)
    failed: Question | None = None
    last: tuple[Comparison, Any, Any] | None = None

    def answer(self, number: int, values: tuple[Any, ...], options: Mapping[str, Any]) -> Any:
        """Make one comparison with what the student's process sent.

        Args:
            number: which question.
            values: the operands, or the truth alone.
            options: keyword arguments of a comparing function.

        Raises:
            AssertionError: a comparing function found a difference.
        """
        question = self.questions[number]
        self.asked.append(number)
        if question.compare is None:
            result = values[0] is True
        else:
            self.with_data.add(number)
            if question.literal is not _ABSENT:
                values = (values[0], question.literal)
            self.last = (Comparison(question.line, question.compare), values[0], values[1])
            try:
                result = question.compare(*values, **options)
            except AssertionError:
                self._fail(question)
                raise
        self._note(question, result)
        return result

    def answer_truth(self, number: int, truth: Any) -> bool:
        """Take a yes or no for operands that are no data."""
        question = self.questions[number]
        self.asked.append(number)
        self._note(question, truth is True)
        return truth is True

    def has_literal(self, number: int) -> bool:
        """Say whether the test writes out the right operand of a comparison."""
        return self.questions[number].literal is not _ABSENT

    def literal(self, number: int) -> Any:
        """Return the right operand that the test writes out, for an object that is no data."""
        return self.questions[number].literal

    def _note(self, question: Question, result: Any) -> None:
        try:
            is_true = result is None or bool(result)
        except ValueError:
            is_true = False
        if not is_true:
            self._fail(question)

    def _fail(self, question: Question) -> None:
        if question.is_final and self.failed is None:
            self.failed = question

    def missing(self) -> list[Question]:
        """Return the questions that had to be asked and were not, in the order of the text."""
        asked = set(self.asked)
        return [
            question
            for number, question in enumerate(self.questions)
            if question.is_certain and number not in asked
        ]


def seal(
    tree: ast.Module, find_function: Callable[[str], Any], is_students: Callable[[str], bool]
) -> SealedCheck:
    """Cut a check into statements whose assertions ask the judge.

    Args:
        tree: the check cell; it is changed.
        find_function: the judge's own function for a dotted name, or None.
        is_students: says whether a name is the student's.
    """
    check = SealedCheck()
    sealer = _Sealer(check, find_function, tainted_names(tree, is_students))
    body = list(tree.body)
    last = (
        body.pop() if body and isinstance(body[-1], ast.Expr) and not _asserts(body[-1]) else None
    )
    for statement in body:
        first, end = statement.lineno, statement.end_lineno or statement.lineno
        changed = ast.fix_missing_locations(sealer.visit(statement))
        check.statements.append((ast.unparse(changed), first, end))
    if isinstance(last, ast.Expr):
        check.value = ast.unparse(last.value)
        check.statements.append(("", last.lineno, last.end_lineno or last.lineno))
    return check


def _asserts(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Call) and function_name(node.value).startswith("assert")


class _Sealer(ast.NodeTransformer):
    def __init__(
        self, check: SealedCheck, find_function: Callable[[str], Any], tainted: set[str]
    ) -> None:
        self._check = check
        self._find = find_function
        self._tainted = tainted
        self._around: list[ast.AST] = []
        self._message = ""

    def visit(self, node: ast.AST) -> Any:
        """Visit a node, remembering what stands around it."""
        self._around.append(node)
        try:
            return super().visit(node)
        finally:
            self._around.pop()

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        text = node.msg.value if isinstance(node.msg, ast.Constant) else ""
        self._message = text if isinstance(text, str) else ""
        node.test = self._condition(node.test, is_certain=True)
        self._message = ""
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Call) and _asserts(node):
            asked = self._call(node.value, is_certain=True)
            if asked is not None:
                node.value = asked
                return node
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        plain = len(node.ops) == 1 and not isinstance(node.ops[0], ast.Is | ast.IsNot)
        if plain and names_in(node) & self._tainted:
            return self._comparison(node, is_certain=False)
        return self.generic_visit(node)

    def _condition(self, node: ast.expr, is_certain: bool) -> ast.expr:
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            node.values = [self._condition(value, is_certain) for value in node.values]
            return node
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._comparison(node, is_certain)
        asked = self._call(node, is_certain) if isinstance(node, ast.Call) else None
        return asked or self._ask(node, None, [node], is_certain)

    def _comparison(self, node: ast.Compare, is_certain: bool) -> ast.expr:
        operator, left, right = type(node.ops[0]), node.left, node.comparators[0]
        if operator in (ast.Is, ast.IsNot):
            return self._ask(node, None, [node], is_certain)
        literal = _literal(right)
        operands = [left, right] if literal is _ABSENT else [left]
        return self._ask(node, OPERATORS[operator], operands, is_certain, literal=literal)

    def _call(self, node: ast.Call, is_certain: bool) -> ast.expr | None:
        """Return the question for a function that compares its first two arguments."""
        whole = _whole_comparison(node)
        if whole is not None:
            compare, inner = whole
            return self._ask(node, compare, [inner.left, inner.comparators[0]], is_certain)
        starred = any(isinstance(part, ast.Starred) for part in node.args)
        if function_name(node) not in COMPARING or len(node.args) < 2 or starred:
            return None
        function = self._find(ast.unparse(node.func))
        if function is None:
            return None
        literal = _literal(node.args[1]) if len(node.args) == 2 else _ABSENT
        operands = node.args if literal is _ABSENT else node.args[:1]
        return self._ask(node, function, operands, is_certain, node.keywords, literal)

    def _ask(
        self,
        node: ast.expr,
        compare: Callable[..., Any] | None,
        operands: list[ast.expr],
        is_certain: bool,
        keywords: list[ast.keyword] | None = None,
        literal: Any = _ABSENT,
    ) -> ast.Call:
        number = len(self._check.questions)
        around = self._around
        is_assertion = any(isinstance(part, ast.Assert | ast.Expr) for part in around)
        question = Question(
            node.lineno,
            self._message,
            compare,
            literal,
            is_certain and not any(isinstance(part, _SKIPPABLE) for part in around),
            is_assertion and not any(isinstance(part, _CATCHING) for part in around),
        )
        self._check.questions.append(question)
        sent = [ast.Constant(number), ast.Constant(_symbol(compare, literal)), *operands]
        call = ast.Call(ast.Name(PROBE, ast.Load()), sent, keywords or [])
        return ast.copy_location(call, node)


def _whole_comparison(node: ast.Call) -> tuple[Callable[..., Any], ast.Compare] | None:
    """Return what `(a == b).all()`, `np.all(a == b)` or `any` over a comparison does."""
    name = function_name(node)
    if name not in ("all", "any") or node.keywords:
        return None
    method = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Compare)
    inner = node.func.value if method else node.args[0] if len(node.args) == 1 else None  # type: ignore[attr-defined]
    if not isinstance(inner, ast.Compare) or len(inner.ops) != 1 or (method and node.args):
        return None
    operator = OPERATORS[type(inner.ops[0])]
    if method:
        return (lambda left, right: getattr(operator(left, right), name)()), inner
    if not isinstance(node.func, ast.Attribute):
        reduce = all if name == "all" else any
        return (lambda left, right: reduce(operator(left, right))), inner
    return (lambda left, right: _reduce(name, operator(left, right))), inner


def _reduce(name: str, values: Any) -> Any:
    import numpy as np

    return np.all(values) if name == "all" else np.any(values)


def _symbol(compare: Callable[..., Any] | None, literal: Any) -> str:
    """Return how operands that are no data are compared over there: `?` is their truth alone."""
    if compare is None:
        return "?"
    name = next((kind.__name__ for kind, known in OPERATORS.items() if known is compare), "")
    return f"{name} literal" if name and literal is not _ABSENT else name


def _literal(node: ast.expr) -> Any:
    """Return the value of an expression that is written out, or `_ABSENT`."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return _ABSENT
