"""Mutation operators: small mistakes that people make in data-science Python.

Each takes one node of a solution's syntax tree and yields what could stand in its place.

Source: the sufficient operators (arithmetic, relational, logical, constants) of Offutt et al.,
TOSEM 5(2), 1996; statement deletion of Deng, Offutt and Li, ICST 2013; Python's keywords and
slices of Derezińska and Hałas, 2014; train and test mixed up of DeepCrime, Humbatova et al.,
ISSTA 2021. Axis, reduction and missing copy are the same idea for arrays and data frames.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

Operator = Callable[[ast.AST, "Context"], Iterator[str]]
Node = TypeVar("Node", bound=ast.AST)

# Keywords without influence on a right answer: looks, speed, seeds.
COSMETIC = frozenset(
    "alpha ax c cmap color colors copy_X dtype edgecolor figsize fontsize hatch label labels "
    "legend linestyle linewidth loc marker max_iter markersize n_jobs random_state rcond rot s "
    "seed sharex sharey stacklevel title verbose width xlabel ylabel zorder".split()
)

# Smaller numbers guard against rounding; no test should depend on them.
LARGEST_TOLERANCE = 1e-4

ARITHMETIC: Mapping[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
REDUCTIONS = {
    "all": "any",
    "any": "all",
    "argmax": "argmin",
    "argmin": "argmax",
    "bfill": "ffill",
    "ceil": "floor",
    "count": "size",
    "cummax": "cummin",
    "cumsum": "cumprod",
    "ffill": "bfill",
    "fit_transform": "transform",
    "floor": "ceil",
    "head": "tail",
    "idxmax": "idxmin",
    "idxmin": "idxmax",
    "max": "min",
    "mean": "median",
    "median": "mean",
    "min": "max",
    "nlargest": "nsmallest",
    "nsmallest": "nlargest",
    "nunique": "count",
    "predict_proba": "predict",
    "precision_score": "recall_score",
    "recall_score": "precision_score",
    "std": "var",
    "sum": "mean",
    "tail": "head",
    "union": "intersection",
    "var": "std",
    "vstack": "hstack",
}
SYMMETRIC_CALLS = frozenset(
    "accuracy_score allclose array_equal dist gcd hypot isclose isinstance lcm max maximum "
    "min minimum multiply add logical_and logical_or print zip".split()
)
UNWRAPPED_CALLS = frozenset(
    {"abs", "sqrt", "log", "exp", "square", "round", "sorted", "set", "reversed", "unique"}
)
SPLIT_WORDS = (("train", "test"), ("apprentissage", "test"), ("entrainement", "test"))


@dataclass(frozen=True)
class Context:
    """What an operator may know besides its node.

    Attributes:
        parents: parent of each node.
        names: every name that the solution's cell uses.
        assigned: line on which each name is bound first.
    """

    parents: Mapping[ast.AST, ast.AST]
    names: frozenset[str]
    assigned: Mapping[str, int]

    def is_position(self, node: ast.AST) -> bool:
        """Return whether a value is an index, a bound of a slice or an argument of `range`."""
        parent = self.parents.get(node)
        if isinstance(parent, ast.Call):
            return _name(parent) == "range"
        return isinstance(parent, ast.Subscript | ast.Slice)

    def is_condition(self, node: ast.AST) -> bool:
        """Return whether only the truth of a sum or a mean matters: both are 0 together."""
        parent = self.parents.get(node)
        is_sum = isinstance(node, ast.Call) and _name(node) in ("sum", "mean")
        return is_sum and getattr(parent, "test", None) is node

    def is_default(self, node: ast.AST) -> bool:
        """Return whether a value is what `get` gives when a key is missing."""
        parent = self.parents.get(node)
        return isinstance(parent, ast.Call) and _name(parent) == "get" and node in parent.args[1:]

    def keyword_of(self, node: ast.AST) -> str | None:
        """Return the keyword to which a value is passed, if any."""
        parent = self.parents.get(node)
        return parent.arg if isinstance(parent, ast.keyword) else None


def changed(node: Node, **fields: object) -> str:
    """Return the source of a copy of a node with other fields."""
    other = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return ast.unparse(ast.fix_missing_locations(other))


def arithmetic(node: ast.AST, context: Context) -> Iterator[str]:
    """`a + b` becomes `a - b`; `(a > 0) & b` becomes `(a > 0) | b`."""
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for other in ARITHMETIC.get(type(node.op), ()):
            yield changed(node, op=other())


def operands(node: ast.AST, context: Context) -> Iterator[str]:
    """`a - b` becomes `b - a`."""
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow | ast.MatMult
    ):
        if not (isinstance(node.op, ast.Sub) and _sign_is_lost(node, context)):
            yield changed(node, left=node.right, right=node.left)


def comparison(node: ast.AST, context: Context) -> Iterator[str]:
    """`a < b` becomes `a <= b` and `a >= b`; `a == b` becomes `a != b`."""
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for other in COMPARISONS.get(type(operator), ()):
                ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                yield changed(node, ops=ops)


def logic(node: ast.AST, context: Context) -> Iterator[str]:
    """`a and b` becomes `a or b`; `not a` and `~a` become `a`."""
    if isinstance(node, ast.BoolOp):
        yield changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        if not (isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)):
            yield ast.unparse(node.operand)


def condition(node: ast.AST, context: Context) -> Iterator[str]:
    """A filter in a comprehension is dropped; `a if c else b` becomes `b if c else a`."""
    if isinstance(node, ast.IfExp):
        yield changed(node, body=node.orelse, orelse=node.body)
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        for index, generator in enumerate(node.generators):
            for position in range(len(generator.ifs)):
                generators = copy.deepcopy(node.generators)
                del generators[index].ifs[position]
                yield changed(node, generators=generators)


def constant(node: ast.AST, context: Context) -> Iterator[str]:
    """`3` becomes `4`, `0.5` becomes `1.0`, `True` becomes `False`, `"abc"` becomes `"ab"`."""
    if not isinstance(node, ast.Constant) or context.keyword_of(node) in (*COSMETIC, "axis"):
        return
    value = node.value
    if isinstance(value, bool):
        yield repr(not value)
    elif isinstance(value, int) and not context.is_default(node):
        yield repr(value + 1)
        # Elsewhere one more and one less are caught, or missed, by the same tests.
        if value == 1 or (value > 0 and context.is_position(node)):
            yield repr(value - 1)
    elif isinstance(value, float) and abs(value) > LARGEST_TOLERANCE:
        yield repr(value * 2)
    elif isinstance(value, str) and not (
        context.keyword_of(node)
        or context.is_default(node)
        or isinstance(context.parents.get(node), ast.Expr)
    ):
        yield repr(value[:-1] if len(value) > 1 else value + "x")


def off_by_one(node: ast.AST, context: Context) -> Iterator[str]:
    """`values[:n]` becomes `values[:n - 1]`; `range(n)` becomes `range(n - 1)`."""
    if isinstance(node, ast.Slice):
        for name in ("lower", "upper"):
            bound = getattr(node, name)
            if bound is not None and not isinstance(bound, ast.Constant):
                yield changed(node, **{name: _less_one(bound)})
    if isinstance(node, ast.Call) and _name(node) == "range" and node.args:
        last = min(len(node.args), 2) - 1
        if not isinstance(node.args[last], ast.Constant):
            args = [*node.args[:last], _less_one(node.args[last]), *node.args[last + 1 :]]
            yield changed(node, args=args)


def axis(node: ast.AST, context: Context) -> Iterator[str]:
    """`axis=0` becomes `axis=1`, and the other way round."""
    if isinstance(node, ast.Constant) and context.keyword_of(node) == "axis":
        swapped = {0: "1", 1: "0", -1: "0", "index": "'columns'", "columns": "'index'"}
        if node.value in swapped and not isinstance(node.value, bool):
            yield swapped[node.value]


def keyword(node: ast.AST, context: Context) -> Iterator[str]:
    """`std(ddof=1)` becomes `std()`: an argument is forgotten."""
    if isinstance(node, ast.Call):
        for index, item in enumerate(node.keywords):
            if item.arg is not None and item.arg not in COSMETIC:
                kept = [*node.keywords[:index], *node.keywords[index + 1 :]]
                yield changed(node, keywords=kept)


def reduction(node: ast.AST, context: Context) -> Iterator[str]:
    """`mean` becomes `median`, `sum` becomes `mean`, `max` becomes `min`, and so on."""
    if not isinstance(node, ast.Call) or context.is_condition(node):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in REDUCTIONS:
        yield changed(node, func=_with_attribute(node.func, REDUCTIONS[node.func.attr]))
    elif isinstance(node.func, ast.Name) and node.func.id in ("max", "min", "any", "all"):
        yield changed(node, func=ast.Name(REDUCTIONS[node.func.id], ast.Load()))


def call(node: ast.AST, context: Context) -> Iterator[str]:
    """`table.dropna()` becomes `table`, `abs(x)` becomes `x`: a step is forgotten."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr != "copy":
        # `np.zeros(3)` without its call would be a module.
        if not _is_module(node.func.value, context):
            yield ast.unparse(node.func.value)
    if _name(node) in UNWRAPPED_CALLS and len(node.args) == 1 and not node.keywords:
        yield ast.unparse(node.args[0])


def missing_copy(node: ast.AST, context: Context) -> Iterator[str]:
    """`table.copy()` becomes `table`: the caller's data would change."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
            if _name_of(node.func.value) != "copy":
                yield ast.unparse(node.func.value)
        if _name(node) in ("copy", "deepcopy") and len(node.args) == 1:
            yield ast.unparse(node.args[0])


def arguments(node: ast.AST, context: Context) -> Iterator[str]:
    """`f(a, b)` becomes `f(b, a)`; `return a, b` becomes `return b, a`."""
    if isinstance(node, ast.Tuple) and isinstance(context.parents.get(node), ast.Return):
        for index in range(len(node.elts) - 1):
            one, two = node.elts[index], node.elts[index + 1]
            yield changed(node, elts=[*node.elts[:index], two, one, *node.elts[index + 2 :]])
    if isinstance(node, ast.Call) and _name(node) not in SYMMETRIC_CALLS:
        for index in range(len(node.args) - 1):
            one, two = node.args[index], node.args[index + 1]
            if isinstance(one, ast.Starred) or isinstance(two, ast.Starred):
                continue
            yield changed(node, args=[*node.args[:index], two, one, *node.args[index + 2 :]])


def train_test(node: ast.AST, context: Context) -> Iterator[str]:
    """`x_train` becomes `x_test`, if the solution knows both."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for one, two in SPLIT_WORDS:
            for old, new in ((one, two), (two, one)):
                other = node.id.replace(old, new)
                if other != node.id and other in context.names:
                    yield other


def statement(node: ast.AST, context: Context) -> Iterator[str]:
    """A statement is forgotten, where what follows can still run."""
    if isinstance(node, ast.AugAssign | ast.If | ast.For | ast.While | ast.Delete):
        yield "pass"
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        if _name(node.value) != "print":
            yield "pass"
    elif isinstance(node, ast.Assign):
        target = node.targets[0]
        is_again = isinstance(target, ast.Name) and context.assigned[target.id] < node.lineno
        if is_again or isinstance(target, ast.Subscript | ast.Attribute):
            yield "pass"
    elif isinstance(node, ast.Break):
        yield "continue"
    elif isinstance(node, ast.Continue):
        yield "break"


OPERATORS: Mapping[str, Operator] = {
    "arithmetic": arithmetic,
    "operands": operands,
    "comparison": comparison,
    "logic": logic,
    "condition": condition,
    "constant": constant,
    "off-by-one": off_by_one,
    "axis": axis,
    "keyword": keyword,
    "reduction": reduction,
    "call": call,
    "missing-copy": missing_copy,
    "arguments": arguments,
    "train-test": train_test,
    "statement": statement,
}


def _sign_is_lost(node: ast.BinOp, context: Context) -> bool:
    """Return whether a difference is squared or made absolute at once: its order is the same."""
    parent = context.parents.get(node)
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow) and parent.left is node:
        exponent = parent.right
        return isinstance(exponent, ast.Constant) and exponent.value == 2
    return isinstance(parent, ast.Call) and _name(parent) in ("abs", "fabs", "square")


def _less_one(node: ast.expr) -> ast.expr:
    return ast.BinOp(copy.deepcopy(node), ast.Sub(), ast.Constant(1))


def _with_attribute(node: ast.Attribute, name: str) -> ast.Attribute:
    return ast.Attribute(copy.deepcopy(node.value), name, ast.Load())


def _name(node: ast.Call) -> str:
    return _name_of(node.func)


def _name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_module(node: ast.expr, context: Context) -> bool:
    """Return whether a name is a module: nothing in the cell assigns it and it looks like one."""
    return isinstance(node, ast.Name) and node.id not in context.assigned
