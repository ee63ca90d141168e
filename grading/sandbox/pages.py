"""Pages of memory that nearly every child writes, copied in one go when it is forked.

A forked child shares its parent's memory; at the first write to a page it stops until the kernel
has copied it. Python counts references inside of objects, so a child that only calls functions
writes to thousands of pages. Pages that are pinned for devices the kernel copies during the fork
already, at a third of the cost (Documentation/core-api/pin_user_pages.rst of the kernel's sources;
since 5.10), and the parent's own later writes copy nothing. Buffers registered with an io_uring are
pinned (`man 2 io_uring_register`, IORING_REGISTER_BUFFERS); nothing else of the ring is used.

Where the kernel gives no ring or pins nothing, children copy page by page, and nothing else
changes.
"""

import contextlib
import ctypes
import os
import re
from collections import Counter
from collections.abc import Iterable

from grading.sandbox import kernel

# Children that are looked at, and the share of them that must have written to a page.
_SAMPLE = 24
_SHARE = 0.2
# Every fork copies them: what students' processes write must not make that long.
_MAX_PAGES = 8192
_MAX_BUFFERS = 16384
_REGISTER_BUFFERS = 0
_PAGE = os.sysconf("SC_PAGE_SIZE")
_ENTRY = 8
# The highest byte of an entry of /proc/PID/pagemap (proc_pid_pagemap(5)): present, anonymous;
# the lowest bit says that no other process maps the page.
_WRITTEN, _ANONYMOUS = re.compile(b"\x81+"), re.compile(b"[\x80\x81]+")

_Run = tuple[int, int]


class _Buffer(ctypes.Structure):
    """`struct iovec`, as in `man 3type iovec`."""

    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def allow_huge() -> None:
    """Let a child have huge pages again, which large arrays are faster in."""
    with contextlib.suppress(OSError):
        kernel.prctl(kernel.PR_SET_THP_DISABLE, 0)


class HotPages:
    """Learns from the first children of this process which pages they write, then pins those.

    Made before the process enters a user namespace: root's ring is not charged for locked memory
    then; others pin what `RLIMIT_MEMLOCK` allows. From then on the process gets small pages alone:
    of a huge one the kernel would copy all for the sake of one that is pinned.

    Attributes:
        pinned: how many pages are pinned.
    """

    def __init__(self) -> None:
        self._ring = _open_ring()
        if self._ring >= 0:
            with contextlib.suppress(OSError):
                kernel.prctl(kernel.PR_SET_THP_DISABLE, 1)
        self._areas: list[_Run] = []
        self._seen: dict[int, set[int]] = {}
        self._calls: Counter[int] = Counter()
        self._counts: Counter[int] = Counter()
        self._left = _SAMPLE if self._ring >= 0 else 0
        self.pinned = 0

    @property
    def is_learning(self) -> bool:
        """Whether children should be looked at."""
        return self._left > 0

    def look(self, process: int) -> None:
        """Note the pages that a living child has written by now; the last look counts.

        Called again and again, it looks at the first, second, fourth ... time: at a child that
        lives long it looks seldom.
        """
        self._calls[process] += 1
        if self._calls[process] & (self._calls[process] - 1):
            return
        with contextlib.suppress(OSError):
            self._areas = self._areas or _private_areas()
            runs = _pages(f"/proc/{process}/pagemap", self._areas, _WRITTEN)
            self._seen[process] = {page for first, end in runs for page in range(first, end)}

    def forget(self, process: int) -> None:
        """Count what was seen of a child that has ended; pin pages when enough have."""
        self._calls.pop(process, None)
        seen = self._seen.pop(process, None)
        if seen is None or not self.is_learning:
            return
        self._counts.update(seen)
        self._left -= 1
        if self._left == 0:
            with contextlib.suppress(OSError):
                self._pin()

    def _pin(self) -> None:
        wanted = [page for page, count in self._counts.most_common() if count >= _SHARE * _SAMPLE]
        self._counts.clear()
        self._seen.clear()
        runs = _pages("/proc/self/pagemap", _private_areas(), _ANONYMOUS)
        own = {page for first, end in runs for page in range(first, end)}
        wanted = [page for page in wanted if page in own][:_MAX_PAGES]
        while wanted:
            try:
                _register(self._ring, _runs(wanted)[:_MAX_BUFFERS])
            except OSError:
                # More than may be locked: what most children write comes first.
                del wanted[len(wanted) * 3 // 4 :]
            else:
                break
        self.pinned = len(wanted)


def _open_ring() -> int:
    """Return the descriptor of an io_uring with one entry; -1 where there is none."""
    try:
        parameters = ctypes.create_string_buffer(120)
        ring = kernel.syscall("io_uring_setup", 1, parameters)
        os.set_inheritable(ring, False)
    except OSError:
        return -1
    return ring


def _register(ring: int, runs: list[_Run]) -> None:
    parts = [_Buffer(first * _PAGE, (end - first) * _PAGE) for first, end in runs]
    buffers = (_Buffer * len(runs))(*parts)
    kernel.syscall("io_uring_register", ring, _REGISTER_BUFFERS, buffers, len(runs))


def _private_areas() -> list[_Run]:
    """Return the page numbers, first and end, of private writable memory (proc_pid_maps(5))."""
    areas = []
    with open("/proc/self/maps", encoding="ascii", errors="replace") as file:
        for line in file:
            words = line.split()
            if words[1] in ("rw-p", "rwxp"):
                start, end = (int(word, 16) // _PAGE for word in words[0].split("-"))
                areas.append((start, end))
    return areas


def _pages(pagemap: str, areas: Iterable[_Run], kind: re.Pattern[bytes]) -> list[_Run]:
    """Return runs of pages of one kind in some areas."""
    found = []
    fd = os.open(pagemap, os.O_RDONLY | os.O_CLOEXEC)
    try:
        for start, end in areas:
            entries = os.pread(fd, (end - start) * _ENTRY, start * _ENTRY)
            for match in kind.finditer(entries[_ENTRY - 1 :: _ENTRY]):
                found.append((start + match.start(), start + match.end()))
    finally:
        os.close(fd)
    return found


def _runs(pages: Iterable[int]) -> list[_Run]:
    """Join neighbouring pages."""
    runs: list[_Run] = []
    for page in sorted(pages):
        if runs and runs[-1][1] == page:
            runs[-1] = runs[-1][0], page + 1
        else:
            runs.append((page, page + 1))
    return runs
