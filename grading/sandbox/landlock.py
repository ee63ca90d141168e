"""Landlock: what a process may do to files, even as their owner; landlock(7).

The kernel says which version of the rules (ABI) it knows. What a version lacks is left out and
told by `missing`; other walls stand in for it where they can.
"""

import ctypes
import os
from collections.abc import Sequence
from dataclasses import dataclass

from grading.sandbox import kernel

# linux/landlock.h: LANDLOCK_ACCESS_FS_*
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << n for n in range(6))
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (
    1 << n for n in range(6, 13)
)
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

TRUNCATE_ABI = 3
_FS_BY_ABI = {1: (1 << 13) - 1, 2: REFER, TRUNCATE_ABI: TRUNCATE, 5: IOCTL_DEV}
_READ = EXECUTE | READ_FILE | READ_DIR
_WRITE = (
    _READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_FIFO | MAKE_SYM
    | REFER | TRUNCATE
)  # fmt: skip
_DEVICE = READ_FILE | WRITE_FILE | TRUNCATE
_ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

_NET_ABI, _NET_ALL = 4, 0b11
SCOPE_ABI, _SCOPE_ALL = 6, 0b11
_CREATE_VERSION = 1
_RULE_PATH_BENEATH = 1
NEWEST_ABI = 7


@dataclass(frozen=True)
class Grants:
    """Files that a walled process may still use.

    Attributes:
        read: folders and files to read and to run; those that do not exist are passed over.
        write: folders in which everything but devices and sockets may be made.
        devices: device files to read and to write.
    """

    read: Sequence[str]
    write: Sequence[str]
    devices: Sequence[str] = ()


def abi() -> int:
    """Return the version of Landlock that the kernel offers; 0 when it has none or forbids it."""
    try:
        return kernel.syscall("landlock_create_ruleset", None, 0, _CREATE_VERSION)
    except OSError:
        return 0


def missing(version: int) -> list[str]:
    """Return, in words, what rules of a version leave open that newer ones close."""
    gaps = [
        (1, "files"),
        (3, "truncation of files"),
        (4, "TCP"),
        (5, "device ioctls"),
        (6, "signals and abstract sockets to the outside"),
    ]
    return [words for first, words in gaps if version < first]


def restrict(grants: Grants, version: int) -> None:
    """Close everything but `grants` to the calling process and its descendants, for good.

    Needs `no_new_privs`. TCP is closed from ABI 4, signals and abstract sockets to processes
    outside from ABI 6.

    Args:
        grants: what stays open.
        version: ABI to use, at most what `abi` returned.

    Raises:
        OSError: the kernel refused.
    """
    handled = sum(bits for first, bits in _FS_BY_ABI.items() if version >= first)
    words = [handled]
    if version >= _NET_ABI:
        words.append(_NET_ALL)
    if version >= SCOPE_ABI:
        words.append(_SCOPE_ALL)
    attributes = (ctypes.c_uint64 * len(words))(*words)
    size = ctypes.sizeof(attributes)
    ruleset = kernel.syscall("landlock_create_ruleset", ctypes.byref(attributes), size, 0)
    try:
        wanted = [(grants.read, _READ), (grants.write, _WRITE), (grants.devices, _DEVICE)]
        for paths, rights in wanted:
            for path in paths:
                _allow(ruleset, path, rights & handled)
        kernel.syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    try:
        if not os.path.isdir(path):
            rights &= _ON_FILES
        # struct landlock_path_beneath_attr is packed: __u64 allowed_access, __s32 parent_fd.
        rule = rights.to_bytes(8, "little") + fd.to_bytes(4, "little", signed=True)
        kernel.syscall("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        os.close(fd)
