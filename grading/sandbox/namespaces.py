"""Namespaces of the warm parent and of each child; namespaces(7), user_namespaces(7).

The parent enters its own namespaces once, as root directly and as an ordinary user through a user
namespace, and lives there as process 1: when it ends, the kernel ends everything below it. Each
child is process 1 of a further PID namespace, so that its whole tree ends with it, and mounts its
own scratch and `/proc`.
"""

import errno
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from grading.sandbox import kernel, view

_SHARED = (
    kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
)  # fmt: skip
NAMES = ("mount-namespace", "pid-namespace", "network-namespace", "ipc-namespace", "uts-namespace")
STUDENT_ID = 1000
# capabilities(7): CAP_SYS_ADMIN; CAP_CHOWN, CAP_SETGID, CAP_SETUID.
_CAP_SYS_ADMIN, _CAPS_OF_ACCOUNTS = 21, (0, 6, 7)
_POOLS = (range(2_000_000_000, 2_020_000_000), range(30_000, 50_000))


@dataclass(frozen=True)
class Namespaces:
    """What the parent entered.

    Attributes:
        entered: whether the parent lives in its own namespaces.
        user: whether that took a user namespace (the parent was no root).
        reason: why they were not entered; "" when they were.
    """

    entered: bool
    user: bool = False
    reason: str = ""


def enter(root: str, readable: list[str]) -> Namespaces:
    """Enter new namespaces with a read-only view of the system; returns in process 1 of them.

    The calling process stays outside as a keeper: it waits for process 1 and ends with its status.
    A trial in a child comes first, so that a machine that forbids one step leaves no half-built
    walls behind.

    Args:
        root: an existing empty folder for the view.
        readable: paths that the view shows.
    """
    user = not (kernel.has_capability(_CAP_SYS_ADMIN) and can_change_account())
    reason = _try_out(lambda: _raise(user, root, readable))
    if reason and not user:
        user = True
        reason = _try_out(lambda: _raise(user, root, readable))
    if reason:
        return Namespaces(entered=False, reason=f"this machine refuses namespaces: {reason}")
    _unshare_all(user)
    process = os.fork()
    if process:
        _keep(process)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
    view.build(root, readable)
    kernel.drop_bounding_set()
    return Namespaces(entered=True, user=user)


def fork_as_first() -> int:
    """Fork so that the child is process 1 of a new PID namespace; as `os.fork`.

    Only one such namespace may be pending at a time, so the parent turns back to its own one
    (`man 2 setns`: a process may re-enter its PID namespace for the children to come).
    """
    kernel.unshare(kernel.CLONE_NEWPID)
    process = kernel.fork()
    if process:
        fd = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        try:
            kernel.setns(fd, kernel.CLONE_NEWPID)
        finally:
            os.close(fd)
    return process


def enter_child(scratch_mb: int) -> None:
    """Give the calling child its own mounts: an empty scratch and a `/proc` of its own tree."""
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
    view.mount_scratch(scratch_mb)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    try:
        kernel.mount("proc", "/proc", "proc", flags, "subset=pid")
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        kernel.mount("proc", "/proc", "proc", flags)


def enter_child_user() -> None:
    """Enter a user namespace of the child's own, where it is an ordinary user.

    Counts of processes are then the child's own (`man 2 getrlimit`, RLIMIT_NPROC is counted for
    each user namespace since Linux 5.14).
    """
    outer_user, outer_group = os.geteuid(), os.getegid()
    kernel.unshare(kernel.CLONE_NEWUSER)
    _write_maps(STUDENT_ID, outer_user, outer_group)


def can_change_account() -> bool:
    """Return whether this process may give its children accounts of no one."""
    is_able = all(map(kernel.has_capability, _CAPS_OF_ACCOUNTS))
    return os.geteuid() == 0 and is_able and account_pool() is not None


def is_machines_root() -> bool:
    """Return whether this account is root outside every user namespace; it is never counted."""
    user = os.geteuid()
    return any(
        first <= user < first + size and outer + user - first == 0
        for first, outer, size in _spans()
    )


def pool_account(pool: range, number: int) -> int:
    """Return an account of no one for the `number`th child of this parent.

    Args:
        pool: what `account_pool` returned in the parent.
        number: counter of children.
    """
    inode = os.stat("/proc/self/ns/pid").st_ino
    return pool.start + (inode * 997 + number) % len(pool)


def _raise(user: bool, root: str, readable: list[str]) -> None:
    """Do in a trial process all that the parent and a child will do."""
    _unshare_all(user)
    _in_child(lambda: _raise_inside(user, root, readable))


def _raise_inside(user: bool, root: str, readable: list[str]) -> None:
    view.build(root, readable)
    _in_child(lambda: _enter_as_child(user), fork_as_first)


def _enter_as_child(user: bool) -> None:
    enter_child(scratch_mb=1)
    if user:
        enter_child_user()


def _unshare_all(user: bool) -> None:
    if user:
        identity = os.geteuid(), os.getegid()
        kernel.unshare(kernel.CLONE_NEWUSER | _SHARED)
        _write_maps(0, *identity)
    else:
        kernel.unshare(_SHARED)
    kernel.syscall("sethostname", b"sandbox", 7)


def _write_maps(inner: int, outer_user: int, outer_group: int) -> None:
    """Map one account and one group; user_namespaces(7), section on `uid_map`."""
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{inner} {outer_user} 1")
    Path("/proc/self/gid_map").write_text(f"{inner} {outer_group} 1")


def _spans() -> list[tuple[int, int, int]]:
    """Return the rows of `uid_map`: first account inside, first outside, how many."""
    rows = Path("/proc/self/uid_map").read_text().splitlines()
    return [(int(first), int(outer), int(size)) for first, outer, size in map(str.split, rows)]


def account_pool() -> range | None:
    """Return accounts that no one has; None where this user namespace maps none of them."""
    for pool in _POOLS:
        if any(first <= pool.start and pool.stop <= first + size for first, _, size in _spans()):
            return pool
    return None


def _try_out(step: Callable[[], object]) -> str:
    """Run a step in a forked process; return "" or why it failed."""
    try:
        _in_child(step)
    except OSError as error:
        return str(error)
    return ""


def _in_child(step: Callable[[], object], fork: Callable[[], int] = os.fork) -> None:
    """Run a step in a forked process; raise `OSError` with its reason when it fails."""
    reader, writer = os.pipe()
    process = fork()
    if process == 0:
        _report(step, writer)
    os.close(writer)
    with open(reader, "rb") as pipe:
        message = pipe.read().decode()
    _, status = os.waitpid(process, 0)
    if message or status:
        raise OSError(message or f"a trial process ended with status {status}")


def _report(step: Callable[[], object], writer: int) -> NoReturn:
    """Run a step and end the process; why it failed goes into the pipe."""
    try:
        step()
    except OSError as error:
        os.write(writer, str(error).encode()[:4000])
    except BaseException:
        os.write(writer, traceback.format_exc().encode()[:4000])
    os._exit(0)


def _keep(process: int) -> NoReturn:
    """Wait for process 1 and end as it ended."""
    os.closerange(0, 1024)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)
