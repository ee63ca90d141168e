"""The documented system calls that the standard library does not offer, through ctypes.

Each function names its man page. All raise `OSError` with the kernel's errno.
"""

import ctypes
import os
from pathlib import Path

from grading.sandbox.syscalls import numbers

# unshare(2), clone(2)
CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

# mount(2), mount_setattr(2), umount2(2)
MS_RDONLY = 0x1
MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 0x2
MOUNT_ATTR_RDONLY = 0x1
MOUNT_ATTR_NOSUID = 0x2
MOUNT_ATTR_NODEV = 0x4
AT_FDCWD = -100
AT_RECURSIVE = 0x8000

# prctl(2)
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_SET_THP_DISABLE = 41
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

_CAP_VERSION_3 = 0x20080522
_NUMBERS = numbers()
_libc = ctypes.CDLL(None, use_errno=True)
# Keeps Python's lock during the call, so that the child of a fork holds it as well.
_locked_libc = ctypes.PyDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        errno = ctypes.get_errno()
        raise OSError(errno, f"{what}: {os.strerror(errno)}")
    return result


def fork() -> int:
    """Fork as `os.fork`, without what libraries ask to be done around it (`man 3 fork`).

    `os.register_at_fork` renews locks that another thread may hold, and random states. A process
    with one thread has no such lock, and the caller must set the random states of the child; what
    is left out is a millisecond and the copies of two hundred pages.

    Raises:
        OSError: the kernel refused.
    """
    return _check(_locked_libc.fork(), "fork")


def syscall(name: str, *arguments: object) -> int:
    """Make a system call by its name (`man 2 syscall`).

    Raises:
        OSError: the kernel refused, or does not know the call (`ENOSYS`).
    """
    number = _NUMBERS.get(name)
    if number is None:
        raise OSError(38, f"{name}: not known on this architecture")
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _check(_libc.syscall(ctypes.c_long(number), *wide), name)


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` (`man 2 unshare`)."""
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def setns(fd: int, kind: int) -> None:
    """Enter a namespace (`man 2 setns`)."""
    _check(_libc.setns(ctypes.c_int(fd), ctypes.c_int(kind)), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Mount a file system or bind a folder (`man 2 mount`)."""
    result = _libc.mount(
        os.fsencode(source),
        os.fsencode(target),
        kind.encode() or None,
        ctypes.c_ulong(flags),
        data.encode() or None,
    )
    _check(result, f"mount {kind or source} on {target}")


def lock_mount(target: str, attributes: int, *, recursive: bool) -> None:
    """Add attributes such as read-only to a mount, keeping those it has (`man 2 mount_setattr`)."""
    wanted = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    flags = AT_RECURSIVE if recursive else 0
    path = ctypes.c_char_p(os.fsencode(target))
    syscall("mount_setattr", AT_FDCWD, path, flags, ctypes.byref(wanted), ctypes.sizeof(wanted))


def pivot_root(new_root: str) -> None:
    """Make `new_root` the root and let the old one go (`man 2 pivot_root`, Notes)."""
    os.chdir(new_root)
    dot = ctypes.c_char_p(b".")
    syscall("pivot_root", dot, dot)
    _check(_libc.umount2(b".", ctypes.c_int(MNT_DETACH)), "umount2 of the old root")
    os.chdir("/")


def prctl(option: int, first: int = 0, second: int = 0) -> int:
    """Change an attribute of the calling process (`man 2 prctl`)."""
    words = [ctypes.c_ulong(word) for word in (first, second, 0, 0)]
    return _check(_libc.prctl(ctypes.c_int(option), *words), f"prctl {option}")


def drop_bounding_set() -> None:
    """Make sure that no later exec can give a capability back (`man 7 capabilities`)."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        prctl(PR_CAPBSET_DROP, capability)


def drop_capabilities() -> None:
    """Empty every capability set of the calling thread (`man 2 capset`)."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(_CAP_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(ctypes.byref(header), ctypes.byref(sets)), "capset")


def has_capability(number: int) -> bool:
    """Return whether a capability is effective in the calling thread (`man 2 capget`)."""
    header = (ctypes.c_uint32 * 2)(_CAP_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    _check(_libc.capget(ctypes.byref(header), ctypes.byref(sets)), "capget")
    return bool((int(sets[0]) | int(sets[3]) << 32) >> number & 1)
