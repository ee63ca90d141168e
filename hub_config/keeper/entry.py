"""How a forked process gets behind a person's wall and becomes their server or kernel.

The wall stands before: bubblewrap raised it around a program that only holds it up. The fork joins
its namespaces, gives every capability up, and has of its warm parent nothing but what that one
imported: no descriptor, no variable.

Source: setns(2), with a pidfd since Linux 5.8; pid_namespaces(7); capabilities(7).
"""

import atexit
import os
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from grading.sandbox import kernel
from hub_config.keeper import wire

NAMESPACES = (
    kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
)  # fmt: skip
OPEN_FILES = 4096
MB = 1024**2


@dataclass(frozen=True)
class Errand:
    """What a forked process shall become.

    Attributes:
        argv: its arguments, the program's name first.
        env: its whole environment.
        folder: its working folder, inside the wall; the home stands in where it does not exist.
        limits: what it may use; see `set_limits`.
    """

    argv: Sequence[str]
    env: Mapping[str, str]
    folder: str
    limits: Mapping[str, int]


def become(fds: list[int], run: Callable[[int | None], None]) -> NoReturn:
    """Turn a fork of a warm parent into what it was asked to be; never returns.

    It tells the keeper its process id, seen from outside the wall; the keeper puts that process
    under its limits and answers with the errand; the process tells that it runs, or why it does
    not. The warm parent never sees the errand: what it has read, all its later forks could find
    in their memory, and an errand holds a person's token.

    Args:
        fds: where to talk with the keeper, a pidfd of a process behind the wall, the log, and, for
            a server, its link to the keeper.
        run: the program; gets the descriptor of the link.
    """
    report = socket.socket(fileno=fds[0])
    try:
        _close_others(fds)
        kernel.setns(fds[1], NAMESPACES)
        inside = os.fork()
        if inside:
            wire.send(report, {"pid": inside})
            os._exit(0)
        errand, _ = wire.receive(report)
        _settle(Errand(**errand), fds)
        wire.send(report, {"status": "ready"})
        report.close()
    except BaseException:
        _tell_failure(report)
        os._exit(1)
    _run_to_the_end(run, fds[3] if len(fds) > 3 else None)


def _tell_failure(report: socket.socket) -> None:
    try:
        wire.send(report, {"error": traceback.format_exc()[-2000:]})
    except wire.WireError:
        os._exit(2)


def _close_others(fds: list[int]) -> None:
    first = 0
    for fd in sorted(fds):
        os.closerange(first, fd)
        first = fd + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def _settle(errand: Errand, fds: list[int]) -> None:
    """Give up what the warm parent had and take what the person has."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for standard, source in ((0, null), (1, fds[2]), (2, fds[2])):
        os.dup2(source, standard)
    for fd in (null, fds[1], fds[2]):
        if fd > 2:
            os.close(fd)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    set_limits(errand.limits)
    kernel.drop_bounding_set()
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    # Entering a user namespace hid the process from the watch, and from debuggers of its owner.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    os.environ.clear()
    os.environ.update(errand.env)
    time.tzset()
    try:
        os.chdir(errand.folder)
    except OSError:
        os.chdir(errand.env["HOME"])
    sys.argv = list(errand.argv)


def set_limits(limits: Mapping[str, int]) -> None:
    """Limit the calling process and those it will start (`man 2 getrlimit`).

    Args:
        limits: `memory_mb` (private memory of one process, on top of what it inherited),
            `processes` (processes and threads of the person), `disk_mb` (size of one file) and
            `nice` (how far it stands back for other programs).
    """
    os.nice(limits.get("nice", 0))
    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: OPEN_FILES}
    if "memory_mb" in limits:
        wanted[resource.RLIMIT_DATA] = limits["memory_mb"] * MB + _inherited_bytes()
    if "processes" in limits:
        wanted[resource.RLIMIT_NPROC] = limits["processes"]
    if "disk_mb" in limits:
        wanted[resource.RLIMIT_FSIZE] = limits["disk_mb"] * MB
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _inherited_bytes() -> int:
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0


def _run_to_the_end(run: Callable[[int | None], None], link: int | None) -> NoReturn:
    """Run the program, then end without the interpreter's own tidying: it would copy each page."""
    status = 0
    try:
        run(link)
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(status)
