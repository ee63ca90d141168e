"""What code imports, found without running it."""

import ast
import sys
from collections.abc import Collection, Iterable
from importlib.util import find_spec
from pathlib import Path


def imported_modules(source: str) -> set[str]:
    """Return the dotted names that a cell imports, standard library aside; some are no modules."""
    # Lines of IPython (magics, shell) are no Python; they import nothing either.
    lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n")]
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError):
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}


def is_there(name: str) -> bool:
    """Tell whether a module is installed, without importing anything."""
    top, *rest = name.split(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return False
    if spec is None or not rest:
        return spec is not None
    places = [Path(place).joinpath(*rest) for place in spec.submodule_search_locations or ()]
    return any(place.is_dir() or any(place.parent.glob(f"{place.name}.*")) for place in places)


def warm_modules(
    sources: Iterable[str], files: Iterable[str], stated: Collection[str] | None
) -> tuple[str, ...]:
    """Return the modules that the warm parent imports: stated ones, and what the code imports.

    Submodules matter: `from sklearn.linear_model import Ridge` takes ten times as long in a
    parent that has imported `sklearn` alone.

    Args:
        sources: the instructor's cells.
        files: names of the instructor's files, which may be modules of their own.
        stated: packages that are wanted, and no others; None for all that the code imports.
    """
    names = {name for source in sources for name in imported_modules(source)}
    own_modules = {name.removesuffix(".py").split("/")[0] for name in files}
    found = {name for name in names if name.split(".")[0] not in own_modules and is_there(name)}
    if stated is not None:
        found = {name for name in found if name.split(".")[0] in stated} | set(stated)
    return tuple(sorted(found))
