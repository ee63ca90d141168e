"""What the text of a cell says about names: which it binds, reads, and reads inside functions."""

import ast
import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from grading.sandbox.program import Cell

_MAGIC_LINE = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)
_MAGIC_ASSIGNMENT = re.compile(r"^(\s*)([\w, ]+?)\s*=\s*[%!].*$", re.MULTILINE)
_HELP_LINE = re.compile(r"^\s*\??\??[\w.]+\?\??\s*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d]\w*")
# With these, code finds names that do not stand in it.
_LOOKING_UP = frozenset(
    {
        *("In", "Out", "__builtins__", "__dict__", "__globals__", "__import__", "__main__"),
        *("_getframe", "dir", "eval", "exec", "gc", "get_ipython", "globals", "importlib"),
        *("inspect", "locals", "modules", "runpy", "vars"),
    }
)


@dataclass
class CellNames:
    """The names in one cell.

    Attributes:
        bound: names that the cell binds at its top level.
        read: names that it reads anywhere without binding them first at its top level.
        inner: names that its functions, classes' methods and lambdas read as globals.
        definitions: the names of `bound` that are functions, classes or imports.
        deleted: names that it deletes at its top level.
        modules: imported modules by alias.
        imports: `module:attribute` by name, of `from module import attribute`.
        classes: names of classes that it defines.
    """

    bound: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    inner: set[str] = field(default_factory=set)
    definitions: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    modules: dict[str, str] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)


def parse(source: str) -> ast.Module:
    """Return the syntax tree of a cell without its magics; an empty one if it has errors."""
    if source.lstrip().startswith("%%"):
        first, _, rest = source.lstrip().partition("\n")
        source = rest if first.split()[0] in ("%%time", "%%timeit", "%%capture") else ""
    plain = _MAGIC_ASSIGNMENT.sub(r"\1\2 = None", source)
    plain = _MAGIC_LINE.sub(r"\1pass", plain)
    try:
        return ast.parse(_HELP_LINE.sub("pass", plain))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])


def analyse(source: str) -> CellNames:
    """Return the names of a cell."""
    reader = _Reader()
    for statement in parse(source).body:
        reader.visit(statement)
    names = reader.names
    names.read |= names.inner - names.bound
    return names


def visible_names(source: str, visible: str) -> tuple[frozenset[str], str]:
    """Return what the visible part of a check binds for later cells.

    Args:
        source: the whole check.
        visible: its visible part.

    Returns:
        The names of values, without those that the hidden part binds as well, and the text of
        imports, functions and classes.
    """
    lines = source.split("\n")
    hidden = analyse("\n".join(lines[at - 1] for at in sorted(hidden_lines(source, visible))))
    known = analyse(visible)
    names = {name for name in known.bound if not name.startswith("_")}
    statements: list[ast.stmt] = [
        node
        for node in parse(visible).body
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
    ]
    text = ast.unparse(ast.Module(body=statements, type_ignores=[])) if statements else ""
    return frozenset(names - known.definitions - hidden.bound), text


def used_names(cells: Iterable[Cell]) -> frozenset[str] | None:
    """Return every name that the student's process may look up; None where that cannot be told.

    A name counts wherever it stands in the text, also in strings and comments.

    Args:
        cells: the cells of a program.
    """
    words: set[str] = set()
    for cell in cells:
        policy = cell.policy.values if cell.policy else {}
        texts = [str(policy.get("definitions", ""))]
        if cell.kind != "check" or cell.mode == "sealed":
            texts.append(cell.source)
        for text in texts:
            words.update(_WORD.findall(unicodedata.normalize("NFKC", text)))
        words.update(policy.get("fetch", ()), policy.get("shared", ()))
    return None if words & _LOOKING_UP else frozenset(words)


def hidden_lines(source: str, visible: str) -> set[int]:
    """Return the numbers of the lines of a check that its visible part does not have."""
    if source == visible:
        return set()
    whole, shown = source.split("\n"), visible.split("\n")
    matcher = difflib.SequenceMatcher(None, whole, shown, autojunk=False)
    lines = set(range(1, len(whole) + 1))
    for block in matcher.get_matching_blocks():
        lines -= set(range(block.a + 1, block.a + block.size + 1))
    return lines


class _Reader(ast.NodeVisitor):
    """Walks the top level of a cell; what lies in functions goes to `_InnerReader`."""

    def __init__(self) -> None:
        self.names = CellNames()

    def _bind(self, name: str, definition: bool = False) -> None:
        self.names.bound.add(name)
        if definition:
            self.names.definitions.add(name)
        else:
            self.names.definitions.discard(name)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            if node.id not in self.names.bound:
                self.names.read.add(node.id)
        elif isinstance(node.ctx, ast.Store):
            self._bind(node.id)
        else:
            self.names.deleted.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id not in self.names.bound:
            self.names.read.add(node.target.id)
        self.visit(node.value)
        self.visit(node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
            self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        self.visit(node.target)
        for statement in (*node.body, *node.orelse):
            self.visit(statement)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            self.names.modules[name] = alias.name if alias.asname else name
            self._bind(name, definition=True)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name != "*" and node.module and not node.level:
                name = alias.asname or alias.name
                self.names.imports[name] = f"{node.module}:{alias.name}"
                self._bind(name, definition=True)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if part is not None:
                self.visit(part)
        self._read_inner(node)
        self._bind(node.name, definition=True)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._read_inner(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *(item.value for item in node.keywords)):
            self.visit(part)
        self._read_inner(node)
        self._bind(node.name, definition=True)
        self.names.classes.add(node.name)

    def _comprehension(self, node: ast.AST) -> None:
        targets = {
            part.id
            for part in ast.walk(node)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        }
        for part in ast.walk(node):
            if isinstance(part, ast.Lambda):
                self._read_inner(part)
            elif isinstance(part, ast.NamedExpr):
                self._bind(part.target.id)
            elif isinstance(part, ast.Name) and part.id not in targets | self.names.bound:
                self.names.read.add(part.id)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            self.visit(node.type)
        for statement in node.body:
            self.visit(statement)

    def _read_inner(self, node: ast.AST) -> None:
        self.names.inner |= free_names(node)
        for part in ast.walk(node):
            if isinstance(part, ast.Global):
                self.names.bound.update(part.names)


def free_names(node: ast.AST) -> set[str]:
    """Return the names that a function, lambda or class reads and does not bind itself.

    Scopes inside are taken together, so a name that one inner function binds and another reads
    as a global is missed; that is rare and only makes the plan less precise.
    """
    bound: set[str] = set()
    read: set[str] = set()
    outer: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            (read if isinstance(part.ctx, ast.Load) else bound).add(part.id)
        elif isinstance(part, ast.arg):
            bound.add(part.arg)
        elif isinstance(part, ast.Global):
            outer.update(part.names)
        elif isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if part is not node:
                bound.add(part.name)
        elif isinstance(part, ast.alias):
            bound.add(part.asname or part.name.split(".")[0])
        elif isinstance(part, ast.ExceptHandler) and part.name:
            bound.add(part.name)
    return (read - bound) | (outer & read)
