"""Which files a walled process may read: the interpreter, its packages and system libraries.

The same list serves the mount namespace (nothing else is there) and Landlock (nothing else can
be opened). Homes, state folders, courses, `/sys`, `/var`, `/run` and most of `/etc` are on no list.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import grading
from grading.sandbox import kernel

SCRATCH = "/scratch"
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

_SYSTEM = (
    "/bin", "/lib", "/lib32", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64",
    "/usr/libexec", "/usr/share/fonts", "/usr/share/zoneinfo", "/usr/share/locale",
    "/usr/share/i18n", "/usr/share/mime", "/usr/share/python3", "/usr/share/texmf",
    "/usr/local/bin", "/usr/local/lib", "/usr/local/lib64",
)  # fmt: skip
_ETC = (
    "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
    "/etc/localtime", "/etc/mime.types",
)  # fmt: skip
# Of a Python prefix: never `etc` or `share/nbgrader`, which may hold keys or others' work.
_PREFIX = ("bin", "lib", "lib32", "lib64", "pyvenv.cfg", "share/fonts", "share/zoneinfo")

# Of the warm parent itself: libraries want a home while they are imported.
_WARM_SCRATCH_MB = 64
_ACCOUNTS = "root:x:0:0::/:/bin/false\nstudent:x:1000:1000::/scratch/work:/bin/sh\n"
# Places that programs write to by habit, and the folder of the scratch that takes it.
_LINKS = {"/tmp": "tmp", "/dev/shm": "shm"}  # noqa: S108 - links made in an empty view
_GROUPS = "root:x:0:\nstudent:x:1000:\n"


def readable_paths(extra: Iterable[str] = ()) -> list[str]:
    """Return the folders and files that exist here and that walled processes may read.

    Args:
        extra: further paths that the operator opens, such as a folder of shared data sets.
    """
    prefixes = dict.fromkeys([sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix])
    wanted = list(_SYSTEM + _ETC)
    wanted += [os.path.join(prefix, part) for prefix in prefixes for part in _PREFIX]
    wanted += [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    wanted.append(str(Path(grading.__file__).parent / "sandbox"))
    wanted += [str(Path(grading.__file__).parent / name) for name in ("__init__.py", "errors.py")]
    wanted += extra
    resolved = [os.path.realpath(path) for path in wanted]
    chosen: list[str] = []
    for path in sorted({*wanted, *resolved}):
        if os.path.lexists(path) and not any(_is_under(path, other) for other in chosen):
            chosen.append(path)
    return chosen


def build(root: str, readable: Iterable[str]) -> None:
    """Fill an empty folder with a read-only view of the system and make it the root.

    Must run in a new mount namespace, as process 1 of a new PID namespace (for `/proc`).

    Args:
        root: an existing empty folder; the namespace alone sees what is mounted there.
        readable: paths that the view shows, at their own place.

    Raises:
        OSError: a mount was refused.
    """
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("view", root, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=0755,size=1m")
    for path in readable:
        _show(path, root)
    for device in DEVICES:
        _bind(device, root + device)
    for folder in ("proc", SCRATCH.lstrip("/"), "etc"):
        os.makedirs(os.path.join(root, folder), exist_ok=True)
    _write(f"{root}/etc/passwd", _ACCOUNTS)
    _write(f"{root}/etc/group", _GROUPS)
    for place, folder in _LINKS.items():
        # The place exists where packages are installed below it; TMPDIR then stands in.
        if not os.path.lexists(root + place):
            os.symlink(f"{SCRATCH}/{folder}", root + place)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("proc", f"{root}/proc", "proc", flags)
    kernel.pivot_root(root)
    mount_scratch(_WARM_SCRATCH_MB)
    kernel.lock_mount("/", kernel.MOUNT_ATTR_RDONLY | kernel.MOUNT_ATTR_NOSUID, recursive=False)


def mount_scratch(size_mb: int, inodes: int = 20_000) -> None:
    """Put an empty file system of limited size over the scratch folder (`man 5 tmpfs`).

    Args:
        size_mb: megabytes that it may hold; they are memory.
        inodes: files and folders that it may hold.
    """
    options = f"mode=0755,size={size_mb}m,nr_inodes={inodes}"
    kernel.mount("scratch", SCRATCH, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)


def _show(path: str, root: str) -> None:
    target = root + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    attributes = kernel.MOUNT_ATTR_RDONLY | kernel.MOUNT_ATTR_NOSUID | kernel.MOUNT_ATTR_NODEV
    _bind(path, target)
    kernel.lock_mount(target, attributes, recursive=True)


def _bind(source: str, target: str) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _write(target, "")
    kernel.mount(source, target, flags=kernel.MS_BIND | kernel.MS_REC)


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _is_under(path: str, folder: str) -> bool:
    return path == folder or (path.startswith(folder + "/") and not os.path.islink(folder))
