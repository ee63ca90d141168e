"""What a cell may change outside its own names, told by its text.

`World` sees what a module holds; it does not look into the classes and containers of a library.
A cell whose text can reach those is told here, so that nothing is run after it in the same judge.
The rules err on the careful side: what they tell costs a fork, nothing else.
"""

import ast

# They act on the process, on other processes, or on code.
_MODULES = frozenset(
    {
        *("ast", "asyncio", "atexit", "builtins", "code", "codecs", "concurrent", "copyreg"),
        *("ctypes", "faulthandler", "gc", "importlib", "inspect", "joblib", "linecache"),
        *("logging", "multiprocessing"),
        *("pickle", "signal", "site", "socket", "subprocess", "sys", "sysconfig", "threading"),
        *("tracemalloc", "types", "unittest", "weakref"),
    }
)
_FUNCTIONS = frozenset(
    {
        *("__import__", "compile", "delattr", "eval", "exec", "get_ipython", "globals"),
        *("monkeypatch", "patch", "reload", "setattr", "vars"),
    }
)
_METHODS = frozenset({"import_module", "init_printing", "monkeypatch", "patch", "reload"})
_CHANGING = frozenset(
    {
        *("add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove"),
        *("reverse", "setdefault", "sort", "update"),
    }
)


def lasting_effect(source: str) -> str:
    """Return what in a cell may change more than its own names; "" when nothing does.

    Args:
        source: Python; IPython's own syntax counts as an effect.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return "it is no plain Python"
    nodes = list(ast.walk(tree))
    imported: set[str] = set()
    for node in nodes:
        modules, names = _imports(node)
        for module in modules:
            if module.partition(".")[0] in _MODULES:
                return f"it imports {module}"
        imported |= names
    for node in nodes:
        found = _effect(node, imported)
        if found:
            return f"line {getattr(node, 'lineno', 1)}: {found}"
    return ""


def _imports(node: ast.AST) -> tuple[list[str], set[str]]:
    """Return the modules that a statement imports from, and the names that it binds."""
    if isinstance(node, ast.Import):
        names = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        return [alias.name for alias in node.names], names
    if isinstance(node, ast.ImportFrom):
        names = {alias.asname or alias.name for alias in node.names}
        return [node.module or "."], names
    return [], set()


def _effect(node: ast.AST, imported: set[str]) -> str:
    if isinstance(node, ast.Name | ast.alias):
        name = node.id if isinstance(node, ast.Name) else node.name
        if name in _FUNCTIONS or name.startswith("register"):
            return f"{name} can change anything"
    if isinstance(node, ast.Attribute):
        if node.attr.startswith("__") and node.attr not in ("__name__", "__doc__", "__init__"):
            return f"{node.attr} leads behind the objects"
        if node.attr in _METHODS or node.attr.startswith("register"):
            return f"{node.attr} can change a library"
        if not isinstance(node.ctx, ast.Load) and _root(node) != "self":
            return f"the attribute {node.attr} is assigned"
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        if _root(node) in imported:
            return "an element of a library is assigned"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        if node.func.attr in _CHANGING and isinstance(owner, ast.Attribute | ast.Subscript):
            if _root(owner) in imported:
                return f"{node.func.attr} changes something of a library"
    return ""


def _root(node: ast.AST) -> str:
    """Return the name at which a chain of attributes, elements and calls begins, or ""."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
