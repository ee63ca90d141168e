"""Control groups: the kernel's own limits on all processes of one person together; cgroups(7).

Used where this process may make groups below its own: as root, or in a service to which systemd
has delegated its group (`Delegate=yes`). Both versions are known; elsewhere rlimits and the watch
stand in.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub_config.keeper.entry import MB

ROOT = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")
PERIOD_US = 100_000
PREFIX = "enact-person-"
_CONTROLLERS = ("memory", "pids", "cpu")


@dataclass(frozen=True)
class Groups:
    """Where groups of persons can be made.

    Attributes:
        bases: folder by controller; all the same in version 2, where there is one tree.
        version: 1 or 2; 0 where no group can be made.
    """

    bases: Mapping[str, Path]
    version: int

    def make(self, name: str, limits: Mapping[str, int]) -> "Group":
        """Make the group of a person; a limit that the kernel does not take is left out."""
        folders = []
        for controller, base in self.bases.items():
            folder = base / f"{PREFIX}{os.getpid()}-{name}"
            with contextlib.suppress(OSError):
                folder.mkdir(exist_ok=True)
                for file, value in _files(controller, self.version, limits):
                    (folder / file).write_text(value)
                folders.append(folder)
        return Group(tuple(dict.fromkeys(folders)))


@dataclass(frozen=True)
class Group:
    """The group of one person: a folder for each controller."""

    folders: tuple[Path, ...] = ()

    def add(self, pid: int) -> None:
        """Put a process, and those that it will start, into the group."""
        for folder in self.folders:
            with contextlib.suppress(OSError):
                (folder / "cgroup.procs").write_text(str(pid))

    def remove(self) -> None:
        """Remove the group; its processes have ended."""
        for folder in self.folders:
            with contextlib.suppress(OSError):
                folder.rmdir()


def find(own: Path = OWN, root: Path = ROOT) -> Groups:
    """Return where groups can be made, after making room for them in version 2."""
    places = dict(_places(own.read_text(), root))
    # A terminal's group is a scope: it holds programs that are none of ours to move.
    service = places.get("")
    if service is not None and service.name.endswith(".service"):
        controllers = _make_room(service)
        if controllers:
            return Groups(dict.fromkeys(controllers, service), 2)
    bases = {name: places[name] for name in _CONTROLLERS if name in places}
    usable = {name: base for name, base in bases.items() if _can_make_groups(base)}
    _remove_old(usable.values())
    return Groups(usable, 1 if usable else 0)


def _places(text: str, root: Path) -> Iterator[tuple[str, Path]]:
    """Yield controller and folder for each line of `/proc/self/cgroup`; "" is version 2."""
    for line in text.splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            folder = root / controller / path.lstrip("/")
            # A container may show its own group as the root.
            yield controller, folder if folder.is_dir() else root / controller


def _make_room(base: Path) -> tuple[str, ...]:
    """Let groups of persons have limits: no process may then be in `base` itself.

    Returns:
        The controllers that they have; none where memory and processes cannot be limited.
    """
    try:
        offered = (base / "cgroup.controllers").read_text().split()
        if not {"memory", "pids"} <= set(offered):
            return ()
        platform = base / "enact-platform"
        platform.mkdir(exist_ok=True)
        for pid in (base / "cgroup.procs").read_text().split():
            (platform / "cgroup.procs").write_text(pid)
        chosen = tuple(name for name in _CONTROLLERS if name in offered)
        (base / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in chosen))
    except OSError:
        return ()
    return chosen


def _remove_old(bases: Iterable[Path]) -> None:
    """Remove groups that a killed keeper has left; those with processes stay."""
    for base in bases:
        for folder in base.glob(f"{PREFIX}*"):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _can_make_groups(base: Path) -> bool:
    trial = base / f"{PREFIX}trial-{os.getpid()}"
    try:
        trial.mkdir()
        trial.rmdir()
    except OSError:
        return False
    return True


def _files(controller: str, version: int, limits: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield file and content for each limit of a controller."""
    if controller == "memory":
        size = str(limits["memory_mb"] * MB)
        yield ("memory.max" if version == 2 else "memory.limit_in_bytes"), size
    elif controller == "pids":
        yield "pids.max", str(limits["processes"])
    elif version == 2:
        yield "cpu.max", f"{limits['cores'] * PERIOD_US} {PERIOD_US}"
    else:
        yield "cpu.cfs_period_us", str(PERIOD_US)
        yield "cpu.cfs_quota_us", str(limits["cores"] * PERIOD_US)
