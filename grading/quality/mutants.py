"""Mutants of a reference solution: the same text with one small mistake."""

import ast
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType

from grading.exercise import BEGIN, REGION, SOLUTION, Cell
from grading.quality.operators import OPERATORS, Context

# More mutants of one solution say nothing new; the operators take turns up to this number.
MOST_MUTANTS = 60


@dataclass(frozen=True)
class Mutant:
    """One wrong variant of a solution.

    Attributes:
        name: stable as long as the changed statement stays the same; authors refer to it.
        operator: name of the mutation operator.
        solution: name of the solution.
        source: the whole cell with the mistake.
        line: line of the mistake, from 1, in the cell.
        diff: the mistake as a unified diff without header.
    """

    name: str
    operator: str
    solution: str
    source: str
    line: int
    diff: str


def mutants_of(cell: Cell) -> tuple[Mutant, ...]:
    """Return the mutants of a solution's cell, in the order of its lines.

    Mutants that compile to the same code as the solution or as another mutant are left out:
    no test can tell them apart. Source: trivial compiler equivalence, Papadakis et al., ICSE 2015.
    """
    tree = ast.parse(cell.source)
    seen = {_essence(compile(cell.source, "<cell>", "exec"))}
    names: Counter[str] = Counter()
    found: dict[str, list[Mutant]] = {operator: [] for operator in OPERATORS}
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for operator, node, replacement in _changes(tree, parents, cell.source):
        source = _replace(cell.source, node, replacement, parents)
        try:
            essence = _essence(compile(source, "<mutant>", "exec"))
        except (SyntaxError, ValueError):
            continue
        if essence in seen:
            continue
        seen.add(essence)
        mutant = _make(cell, operator, node, source, names)
        found[operator].append(mutant)
    kept = _take_turns(list(found.values()))
    return tuple(sorted(kept, key=lambda mutant: (mutant.line, mutant.operator, mutant.name)))


def _take_turns(groups: list[list[Mutant]]) -> list[Mutant]:
    """Return at most `MOST_MUTANTS`, one of each group after the other."""
    kept: list[Mutant] = []
    for rank in range(max(map(len, groups), default=0)):
        kept.extend(group[rank] for group in groups if rank < len(group))
    return kept[:MOST_MUTANTS]


def _make(
    cell: Cell, operator: str, node: ast.stmt | ast.expr, source: str, names: Counter[str]
) -> Mutant:
    diff = "\n".join(
        line
        for line in difflib.unified_diff(
            cell.source.splitlines(), source.splitlines(), lineterm="", n=0
        )
        if not line.startswith(("---", "+++", "@@"))
    )
    digest = hashlib.sha256(f"{operator}\n{diff}".encode()).hexdigest()[:6]
    name = f"{cell.id}-{operator}-{digest}"
    names[name] += 1
    if names[name] > 1:
        name = f"{name}-{names[name]}"
    return Mutant(name, operator, str(cell.id), source, node.lineno, diff)


def _changes(
    tree: ast.Module, parents: Mapping[ast.AST, ast.AST], source: str
) -> Iterator[tuple[str, ast.stmt | ast.expr, str]]:
    """Yield what every operator would put in place of every node of the solution."""
    context = Context(parents, _names(tree), _assigned(tree))
    lines = solution_lines(source)
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt | ast.expr) or node.lineno not in lines:
            continue
        if _is_quoted(node, parents):
            continue
        for name, operator in OPERATORS.items():
            for replacement in operator(node, context):
                yield name, node, replacement


def solution_lines(source: str) -> frozenset[int]:
    """Return the lines between BEGIN SOLUTION and END SOLUTION; all lines without marks."""
    inside = False
    lines: set[int] = set()
    has_marks = False
    for number, text in enumerate(source.splitlines(), start=1):
        mark = REGION.search(text)
        if mark and mark["name"] == SOLUTION:
            inside = mark["edge"] == BEGIN
            has_marks = True
        elif inside:
            lines.add(number)
    return frozenset(lines) if has_marks else frozenset(range(1, source.count("\n") + 2))


def _is_quoted(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Return whether a node only serves a message: no test should depend on its words."""
    current: ast.AST | None = node
    while current is not None:
        if isinstance(current, ast.JoinedStr | ast.Assert | ast.Raise):
            return True
        current = parents.get(current)
    return False


def _names(tree: ast.Module) -> frozenset[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return frozenset(names | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)})


def _assigned(tree: ast.Module) -> dict[str, int]:
    """Return the line on which each name is bound first: assignment, loop or parameter."""
    lines: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            lines[node.id] = min(node.lineno, lines.get(node.id, node.lineno))
        elif isinstance(node, ast.arg):
            lines[node.arg] = min(node.lineno, lines.get(node.arg, node.lineno))
    return lines


def _replace(
    source: str, node: ast.stmt | ast.expr, text: str, parents: Mapping[ast.AST, ast.AST]
) -> str:
    """Put a text in the place of a node; syntax trees count columns in UTF-8 bytes."""
    data = source.encode()
    starts = [0]
    for line in data.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    begin = starts[node.lineno - 1] + node.col_offset
    end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
    has_brackets = data[begin - 1 : begin] == b"(" and data[end : end + 1] == b")"
    if not has_brackets and _binds_loosely(node, text, parents):
        text = f"({text})"
    return (data[:begin] + text.encode() + data[end:]).decode()


def _binds_loosely(
    node: ast.stmt | ast.expr, text: str, parents: Mapping[ast.AST, ast.AST]
) -> bool:
    """Return whether the expression around a new one could take it apart."""
    around = ast.BinOp | ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Attribute | ast.Subscript
    if isinstance(node, ast.stmt | ast.Slice) or not isinstance(parents.get(node), around):
        return False
    loose = ast.BinOp | ast.Compare | ast.BoolOp | ast.UnaryOp | ast.IfExp | ast.Lambda
    return isinstance(ast.parse(text, mode="eval").body, loose)


def _essence(code: CodeType) -> tuple[object, ...]:
    """Return what a code object does, without names of files and line numbers."""
    constants = tuple(
        _essence(value) if isinstance(value, CodeType) else (type(value).__name__, repr(value))
        for value in code.co_consts
    )
    return (code.co_code, constants, code.co_names, code.co_varnames, code.co_flags)
