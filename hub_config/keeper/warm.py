"""The keeper's side of a warm parent."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hub_config.keeper import wire
from hub_config.keeper.entry import Errand

SHADOW = Path(__file__).parent.parent / "notebook" / "shadow"
START_TIMEOUT_S = 120.0
ANSWER_TIMEOUT_S = 20.0
# Both are there, and somebody's own, behind a wall and before it.
TEMPORARY = "/tmp"  # noqa: S108


class WarmParent:
    """A process that forks servers, or kernels, started again when it has died.

    Args:
        kind: `server` or `kernel`.
        modules: what it imports on top of its own.

    Attributes:
        missing: modules that are not installed.
    """

    def __init__(self, kind: str, modules: Sequence[str] = ()) -> None:
        self.kind = kind
        self.missing: list[str] = []
        self._modules = tuple(modules)
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._starting = asyncio.Lock()

    async def ready(self) -> socket.socket:
        """Start it unless it runs; return the channel on which it takes errands.

        Raises:
            WireError: it does not start; its log says why.
        """
        async with self._starting:
            if self._channel is None or self._process is None or self._process.poll() is not None:
                self.close()
                self._channel = await self._start()
            return self._channel

    async def fork(
        self, errand: Errand, fds: Sequence[int], settle: Callable[[int], Awaitable[None]]
    ) -> int:
        """Fork a process into a wall; return its id seen from here, once it runs.

        Args:
            errand: what it becomes.
            fds: a pidfd of a process behind the wall, the log, and the link of a server.
            settle: called with the process id before the process goes on.

        Raises:
            WireError: it did not get behind the wall, and why.
        """
        channel = await self.ready()
        ours, theirs = wire.pair()
        ours.setblocking(False)
        with ours:
            with theirs:
                wire.send(channel, {}, [theirs.fileno(), *fds])
            forked = await wire.hear(ours, ANSWER_TIMEOUT_S)
            if "pid" not in forked:
                raise wire.WireError(f"{self.kind}: {forked.get('error', forked)}")
            pid = int(forked["pid"])
            await settle(pid)
            await wire.tell(ours, asdict(errand))
            answer = await wire.hear(ours, ANSWER_TIMEOUT_S)
        if "error" in answer:
            raise wire.WireError(f"{self.kind}: {answer['error']}")
        return pid

    def close(self) -> None:
        """End it; what it has forked stays."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(2.0)
            self._process.kill()
            self._process.wait()
            self._process = None

    async def _start(self) -> socket.socket:
        ours, theirs = wire.pair()
        command = [sys.executable, "-m", "hub_config.keeper.parent", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*command, self.kind, *self._modules],
                cwd="/",
                env=self._environment(),
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        ours.setblocking(False)
        self.missing = list((await wire.hear(ours, START_TIMEOUT_S))["missing"])
        ours.setblocking(True)
        return ours

    def _environment(self) -> dict[str, Any]:
        """Nothing of the platform's own environment: every student could read it."""
        environment = {
            "HOME": f"{TEMPORARY}/warm",
            "LANG": "C.UTF-8",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PATH": os.pathsep.join((f"{sys.prefix}/bin", "/usr/local/bin", "/usr/bin", "/bin")),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(SHADOW),
        }
        if self.kind == "server":
            del environment["MPLBACKEND"]
        return environment
