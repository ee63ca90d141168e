"""Tracebacks that show cells as Jupyter does and libraries as they are written."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest

from grading.sandbox.shell import _FOLDERS, shorten_paths
from grading.sandbox.tracebacks import Tracebacks

CELL = "def depth(n):\n    return depth(n - 1) if n else 1 / n\n"


def shown(fails: Callable[[], object]) -> str:
    """Return the text that is shown of an error."""
    formats = Tracebacks(_FOLDERS, mode="Context", theme_name="nocolor", tb_offset=1)
    try:
        fails()
    except Exception:
        kind, error, trace = sys.exc_info()
        assert kind is not None and isinstance(trace, TracebackType)
        lines = formats.structured_traceback(kind, error, trace)
        return "\n".join(map(shorten_paths, lines))
    raise AssertionError("it did not fail")


def test_a_librarys_frame_shows_the_line_that_failed() -> None:
    assert "raise JSONDecodeError(" in shown(lambda: json.loads("{"))


def test_a_librarys_source_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []
    monkeypatch.setattr("executing.executing.Source.for_frame", parsed.append)
    shown(lambda: json.loads("{"))
    assert parsed == []


def test_a_recursion_is_shown_once(tmp_path: Path) -> None:
    path = tmp_path / "cell.py"
    path.write_text(CELL)
    names: dict[str, Callable[[int], object]] = {}
    exec(compile(CELL, str(path), "exec"), names)
    assert shown(lambda: names["depth"](500)).count("in depth") < 20


def test_no_frames_module_is_searched_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    searched: dict[str, str] = {}
    monkeypatch.setattr("inspect.modulesbyfile", {})
    monkeypatch.setattr("inspect._filesbymodname", searched)
    path = tmp_path / "cell.py"
    path.write_text(CELL)
    names: dict[str, Callable[[int], object]] = {}
    exec(compile(CELL, str(path), "exec"), names)
    shown(lambda: names["depth"](5))
    shown(lambda: json.loads("{"))
    assert searched == {}
