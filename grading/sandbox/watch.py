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


def alone(root: int) -> Member | None:
    """Return the first process of a PID namespace if nothing else lives there, else None.

    Whatever it has started is among its children, orphans too, unless it has other threads.
    """
    member = _member(str(root))
    if member is None or member.threads > 1:
        return None
    try:
        with open(f"/proc/{root}/task/{root}/children", "rb") as file:
            return None if file.read(1) else member
    except OSError:
        # Kernels without CONFIG_PROC_CHILDREN tell nothing.
        return None


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
        with open(f"/proc/{name}/stat", "rb") as file:
            # The command's name may hold blanks and brackets: fields count from the last bracket.
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
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
