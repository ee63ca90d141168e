"""What code imports, found without running it."""

import ast
import sys
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
