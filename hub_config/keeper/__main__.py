"""Keeps the notebook servers: `python -m hub_config.keeper`, started by `hub_config.start`.

It outlives the hub, so that a hub that is started again finds every server running.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from grading.sandbox import kernel
from hub_config.keeper import wire
from hub_config.keeper.ward import Order, Ward
from hub_config.keeper.warm import WarmParent
from hub_config.settings import read_settings

# Servers that are being started side by side: more would only make each of them wait.
AT_ONCE = max(2, os.cpu_count() or 1)


class Keeper:
    """Starts, watches and stops the servers that the hub asks for.

    Args:
        servers: warm parent of servers.
        kernels: warm parent of kernels.
    """

    def __init__(self, servers: WarmParent, kernels: WarmParent) -> None:
        self._servers, self._kernels = servers, kernels
        self._wards: dict[str, Ward] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._ending: set[asyncio.Task[None]] = set()

    async def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do what the hub asks: `start`, `poll`, `stop`."""
        operation, key = request.pop("op", ""), request.get("key", "")
        if operation == "start":
            return await self._start(Order(**request))
        ward = self._wards.get(key)
        if operation == "poll":
            return {"running": ward is not None and ward.is_running}
        if operation == "stop":
            if ward is not None:
                await self._drop(key, ward.stop())
            return {"running": False}
        return {"error": f"unknown operation {operation!r}"}

    async def close(self) -> None:
        """Stop every server, then the warm parents."""
        await asyncio.gather(*(self._drop(key, w.stop()) for key, w in self._wards.copy().items()))
        self._servers.close()
        self._kernels.close()

    async def _start(self, order: Order) -> dict[str, Any]:
        former = self._wards.get(order.key)
        if former is not None:
            await self._drop(order.key, former.stop())
        async with self._at_once:
            ward = Ward(order, self._servers, self._kernels, lambda: self._on_end(order.key))
            self._wards[order.key] = ward
            try:
                return {"pid": await ward.start()}
            except (wire.WireError, OSError) as error:
                await self._drop(order.key, ward.end())
                return {"error": str(error)}

    def _on_end(self, key: str) -> None:
        """A server has ended by itself: nothing may stay behind its wall."""
        ward = self._wards.get(key)
        if ward is not None:
            task = asyncio.create_task(self._drop(key, ward.end()))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def _drop(self, key: str, ending: Any) -> None:
        ward = self._wards.get(key)
        await ending
        if self._wards.get(key) is ward:
            self._wards.pop(key, None)


async def serve(path: Path, keeper: Keeper) -> None:
    """Answer the hub on a socket until SIGTERM."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        with wire.Address(path) as address:
            listening.bind(address)
        path.chmod(0o600)
        listening.listen(256)
        listening.setblocking(False)
        accepting = asyncio.create_task(_accept(listening, keeper))
        await stopped.wait()
        accepting.cancel()
    path.unlink(missing_ok=True)
    await keeper.close()


async def _accept(listening: socket.socket, keeper: Keeper) -> None:
    loop, running = asyncio.get_running_loop(), set()
    while True:
        connection, _ = await loop.sock_accept(listening)
        task = asyncio.create_task(_answer(connection, keeper))
        running.add(task)
        task.add_done_callback(running.discard)


async def _answer(connection: socket.socket, keeper: Keeper) -> None:
    with connection, contextlib.suppress(wire.WireError):
        connection.setblocking(False)
        request = await wire.hear(connection)
        try:
            answer = await keeper.answer(request)
        except TypeError as error:
            answer = {"error": str(error)}
        await wire.tell(connection, answer)


async def main() -> None:
    """Warm up and serve."""
    settings = read_settings()
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    servers = WarmParent("server")
    kernels = WarmParent("kernel", settings.warm_modules)
    await asyncio.gather(servers.ready(), kernels.ready())
    if kernels.missing:
        sys.stderr.write(f"not installed, so not warm: {json.dumps(kernels.missing)}\n")
    await serve(settings.keeper_socket, Keeper(servers, kernels))


if __name__ == "__main__":
    asyncio.run(main())
