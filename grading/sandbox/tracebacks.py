"""Tracebacks as Jupyter shows them, without reading whole libraries.

IPython parses the source of every file that an error came through: 0.6 seconds for one missing
column of a data frame. Students look at their own lines, so only cells and files beside the
notebook are shown by IPython's own means; a library's frame shows its lines as they are written.
"""

import inspect
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import ModuleType, TracebackType
from typing import Any

from IPython.core.tbtools import FrameInfo
from IPython.core.ultratb import AutoFormattedTB

# Beyond it IPython's way is the better one: it shows a recursion's frames once.
_MAX_FRAMES = 60


class Tracebacks(AutoFormattedTB):  # type: ignore[misc]
    """Formats errors.

    Args:
        libraries: folders, each with a separator at its end, whose files are libraries.
        options: those of IPython's class.
    """

    def __init__(self, libraries: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self._libraries = tuple(libraries)

    def get_records(self, etb: TracebackType, context: int, tb_offset: int) -> Any:
        """Return what is shown of each frame, outermost first."""
        chain = list(_chain(etb))
        for file, one in {one.tb_frame.f_code.co_filename: one for one in chain}.items():
            _note_module(file, one.tb_frame.f_globals.get("__name__"))
        if len(chain) > _MAX_FRAMES:
            return super().get_records(etb, context, tb_offset)
        records: list[FrameInfo] = []
        for is_library, group in groupby(chain, self._is_library):
            if is_library:
                records += [_as_written(one, context - 1) for one in group if not _is_ipython(one)]
            else:
                records += super().get_records(_chained([*group]), context, tb_offset)
        return records

    def _is_library(self, one: TracebackType) -> bool:
        return one.tb_frame.f_code.co_filename.startswith(self._libraries)


def _chain(first: TracebackType | None) -> Iterator[TracebackType]:
    while first is not None:
        yield first
        first = first.tb_next


def _chained(group: list[TracebackType]) -> TracebackType:
    """Return copies of these alone, one leading to the next."""
    last = None
    for one in reversed(group):
        last = TracebackType(last, one.tb_frame, one.tb_lasti, one.tb_lineno)
    assert last is not None  # noqa: S101 - a group is never empty
    return last


def _note_module(file: str, name: object) -> None:
    """Spare `inspect` its search for the module of a file: through all that was ever imported.

    IPython asks several times a frame, and the text of a cell is no module's file.
    """
    module = sys.modules.get(name) if isinstance(name, str) else None
    is_its_file = isinstance(module, ModuleType) and getattr(module, "__file__", None) == file
    for path in (file, os.path.abspath(file)):
        inspect.modulesbyfile.setdefault(path, str(name) if is_its_file else "")


def _is_ipython(one: TracebackType) -> bool:
    """Say whether a frame is of what runs cells: IPython, or our short way through it."""
    name = str(one.tb_frame.f_globals.get("__name__", ""))
    return name.partition(".")[0] == "IPython" or name == "grading.sandbox.cell_runner"


def _as_written(one: TracebackType, context: int) -> FrameInfo:
    frame = one.tb_frame
    code = frame.f_code
    return FrameInfo("Raw frame", code.co_filename, one.tb_lineno, frame, code, context=context)
