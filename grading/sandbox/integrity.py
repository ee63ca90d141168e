"""Finds what student code has changed in the interpreter and in the libraries that tests lean on.

The pristine state is noted in the warm parent. What is found is evidence for the instructor, and
put right before a sealed check runs; that it was not found proves nothing, because the student's
code shares the process.
"""

import builtins
import inspect
import sys
from collections.abc import Callable
from typing import Any

Finding = tuple[str, str]

# Functions with which tests compare; honest work calls them and leaves them as they are.
_LEANED_ON = (
    *("numpy:allclose", "numpy:isclose", "numpy:array_equal", "numpy:array_equiv", "numpy:all"),
    *("numpy:any", "numpy:sum", "numpy:mean", "numpy:abs", "numpy:isnan", "numpy:array"),
    *("numpy.testing:assert_allclose", "numpy.testing:assert_array_equal"),
    *("numpy.testing:assert_equal", "numpy.testing:assert_almost_equal"),
    *("numpy.testing:assert_array_almost_equal", "numpy.testing:assert_raises"),
    *("pandas.testing:assert_frame_equal", "pandas.testing:assert_series_equal"),
    *("pandas.testing:assert_index_equal", "pandas:DataFrame.equals", "pandas:Series.equals"),
    *("pandas:DataFrame.__eq__", "pandas:Series.__eq__", "math:isclose", "inspect:getsource"),
    *("sklearn.metrics:accuracy_score", "sklearn.metrics:f1_score", "sklearn.metrics:r2_score"),
    *("sklearn.metrics:mean_squared_error", "sklearn.base:clone", "unittest:TestCase.assertEqual"),
    *("unittest:TestCase.assertTrue", "unittest:TestCase.run", "types:FunctionType"),
)
_FREE_BUILTINS = frozenset({"_", "input", "get_ipython", "display", "exit", "quit", "__enact__"})


class _Function:
    """A function as it was: the object, what it wraps, and the code of that."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.inner = inspect.unwrap(value)
        self.code = getattr(self.inner, "__code__", None)


class _Pristine:
    """What was there before any cell ran."""

    def __init__(self) -> None:
        self.builtins: dict[str, Any] = {}
        self.functions: dict[str, _Function] = {}
        self.hooks: dict[str, Any] = {}


_pristine = _Pristine()


def note() -> None:
    """Note the pristine state; called in the warm parent, when all libraries are loaded."""
    _pristine.builtins = dict(vars(builtins))
    _pristine.functions = {
        name: _Function(found) for name in _LEANED_ON if (found := _find(name)) is not None
    }
    _pristine.hooks = {name: read() for name, read in _HOOKS.items()}


def findings() -> list[Finding]:
    """Return what has changed, put what can be put right, kind and evidence for each."""
    found = [*_changed_hooks(), *_changed_builtins(), *_changed_functions()]
    return sorted(set(found))


def _find(name: str) -> Any:
    module, _, path = name.partition(":")
    found: Any = sys.modules.get(module)
    for part in path.split("."):
        if found is None:
            # None has methods of its own, such as __eq__.
            return None
        found = getattr(found, part, None)
    return found


def _put(name: str, value: Any) -> None:
    module, _, path = name.partition(":")
    *owners, last = path.split(".")
    target: Any = sys.modules.get(module)
    for part in owners:
        target = getattr(target, part)
    setattr(target, last, value)


def _changed_builtins() -> list[Finding]:
    found = []
    for name, value in _pristine.builtins.items():
        if name not in _FREE_BUILTINS and vars(builtins).get(name) is not value:
            found.append(("patched-builtins", f"builtins.{name} was replaced"))
            setattr(builtins, name, value)
    return found


def _changed_functions() -> list[Finding]:
    found = []
    for name, known in _pristine.functions.items():
        if _find(name) is not known.value:
            found.append(("patched-library", f"{name.replace(':', '.')} was replaced"))
            _put(name, known.value)
        elif getattr(known.inner, "__code__", None) is not known.code:
            found.append(("patched-library", f"the code of {name.replace(':', '.')} was replaced"))
            known.inner.__code__ = known.code
    return found


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell

    return InteractiveShell._instance


def _transformers() -> list[Any]:
    manager = _shell().input_transformer_manager
    transforms = [*manager.cleanup_transforms, *manager.line_transforms]
    return [*transforms, *manager.token_transformers, *_shell().input_transformers_post]


def _methods() -> list[Any]:
    names = ("run_cell", "run_code", "run_ast_nodes", "showtraceback", "transform_cell")
    kind = type(_shell())
    own = [name for name in (*names, "_showtraceback") if name in vars(_shell())]
    # Each class is asked: one that overrides a method would hide that IPython's was replaced.
    return [*(vars(base).get(name) for base in kind.__mro__ for name in names), *own]


def _cells_own(hooks: list[Any]) -> list[Any]:
    """Return the import hooks that cells have defined; libraries bring some of their own."""
    return [
        hook
        for hook in hooks
        if "__main__" in (getattr(hook, "__module__", ""), type(hook).__module__)
    ]


_HOOKS: dict[str, Callable[[], Any]] = {
    "IPython's input transformers": _transformers,
    "IPython's syntax tree transformers": lambda: [*_shell().ast_transformers],
    "IPython's custom exception handler": lambda: _shell().custom_exceptions,
    "methods of IPython's shell": _methods,
    "sys.meta_path": lambda: _cells_own(sys.meta_path),
    "sys.path_hooks": lambda: _cells_own(sys.path_hooks),
    "the trace function": lambda: (sys.gettrace(), sys.getprofile()),
}


def _changed_hooks() -> list[Finding]:
    found: list[Finding] = []
    for name, read in _HOOKS.items():
        if read() != _pristine.hooks.get(name):
            found.append(("interpreter-hook", f"{name} changed"))
    if found:
        _restore_hooks()
    return found


def _restore_hooks() -> None:
    sys.settrace(None)
    sys.setprofile(None)
    for hooks in (sys.meta_path, sys.path_hooks):
        for hook in _cells_own(hooks):
            hooks.remove(hook)
