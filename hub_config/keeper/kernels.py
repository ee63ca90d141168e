"""Kernels of a notebook server, forked by the keeper with the courses' packages imported.

Chosen by `JUPYTER_DEFAULT_PROVISIONER_NAME=enact-warm`. Where the server has no link to the keeper
(a server that was not forked, a program started from a terminal), and for kernels that are not
Python's own, the kernel is started as Jupyter does.
"""

import os
import select
import signal
import socket
import sys
import threading
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from hub_config.keeper import wire

LAUNCHER = "ipykernel_launcher"
TIMEOUT_S = 20.0
_link: socket.socket | None = None
# Validate runs notebooks in a thread of its own.
_turn = threading.Lock()


def use_link(fd: int) -> None:
    """Take the descriptor on which the keeper listens to this server."""
    global _link
    os.set_inheritable(fd, False)
    _link = socket.socket(fileno=fd)
    _link.settimeout(TIMEOUT_S)


class WarmProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Asks the keeper for a kernel; everything else is Jupyter's own."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Have a kernel forked, or start one where none can be."""
        if _link is None or not _is_python(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        folder = str(kwargs.get("cwd") or os.getcwd())
        errand = {"argv": cmd[cmd.index("-m") + 1 :], "env": kwargs["env"], "folder": folder}
        try:
            self.process = ForkedProcess(_ask({"op": "kernel", **errand})["pid"])
        except (wire.WireError, KeyError, OSError) as error:
            self.log.warning("The kernel is started, not forked: %r", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        return self.connection_info


def _is_python(cmd: list[str]) -> bool:
    """Whether a command starts this interpreter's own kernel."""
    starts_launcher = cmd[1:] and "-m" in cmd and cmd[cmd.index("-m") + 1 :][:1] == [LAUNCHER]
    return bool(starts_launcher) and os.path.realpath(cmd[0]) == os.path.realpath(sys.executable)


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    with _turn:
        if _link is None:
            raise wire.WireError("there is no keeper")
        wire.send(_link, request)
        return wire.receive(_link)[0]


class ForkedProcess:
    """A kernel that is not this process's child, with the part of `Popen` that Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._pidfd = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Return None while it runs; its exit status is not known."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until it has ended, or until the seconds are over."""
        if self.returncode is None:
            poller = select.poll()
            poller.register(self._pidfd, select.POLLIN)
            if poller.poll(None if timeout is None else timeout * 1000):
                self.returncode = 0
                os.close(self._pidfd)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal; nothing happens when it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._pidfd, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)
