"""What code can change in a process outside its own names: noted, so that nobody inherits it.

A judge that serves one program after the other must find each time what a fresh one finds. Names,
random states and the shell are made anew. All else that an instructor's cells can reach is noted
before the first program and compared after each: what every module holds, the settings of the
interpreter and of libraries, files, threads, programs. What lies inside the classes and containers
of a library is not looked at: cells that change those are told by their text (`sitting.may_sit`).
"""

import _signal  # type: ignore[import-not-found]
import contextlib
import copy
import ctypes
import decimal
import gc
import locale
import logging
import os
import signal
import sys
import threading
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from grading.sandbox import scratch, shell

# Bound anew for each program, or by the interpreter itself.
_FREE_NAMES = {
    "builtins": {"_", "input", "__enact__"},
    "sys": {"argv", "stdout", "stderr", "last_exc", "last_type", "last_value", "last_traceback"},
}
_FREE_MODULES = ("__main__.", "grading.", "IPython.")
_OPTIONS = "pandas' options"
_TIMERS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
# CPython gives a dictionary a new version with every change (PEP 509): behind the head of the
# object and the number of its items.
_VERSION_OFFSET = 3 * ctypes.sizeof(ctypes.c_void_p)


class _Contents:
    """What a module holds, and by which version of its dictionary."""

    def __init__(self, module: types.ModuleType) -> None:
        self.module = module
        self.address = id(vars(module)) + _VERSION_OFFSET
        self.version = _read_version(self.address)
        self.names = tuple(vars(module))
        self.values = tuple(vars(module).values())

    def changed_name(self, name: str) -> str:
        """Return what the module no longer holds as it did, or ""; submodules may have come."""
        now, then = vars(self.module), dict(zip(self.names, self.values, strict=True))
        for key in then.keys() | now.keys():
            if key in _FREE_NAMES.get(name, ()):
                continue
            if key not in then and sys.modules.get(f"{name}.{key}") is now[key]:
                continue
            if key not in then or key not in now or now[key] is not then[key]:
                return key
        return ""


def _read_version(address: int) -> int:
    return ctypes.c_uint64.from_address(address).value


def _has_versions() -> bool:
    """Say whether this interpreter's dictionaries tell of their changes where they should."""
    probe = {"a": 1}
    address = id(probe) + _VERSION_OFFSET
    seen = [_read_version(address)]
    for value in (2, 3):
        probe["a"] = value
        seen.append(_read_version(address))
    is_still = seen[-1] == _read_version(address) and probe["a"] == 3
    return is_still and len(set(seen)) == 3


class _Noted:
    """What every module held when the warm parent was ready."""

    def __init__(self) -> None:
        self.contents: dict[str, _Contents] = {}
        self.has_versions = False


_noted = _Noted()


def note() -> None:
    """Note every module; called in the warm parent, so that children need not touch them all."""
    _noted.has_versions = _has_versions()
    _noted.contents = {name: _Contents(module) for name, module in _modules()}


def _modules() -> Iterator[tuple[str, types.ModuleType]]:
    for name, module in list(sys.modules.items()):
        if isinstance(module, types.ModuleType) and not f"{name}.".startswith(_FREE_MODULES):
            yield name, module


class World:
    """The state of this process outside the names of its cells, as it is now.

    Args:
        work: the folder in which cells run, inside the scratch.
    """

    def __init__(self, work: str) -> None:
        self._scratch = os.path.dirname(work)
        self._settings = self._read_settings()
        self._settings[_OPTIONS] = copy.deepcopy(self._settings[_OPTIONS])
        self._contents = dict(_noted.contents)
        self._list_version = -1
        for name in self._suspects():
            self._contents[name] = _Contents(self._contents[name].module)

    def change(self) -> str:
        """Return where something differs now, in a few words; "" when nothing does.

        A library that was imported since is part of the world from then on.
        """
        for name, value in self._read_settings().items():
            if self._settings[name] is None:
                self._settings[name] = copy.deepcopy(value) if name == _OPTIONS else value
            if value != self._settings[name]:
                return name
        for name in self._suspects():
            contents = self._contents[name]
            changed = contents.changed_name(name)
            if changed:
                return f"{name}.{changed}"
            self._contents[name] = _Contents(contents.module)
        return self._changed_modules()

    def _suspects(self) -> list[str]:
        """Return the modules that were written to."""
        if not _noted.has_versions:
            return [
                name for name, contents in self._contents.items() if contents.changed_name(name)
            ]
        return [
            name
            for name, contents in self._contents.items()
            if _read_version(contents.address) != contents.version
        ]

    def _changed_modules(self) -> str:
        """Note modules that are new; return one that was replaced or is no library's, if any."""
        version = _read_version(id(sys.modules) + _VERSION_OFFSET)
        if _noted.has_versions and version == self._list_version:
            return ""
        self._list_version = version
        for name, module in _modules():
            contents = self._contents.get(name)
            if contents is not None and contents.module is not module:
                return f"sys.modules[{name!r}]"
            if contents is None and _is_under(self._scratch, module):
                return f"sys.modules[{name!r}]"
            if contents is None:
                self._contents[name] = _Contents(module)
        gone = self._contents.keys() - sys.modules.keys()
        return f"sys.modules[{min(gone)!r}]" if gone else ""

    def _read_settings(self) -> dict[str, Any]:
        found = {name: read() for name, read in _SETTINGS.items()}
        found["the files in the scratch"] = scratch.snapshot(self._scratch)
        found["the folders in the scratch"] = _folders(self._scratch)
        found["what programs wrote"] = [os.fstat(fd).st_size for fd in (1, 2)]
        return found


def _library(name: str, read: Callable[[Any], Any]) -> Callable[[], Any]:
    """Return a reader of a library's settings; None as long as it is not loaded."""

    def settings() -> Any:
        module = sys.modules.get(name)
        return None if module is None else read(module)

    return settings


def _is_under(folder: str, module: types.ModuleType) -> bool:
    return str(getattr(module, "__file__", None) or "").startswith(folder)


def _folders(folder: str) -> list[tuple[str, list[str]]]:
    """Return the names of everything below a folder, by folder."""
    return [(place, sorted([*below, *files])) for place, below, files in os.walk(folder)]


def _formatters() -> Any:
    """Return what decides how IPython shows objects and reads cells."""
    ours = shell.shell()
    formatters = ours.display_formatter.formatters.items()
    return (
        {name: (dict(one.type_printers), dict(one.deferred_printers)) for name, one in formatters},
        {name: [*calls] for name, calls in ours.events.callbacks.items()},
        [*ours.ast_transformers],
        [*ours.input_transformers_post],
    )


def _has_children() -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _loggers() -> Any:
    root = logging.root
    return root.level, [*root.handlers], [*root.filters], logging.root.manager.disable


_SETTINGS: dict[str, Callable[[], Any]] = {
    "os.environ": lambda: dict(os.environ),
    "the working folder": os.getcwd,
    "the umask": _umask,
    "open files": lambda: sorted(os.listdir("/proc/self/fd")),
    "threads": lambda: (threading.active_count(), sorted(sys._current_frames())),
    "child processes": _has_children,
    "signal handlers": lambda: [*map(_signal.getsignal, range(1, signal.NSIG))],
    "timers": lambda: [signal.getitimer(which)[1] for which in _TIMERS],
    "sys.path": lambda: ([*sys.path], [*sys.meta_path], [*sys.path_hooks]),
    "sys.argv": lambda: [*sys.argv],
    "the recursion limit": sys.getrecursionlimit,
    "trace functions": lambda: (sys.gettrace(), sys.getprofile()),
    "the garbage collector": lambda: (gc.isenabled(), gc.get_threshold(), [*gc.callbacks]),
    "warnings.filters": lambda: [*warnings.filters],
    "loggers": _loggers,
    "IPython's settings": _formatters,
    "the locale": lambda: locale.setlocale(locale.LC_ALL),
    "decimal's context": lambda: repr(decimal.getcontext()),
    "numpy's settings": _library(
        "numpy",
        lambda numpy: (
            *(numpy.geterr(), numpy.geterrcall(), numpy.getbufsize()),
            numpy.get_printoptions(),
        ),
    ),
    "torch's settings": _library(
        "torch",
        lambda torch: (
            *(torch.get_default_dtype(), torch.is_grad_enabled(), torch.get_num_threads()),
            torch.are_deterministic_algorithms_enabled(),
        ),
    ),
    _OPTIONS: _library("pandas._config.config", lambda config: config._global_config),
    "matplotlib's settings": _library("matplotlib", lambda library: dict(library.rcParams)),
    "figures": _library("matplotlib.pyplot", lambda pyplot: pyplot.get_fignums()),
    "scikit-learn's settings": _library("sklearn", lambda sklearn: sklearn.get_config()),
}
