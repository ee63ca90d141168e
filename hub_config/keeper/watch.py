"""Keeps each person within memory, processes and disk where no cgroup and no quota does.

One look a second. A process that holds too much memory ends, as the kernel would end it; too many
processes end the whole wall at once; a full home can only be emptied until it is small enough:
every write of a file is refused (setrlimit(2), RLIMIT_FSIZE).
"""

import asyncio
import contextlib
import os
import resource
import signal
import traceback
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from grading.sandbox import watch as proc
from hub_config.keeper.entry import MB
from hub_config.keeper.ward import Ward

EVERY_S = 1.0
# A home is measured when its processes have written this much, and every so often without.
WRITTEN_MB = 1
SLOW_EVERY = 30
# Files and folders of a home, so that empty ones cannot fill the disk either.
MAX_FILES = 200_000
# Whoever raises the refused size again has the wall taken down.
TOLERANCE = 1.25
PROCESS_GRACE = 32


@dataclass
class Disk:
    """What is known of one home.

    Attributes:
        written: bytes that the processes had written when it was measured.
        looks: looks since then.
        is_full: whether writes are refused.
    """

    written: int = -1
    looks: int = 0
    is_full: bool = False


class Watch:
    """Looks after every wall.

    Args:
        wards: returns the walls that stand.
        end: ends a wall.
    """

    def __init__(self, wards: Callable[[], Collection[Ward]], end: Callable[[Ward], None]) -> None:
        self._wards = wards
        self._end = end
        self._disks: dict[Ward, Disk] = {}

    async def run(self) -> None:
        """Look, again and again; an error costs one look and is printed."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.look()
            except Exception:
                traceback.print_exc()

    async def look(self) -> None:
        """Look once at each wall."""
        wards = [ward for ward in self._wards() if ward.is_running]
        members = proc.processes() if wards else {}
        self._disks = {ward: self._disks.get(ward, Disk()) for ward in wards}
        for ward in wards:
            if not ward.is_running:
                continue
            found = proc.trees(ward.roots(), members)
            tree = sorted({pid for pids in found.values() for pid in pids})
            threads = sum(members[pid].threads for pid in tree)
            if threads > ward.order.limits["processes"] + PROCESS_GRACE:
                self._take_down(ward, f"{threads} processes and threads")
                continue
            self._look_at_memory(ward, tree)
            await self._look_at_disk(ward, tree)

    def _take_down(self, ward: Ward, why: str) -> None:
        ward.log.note(f"ended: {why}; allowed are {dict(ward.order.limits)}")
        self._end(ward)

    def _look_at_memory(self, ward: Ward, tree: list[int]) -> None:
        limit = ward.order.limits["memory_mb"] * MB
        if sum(map(_anonymous, tree)) <= limit:
            return
        # Pages shared with the warm parent count for each process above: look closely.
        exact = {pid: _proportional(pid) for pid in tree}
        total = sum(exact.values())
        if total <= limit:
            return
        largest = max(exact, key=lambda pid: exact[pid])
        ward.log.note(f"process ended: {total // MB} MB in memory, {limit // MB} MB are allowed")
        with contextlib.suppress(ProcessLookupError):
            os.kill(largest, signal.SIGKILL)

    async def _look_at_disk(self, ward: Ward, tree: list[int]) -> None:
        disk, written = self._disks[ward], _written(tree)
        disk.looks += 1
        has_grown = abs(written - disk.written) >= WRITTEN_MB * MB
        if not (has_grown or disk.is_full or disk.looks >= SLOW_EVERY or disk.written < 0):
            return
        size, files = await asyncio.to_thread(measure, ward.order.home)
        disk.written, disk.looks = written, 0
        limit = ward.order.limits["disk_mb"] * MB
        if size > TOLERANCE * limit or files > TOLERANCE * MAX_FILES:
            if disk.is_full and has_grown:
                self._take_down(ward, f"{size // MB} MB in {files} files at home")
                return
        was_full, disk.is_full = disk.is_full, size > limit or files > MAX_FILES
        if disk.is_full != was_full:
            state = "full: no file can be written" if disk.is_full else "small enough again"
            ward.log.note(f"the home is {state}: {size // MB} MB in {files} files")
        if disk.is_full or was_full:
            _limit_files(tree, 0 if disk.is_full else limit)


def measure(home: str) -> tuple[int, int]:
    """Return the bytes on disk of a folder and how many files and folders it holds."""
    size = files = 0
    pending = [home]
    while pending:
        try:
            entries = list(os.scandir(pending.pop()))
        except OSError:
            continue
        for entry in entries:
            with contextlib.suppress(OSError):
                files += 1
                size += entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
    return size, files


def _limit_files(tree: Iterable[int], size: int) -> None:
    for pid in tree:
        with contextlib.suppress(OSError, ValueError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def _anonymous(pid: int) -> int:
    """Return bytes in memory that no file and no shared memory stands behind (proc(5), statm)."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            _, resident, shared, *_ = map(int, file.read().split())
    except OSError:
        return 0
    return (resident - shared) * proc.PAGE


def _proportional(pid: int) -> int:
    """Return bytes in memory, shared pages in parts; a process that hides counts in full."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                if line.startswith("Pss_Anon:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return _anonymous(pid)


def _written(tree: Iterable[int]) -> int:
    """Return bytes that processes have written to files, by calls or through memory."""
    total = 0
    for pid in tree:
        try:
            with open(f"/proc/{pid}/io", encoding="ascii") as file:
                values = dict(line.split(": ") for line in file.read().splitlines())
        except OSError:
            continue
        total += max(int(values["wchar"]), int(values["write_bytes"]))
    return total
