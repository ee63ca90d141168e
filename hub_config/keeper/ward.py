"""One person's wall with what runs behind it: their notebook server and their kernels."""

import asyncio
import contextlib
import hashlib
import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub_config.keeper import wire
from hub_config.keeper.cgroups import Groups
from hub_config.keeper.entry import Errand
from hub_config.keeper.log import Log
from hub_config.keeper.warm import WarmParent

# Reads what it is sent and sends it back: an answer says that the wall stands.
HOLDER = "/usr/bin/cat"
RAISE_TIMEOUT_S = 20.0
GRACE_S = 5.0
END_TIMEOUT_S = 10.0
# How much further kernels stand back than the server that shows their output.
KERNEL_NICE = 5


@dataclass(frozen=True)
class Order:
    """What the hub asks for.

    Attributes:
        key: name of the server; one of this name runs at a time.
        wall: command line of the wall, up to the program that it shall hold.
        home: the home, outside the wall.
        argv: arguments of the server.
        env: whole environment of the server.
        folder: its working folder, inside the wall.
        log: its log file.
        limits: what all processes behind the wall may use; see `entry.set_limits`.
    """

    key: str
    wall: Sequence[str]
    home: str
    argv: Sequence[str]
    env: Mapping[str, str]
    folder: str
    log: str
    limits: Mapping[str, int]


class Ward:
    """A wall that stands, and its server.

    Args:
        order: what the hub asked for.
        servers: warm parent of servers.
        kernels: warm parent of kernels.
        groups: where the control group of the person is made.
        on_end: called when the server has ended, by itself or not.

    Attributes:
        pid: the server, seen from outside; 0 until it runs.
        root: process 1 of the wall, seen from outside.
    """

    def __init__(
        self,
        order: Order,
        servers: WarmParent,
        kernels: WarmParent,
        groups: Groups,
        on_end: Callable[[], None],
    ) -> None:
        self.order = order
        self.pid = self.root = 0
        self.log = Log(Path(order.log))
        self._servers, self._kernels = servers, kernels
        self._group = groups.make(group_name(order.key), order.limits)
        self._on_end = on_end
        self._wall: subprocess.Popen[bytes] | None = None
        self._holder: socket.socket | None = None
        self._link: socket.socket | None = None
        self._pidfds: dict[str, int] = {}
        self._serving: asyncio.Task[None] | None = None
        self._kernels_of: dict[int, int] = {}
        self._is_ended = False
        self._ending = asyncio.Lock()

    async def start(self) -> int:
        """Raise the wall, fork the server into it and return its process id.

        Raises:
            WireError: the wall does not stand, or the server did not get behind it.
        """
        await self._raise_wall()
        self._link, theirs = wire.pair()
        self._link.setblocking(False)
        order = self.order
        errand = Errand(order.argv, order.env, order.folder, order.limits)
        with theirs:
            fds = (self._pidfds["holder"], self.log.fileno(), theirs.fileno())
            self.pid = await self._servers.fork(errand, fds, self._settle)
        self._pidfds["server"] = os.pidfd_open(self.pid)
        self._serving = asyncio.create_task(self._serve(self._link))
        asyncio.get_running_loop().add_reader(self._pidfds["server"], self._ended)
        return self.pid

    @property
    def is_running(self) -> bool:
        """Whether the server runs."""
        return bool(self.pid) and not self._is_ended

    def roots(self) -> list[int]:
        """Return the processes below which all others behind the wall are found, seen from outside.

        A kernel is no child of its server: its warm parent forked it.
        """
        for pid, pidfd in list(self._kernels_of.items()):
            if _has_ended(pidfd):
                os.close(self._kernels_of.pop(pid))
        return [self.root, self.pid, *self._kernels_of]

    async def stop(self) -> None:
        """Ask the server to end, then end everything behind the wall, and wait until it is gone."""
        if self.is_running:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfds["server"], signal.SIGTERM)
            await self._wait("server", GRACE_S)
        await self.end()

    async def end(self) -> None:
        """End everything behind the wall at once, and wait until it is gone."""
        self._is_ended = True
        async with self._ending:
            if self._serving is not None:
                self._serving.cancel()
            if "server" in self._pidfds:
                asyncio.get_running_loop().remove_reader(self._pidfds["server"])
            if self._wall is not None:
                # Process 1 dies with it (prctl(2), PR_SET_PDEATHSIG), and all others with that.
                self._wall.kill()
                await self._wait("root", END_TIMEOUT_S)
                self._wall.wait()
                with contextlib.suppress(ChildProcessError):
                    # Its parent was bubblewrap's outer process: it is the keeper's to bury.
                    os.waitpid(self.root, os.WNOHANG)
            self._close()

    def _close(self) -> None:
        for sock in (self._holder, self._link):
            if sock is not None:
                sock.close()
        for fd in (*self._pidfds.values(), *self._kernels_of.values()):
            os.close(fd)
        self._pidfds.clear()
        self._kernels_of.clear()
        self._wall = self._holder = self._link = None
        self._group.remove()
        self.log.close()

    async def _raise_wall(self) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._holder = ours
        with theirs:
            self._wall = subprocess.Popen(  # noqa: S603 - the hub's own command
                [*self.order.wall, HOLDER],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=self.log.fileno(),
                env={},
            )
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_sendall(ours, b"\n")
            answer = await asyncio.wait_for(loop.sock_recv(ours, 1), RAISE_TIMEOUT_S)
        except (OSError, TimeoutError) as error:
            raise wire.WireError(f"the wall does not stand: {error!r}") from error
        if answer != b"\n":
            raise wire.WireError(f"the wall does not stand; see {self.order.log}")
        self.root = _only_child(self._wall.pid)
        self._pidfds["root"] = os.pidfd_open(self.root)
        self._pidfds["holder"] = os.pidfd_open(_only_child(self.root))

    async def _settle(self, pid: int) -> None:
        """Put a process under what limits all processes of the wall together."""
        self._group.add(pid)

    async def _serve(self, link: socket.socket) -> None:
        """Fork the kernels that the server asks for; what it sends is not trusted."""
        with contextlib.suppress(wire.WireError):
            while True:
                request = await wire.hear(link)
                await wire.tell(link, await self._kernel(request))

    async def _kernel(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            argv, folder = [str(word) for word in request["argv"]], str(request["folder"])
            env = {str(name): str(value) for name, value in request["env"].items()}
        except (KeyError, TypeError, AttributeError):
            return {"error": "argv, env and folder are expected"}
        nice = self.order.limits.get("nice", 0) + KERNEL_NICE
        errand = Errand(argv, env, folder, {**self.order.limits, "nice": nice})
        fds = (self._pidfds["holder"], self.log.fileno())
        try:
            pid = await self._kernels.fork(errand, fds, self._settle)
            self._kernels_of[pid] = os.pidfd_open(pid)
            return {"pid": _inner_pid(pid)}
        except (wire.WireError, OSError) as error:
            return {"error": str(error)}

    def _ended(self) -> None:
        self._is_ended = True
        asyncio.get_running_loop().remove_reader(self._pidfds["server"])
        self._on_end()

    async def _wait(self, name: str, timeout_s: float) -> None:
        """Wait until a process has ended (`man 2 pidfd_open`: it then polls readable)."""
        if name not in self._pidfds:
            return
        loop, gone = asyncio.get_running_loop(), asyncio.Event()
        fd = os.dup(self._pidfds[name])
        loop.add_reader(fd, gone.set)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(gone.wait(), timeout_s)
        loop.remove_reader(fd)
        os.close(fd)


def group_name(key: str) -> str:
    """Return a file name for a server's name, which may hold slashes and colons."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _has_ended(pidfd: int) -> bool:
    poller = select.poll()
    poller.register(pidfd, select.POLLIN)
    return bool(poller.poll(0))


def _only_child(pid: int) -> int:
    """Return the process that a process of bubblewrap has started."""
    try:
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
    except (OSError, IndexError) as error:
        raise wire.WireError("the wall fell while it was raised") from error


def _inner_pid(pid: int) -> int:
    """Return the id that a process has behind its wall (proc(5), NSpid)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("NSpid:"):
            return int(line.split()[-1])
    raise wire.WireError(f"process {pid} has ended")
