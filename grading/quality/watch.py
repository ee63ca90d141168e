"""Waits until files of a course are saved."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

PERIOD_S = 0.5


def snapshot(paths: Sequence[Path]) -> dict[Path, int]:
    """Return when each file under some paths last changed, in nanoseconds."""
    times: dict[Path, int] = {}
    for path in paths:
        for file in (path, *path.rglob("*")) if path.is_dir() else (path,):
            try:
                if file.is_file() and not file.name.startswith((".", "__")):
                    times[file] = file.stat().st_mtime_ns
            except FileNotFoundError:
                continue  # An editor replaced it this very moment.
    return times


def changed_files(before: Mapping[Path, int], after: Mapping[Path, int]) -> list[Path]:
    """Return the files that are new, gone or different, sorted."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def changes(
    paths: Sequence[Path], sleep: Callable[[float], None] = time.sleep
) -> Iterator[list[Path]]:
    """Yield the changed files each time that something was saved, for ever."""
    before = snapshot(paths)
    while True:
        sleep(PERIOD_S)
        after = snapshot(paths)
        changed = changed_files(before, after)
        before = after
        if changed:
            yield changed
