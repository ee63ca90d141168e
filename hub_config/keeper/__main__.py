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
import tempfile
from pathlib import Path
from typing import Any

from grading.sandbox import kernel
from hub_config.keeper import cgroups, wire
from hub_config.keeper.cgroups import Groups
from hub_config.keeper.ward import Order, Ward
from hub_config.keeper.warm import WarmParent
from hub_config.keeper.watch import Watch
from hub_config.settings import read_settings
from hub_config.wall import Wall

# Servers that are being started side by side: more would only make each of them wait.
AT_ONCE = max(2, os.cpu_count() or 1)


class Keeper:
    """Starts, watches and stops the servers that the hub asks for.

    Args:
        servers: warm parent of servers.
        kernels: warm parent of kernels.
        groups: where control groups of persons are made.

    Attributes:
        refusal: why nothing can be forked behind a wall here; "" where it can.
    """

    def __init__(self, servers: WarmParent, kernels: WarmParent, groups: Groups) -> None:
        self._servers, self._kernels, self._groups = servers, kernels, groups
        self.refusal = ""
        self._wards: dict[str, Ward] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._watch = Watch(self._wards.values, lambda ward: self._on_end(ward.order.key))
        self._ending: set[asyncio.Task[None]] = set()

    async def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do what the hub asks: `start`, `poll`, `stop`, `status`."""
        operation, key = request.pop("op", ""), request.get("key", "")
        if operation == "start":
            return {"error": self.refusal} if self.refusal else await self._start(Order(**request))
        if operation == "status":
            return {"refusal": self.refusal, "running": len(self._wards)}
        ward = self._wards.get(key)
        if operation == "poll":
            return {"running": ward is not None and ward.is_running}
        if operation == "stop":
            if ward is not None:
                await self._drop(key, ward.stop())
            return {"running": False}
        return {"error": f"unknown operation {operation!r}"}

    async def try_out(self, folder: Path) -> None:
        """Fork something behind a wall once, and note why that is refused."""
        wall = Wall("trial", folder, folder)
        order = Order(
            key="",
            wall=wall.command(),
            home=str(folder),
            argv=["ipykernel_launcher", "--version"],
            env={"HOME": wall.home_inside},
            folder=wall.home_inside,
            log=str(folder / "trial.log"),
            limits={"nice": 0},
        )
        ward = Ward(order, self._kernels, self._kernels, Groups({}, 0), lambda: None)
        try:
            with contextlib.suppress(ProcessLookupError):
                # It got there, and has ended by now.
                await ward.start()
        except (wire.WireError, OSError) as error:
            self.refusal = f"this system refuses to fork behind a wall: {error}"
        finally:
            await ward.end()

    async def watch(self) -> None:
        """Keep everybody within their limits, for as long as the keeper runs."""
        await self._watch.run()

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
            ward = Ward(
                order, self._servers, self._kernels, self._groups, lambda: self._on_end(order.key)
            )
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
        watching = asyncio.create_task(keeper.watch())
        await stopped.wait()
        accepting.cancel()
        watching.cancel()
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
    keeper = Keeper(servers, kernels, cgroups.find())
    with tempfile.TemporaryDirectory() as folder:
        await keeper.try_out(Path(folder))
    await serve(settings.keeper_socket, keeper)


if __name__ == "__main__":
    asyncio.run(main())
