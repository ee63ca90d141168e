"""The scratch folder of one child: filled, read back, emptied; what lies in it is not trusted."""

import os
import stat
from collections.abc import Mapping
from pathlib import PurePosixPath

from grading.sandbox.program import Limits

MAX_FILES = 500
MAX_BYTES = 32 * 2**20
MAX_DEPTH = 20
_MAX_ENTRIES = 20_000
_DEEPEST = 200
_INTO = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FOLDERS = ("work", "tmp", "shm")


def check_name(name: str) -> str:
    """Return a relative path in normal form.

    Raises:
        ValueError: the path is empty, absolute, climbs with `..`, is too deep or holds a NUL.
    """
    path = PurePosixPath(name)
    parts = path.parts
    if not parts or path.is_absolute() or ".." in parts or "\0" in name:
        raise ValueError(f"{name!r} is no relative path inside a folder")
    if len(parts) > MAX_DEPTH or any(len(os.fsencode(part)) > 255 for part in parts):
        raise ValueError(f"{name[:80]!r} is too deep or too long for a file")
    return str(path)


def fill(folder: str, files: Mapping[str, bytes]) -> None:
    """Write files below a folder.

    Raises:
        ValueError: a name is no relative path inside the folder.
        OSError: the files do not fit.
    """
    for name, content in files.items():
        target = os.path.join(folder, check_name(name))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)


def snapshot(folder: str) -> dict[str, tuple[int, int, int]]:
    """Return size, time of change and inode of each plain file below a folder."""
    return {name: (state.st_size, state.st_ctime_ns, state.st_ino) for name, state in _walk(folder)}


def collect(
    folder: str, before: Mapping[str, tuple[int, int, int]]
) -> tuple[dict[str, bytes], int]:
    """Read back the plain files that are new or changed since a snapshot.

    Returns:
        The contents by relative path, bounded in number and size, and how many were left out.
    """
    files: dict[str, bytes] = {}
    left_out = total = 0
    for name, state in _walk(folder):
        if before.get(name) == (state.st_size, state.st_ctime_ns, state.st_ino):
            continue
        if len(files) >= MAX_FILES or total + state.st_size > MAX_BYTES:
            left_out += 1
            continue
        content = _read(os.path.join(folder, name), state.st_size)
        if content is None:
            left_out += 1
            continue
        files[name] = content
        total += len(content)
    return files, left_out


def is_over(folder: str, limits: Limits) -> bool:
    """Return whether a folder without a size of its own holds too much, too many or too deep.

    A single file ends at the limit itself (RLIMIT_FSIZE), so one megabyte is left for the others.
    """
    left = [(limits.scratch_mb + 1) * 2**20, _MAX_ENTRIES]
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return False
    return not _fits(fd, left, _DEEPEST)


def _fits(fd: int, left: list[int], depth: int) -> bool:
    """Take what lies below a folder from the bytes and entries that are left; close `fd`."""
    try:
        with os.scandir(fd) as entries:
            for entry in entries:
                try:
                    state = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                left[0] -= state.st_blocks * 512
                left[1] -= 1
                if min(left) < 0 or not depth:
                    return False
                if stat.S_ISDIR(state.st_mode):
                    try:
                        below = os.open(entry.name, _INTO, dir_fd=fd)
                    except OSError:
                        continue
                    if not _fits(below, left, depth - 1):
                        return False
        return True
    finally:
        os.close(fd)


def empty(folder: str) -> None:
    """Delete a folder whatever a hostile program left in it.

    Nested folders are moved up before they are emptied, so that depth costs neither recursion nor
    long paths.

    Raises:
        OSError: something cannot be deleted.
    """
    if not os.path.lexists(folder):
        return
    pending, count = [folder], 0
    while pending:
        current = pending.pop()
        os.chmod(current, 0o700)
        moved = []
        with os.scandir(current) as entries:
            for entry in list(entries):
                if entry.is_dir(follow_symlinks=False) and current != folder:
                    count += 1
                    target = os.path.join(folder, f".leaving-{count}")
                    os.chmod(entry.path, 0o700)
                    os.rename(entry.path, target)
                    moved.append(target)
                elif entry.is_dir(follow_symlinks=False):
                    moved.append(entry.path)
                else:
                    os.unlink(entry.path)
        pending += moved
        if current != folder:
            os.rmdir(current)
    os.rmdir(folder)


def _walk(folder: str) -> list[tuple[str, os.stat_result]]:
    """List plain files below a folder, sorted, without following links; bounded."""
    found: list[tuple[str, os.stat_result]] = []
    pending, seen = [""], 0
    while pending:
        relative = pending.pop()
        try:
            entries = list(os.scandir(os.path.join(folder, relative)))
        except OSError:
            continue
        for entry in entries:
            seen += 1
            if seen > _MAX_ENTRIES:
                return sorted(found, key=lambda item: item[0])
            name = os.path.join(relative, entry.name)
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISDIR(state.st_mode) and name.count("/") < MAX_DEPTH:
                pending.append(name)
            elif stat.S_ISREG(state.st_mode):
                found.append((name, state))
    return sorted(found, key=lambda item: item[0])


def _read(path: str, size: int) -> bytes | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with open(fd, "rb") as file:
        return file.read(size)
