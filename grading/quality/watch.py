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
    paths: Sequence[Path],
    before: Mapping[Path, int],
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[list[Path]]:
    """Yield what to look at again each time that something was saved, for ever.

    Args:
        paths: files and folders to watch.
        before: the snapshot of them to begin with, so that nothing saved since then is missed.
        sleep: what passes the time between two looks.

    Yields:
        The changed files, sorted; for a file that is gone, the folder that it was in.
    """
    while True:
        sleep(PERIOD_S)
        after = snapshot(paths)
        changed = changed_files(before, after)
        before = after
        if changed:
            yield sorted({nearest_existing(path) for path in changed})


def nearest_existing(path: Path) -> Path:
    """Return a path, or the closest folder above it that exists."""
    return next((place for place in (path, *path.parents) if place.exists()), Path())
