"""What a tree of processes uses, read from `/proc` by the warm parent; proc(5)."""

import os
import resource
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

PAGE = resource.getpagesize()


@dataclass(frozen=True)
class Member:
    """One process.

    Attributes:
        parent: process id of its parent.
        group: its process group.
        threads: how many threads it has.
        resident: bytes in memory, pages shared with others included.
    """

    parent: int
    group: int
    threads: int
    resident: int


@dataclass(frozen=True)
class Use:
    """What a tree uses; `memory` in bytes on top of the parent's own pages."""

    processes: int
    memory: int


def processes() -> dict[int, Member]:
    """Return the processes that `/proc` shows, by process id."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdecimal() and (member := _member(name)) is not None:
            found[int(name)] = member
    return found


class Sight:
    """One process, by files of `/proc` that are opened once; they never show another process.

    Args:
        process: its process id.
    """

    def __init__(self, process: int) -> None:
        self._files = [
            _open(f"/proc/{process}/{name}") for name in ("stat", f"task/{process}/children")
        ]

    def member(self) -> Member | None:
        """Return what the process is now; None when it is gone."""
        text = _read(self._files[0])
        return _parse(text) if text else None

    def alone(self) -> Member | None:
        """Return the first process of a PID namespace if nothing else lives there, else None.

        Whatever it has started is among its children, orphans too, unless it has other threads.
        """
        member = self.member()
        if member is None or member.threads > 1:
            return None
        # Kernels without CONFIG_PROC_CHILDREN tell nothing.
        return None if _read(self._files[1]) != b"" else member

    def close(self) -> None:
        """Close the files."""
        for fd in self._files:
            if fd >= 0:
                os.close(fd)
        self._files = [-1, -1]


def trees(roots: Iterable[int], members: dict[int, Member]) -> dict[int, list[int]]:
    """Return the members of the tree below each root: descendants, and members of its group."""
    children = defaultdict(list)
    groups = defaultdict(list)
    for process, member in members.items():
        children[member.parent].append(process)
        groups[member.group].append(process)
    found = {}
    for root in roots:
        tree = {root} & members.keys()
        pending = [root, *groups[root]]
        while pending:
            process = pending.pop()
            tree.add(process)
            pending += [child for child in children[process] if child not in tree]
        found[root] = sorted(tree)
    return found


def use(tree: list[int], members: dict[int, Member], shared: int, limit: int) -> Use:
    """Return what a tree uses.

    Resident pages are cheap to read but count what is shared with the parent; only where they
    exceed the limit are proportional shares (PSS) read, which cost the kernel a walk.

    Args:
        tree: process ids.
        members: all processes.
        shared: bytes that a fresh child shares with the warm parent.
        limit: bytes from which the exact figure matters.
    """
    threads = sum(members[process].threads for process in tree if process in members)
    cheap = sum(max(0, members[p].resident - shared) for p in tree if p in members)
    if cheap <= limit:
        return Use(threads, cheap)
    exact = sum(_proportional(process, members) for process in tree)
    share = shared * len(tree) // (len(tree) + 1)
    return Use(threads, max(0, exact - share))


def tasks_of(account: int) -> int:
    """Return how many processes and threads of an account `/proc` shows."""
    count = 0
    for process, member in processes().items():
        try:
            owner = os.stat(f"/proc/{process}").st_uid
        except OSError:
            continue
        count += member.threads if owner == account else 0
    return count


def own_sizes() -> tuple[int, int, int]:
    """Return this process's bytes of address space, resident memory and private data."""
    # Each child asks once, and would have to copy the memory that buffers and decoders live in.
    with open("/proc/self/statm", "rb", buffering=0) as file:
        words = file.read().split()
    return int(words[0]) * PAGE, int(words[1]) * PAGE, int(words[5]) * PAGE


def _member(name: str) -> Member | None:
    try:
        with open(f"/proc/{name}/stat", "rb", buffering=0) as file:
            return _parse(file.read())
    except OSError:
        return None


def _open(path: str) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return -1


def _read(fd: int) -> bytes | None:
    try:
        return os.pread(fd, 1024, 0)
    except OSError:
        return None


def _parse(text: bytes) -> Member:
    # The command's name may hold blanks and brackets: fields count from the last bracket.
    fields = text.rpartition(b")")[2].split()
    return Member(int(fields[1]), int(fields[2]), int(fields[17]), int(fields[21]) * PAGE)


def _proportional(process: int, members: dict[int, Member]) -> int:
    try:
        with open(f"/proc/{process}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return members[process].resident if process in members else 0
