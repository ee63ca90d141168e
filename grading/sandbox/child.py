"""Life of one forked child: descriptors, scratch, walls, then the driver, then the end.

What a driver finds when it is called:

- descriptors 0 (`/dev/null`), 1 and 2 (unnamed files in the scratch, where programs that the
  cells start may write; `os.fstat(1).st_size` tells whether they did), 3 (control) and 4 (peer);
- the working folder `work` of the scratch with the program's files, `HOME` and `TMPDIR` in the
  scratch, `NBGRADER_EXECUTION` set;
- SIGINT raising KeyboardInterrupt.
"""

import contextlib
import fcntl
import importlib
import os
import signal
import socket
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

from grading.sandbox import namespaces, pages, scratch, walls
from grading.sandbox.program import Limits, Role
from grading.sandbox.wire import MAX_BYTES, Channel, ChannelError

CONTROL_FD, PEER_FD = 3, 4


class _Control(Channel):
    """The control channel as drivers see it: each answer repeats the token of its question."""

    _token = ""

    def recv(
        self, max_bytes: int = MAX_BYTES, timeout_s: float | None = None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Receive a question and keep its token."""
        message, blobs = super().recv(max_bytes, timeout_s)
        self._token = message.pop("token", "")
        return message, blobs

    def send(
        self,
        message: dict[str, Any],
        blobs: Sequence[bytes | bytearray | memoryview] = (),
        fds: Sequence[int] = (),
        timeout_s: float | None = None,
    ) -> None:
        """Send an answer with the token of the last question."""
        super().send({**message, "token": self._token}, blobs, fds, timeout_s)


def become(
    plan: walls.Plan, role: Role, limits: Limits, number: int, folder: str, fds: list[int],
    driver: str,
) -> NoReturn:  # fmt: skip
    """Turn the forked process into the student or the judge of one program; never returns.

    Args:
        plan: the walls to raise.
        role: which driver to run.
        limits: what the program may use.
        number: counter of children.
        folder: the scratch folder.
        fds: the control and the peer socket.
        driver: name of the module that holds `run_student` and `run_judge`.
    """
    status = 1
    try:
        control_fd, peer_fd = _place_descriptors(fds)
        control = _Control(socket.socket(fileno=control_fd), accept_fds=role == "judge")
        if _raise_walls(control, plan, limits, number, folder):
            peer = Channel(socket.socket(fileno=peer_fd))
            _serve(control, peer, role, folder, driver)
            status = 0
    except ChannelError:
        # The client has gone or has given this child up: there is no one to tell.
        status = 2
    except Exception:
        with contextlib.suppress(ChannelError):
            control.send({"op": "failed", "reason": traceback.format_exc()}, timeout_s=1.0)
    finally:
        os._exit(status)


def _place_descriptors(fds: list[int]) -> tuple[int, int]:
    """Keep the two sockets, at their places, and close everything else."""
    # Never onto a number that may be in use: it could be the other socket's.
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, PEER_FD + 1) for fd in fds]
    control, peer = (os.dup2(fd, place) for fd, place in zip(high, (3, 4), strict=True))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(PEER_FD + 1, os.sysconf("SC_OPEN_MAX"))
    return control, peer


def _raise_walls(
    control: Channel, plan: walls.Plan, limits: Limits, number: int, folder: str
) -> bool:
    """Prepare the scratch, raise the walls and tell the client which stand."""
    os.umask(0o077)
    pages.allow_huge()
    try:
        if plan.inside.entered:
            namespaces.enter_child(limits.scratch_mb)
        else:
            os.setpgid(0, 0)
        for name in scratch.FOLDERS:
            os.makedirs(os.path.join(folder, name), exist_ok=True)
        for standard in (1, 2):
            _capture(standard, folder)
        standing = walls.raise_walls(plan, limits, number, folder)
    except OSError as error:
        control.send({"op": "failed", "reason": str(error)})
        return False
    control.send({"op": "ready", "walls": standing})
    return True


def _capture(standard: int, folder: str) -> None:
    """Point a standard descriptor to an unnamed file in the scratch (`man 2 open`, O_TMPFILE)."""
    try:
        fd = os.open(os.path.join(folder, "tmp"), os.O_TMPFILE | os.O_RDWR | os.O_APPEND, 0o600)
    except OSError:
        path = os.path.join(folder, "tmp", f".standard-{standard}")
        fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND, 0o600)
        os.unlink(path)
    os.dup2(fd, standard)
    os.close(fd)


def _serve(control: Channel, peer: Channel, role: Role, folder: str, driver: str) -> None:
    """Take the program's files and settings, run the driver, hand the new files back."""
    message, blobs = control.recv()
    setup: dict[str, Any] = message["setup"]
    work = os.path.join(folder, "work")
    _settle(folder, setup)
    scratch.fill(work, dict(zip(message["files"], blobs, strict=True)))
    before = scratch.snapshot(work)
    module = importlib.import_module(driver)
    run = module.run_student if role == "student" else module.run_judge
    run(control, peer, setup)
    if role == "student":
        files, left_out = scratch.collect(work, before)
        names = list(files)
        control.send({"op": "files", "names": names, "left_out": left_out}, list(files.values()))


def _settle(folder: str, setup: dict[str, Any]) -> None:
    work, temporary = os.path.join(folder, "work"), os.path.join(folder, "tmp")
    os.chdir(work)
    os.environ.update(HOME=work, TMPDIR=temporary, NBGRADER_EXECUTION=str(setup["execution"]))
    tempfile.tempdir = temporary
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
