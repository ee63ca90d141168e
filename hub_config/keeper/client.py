"""What the hub's spawner says to the keeper."""

import socket
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hub_config.keeper import wire
from hub_config.keeper.ward import Order

TIMEOUT_S = 60.0


class KeeperGone(wire.WireError):
    """No keeper listens: no server that it kept is running."""


async def start(path: Path, order: Order) -> int:
    """Have a server started and return its process id.

    Raises:
        WireError: it was not started, and why.
    """
    answer = await _ask(path, {"op": "start", **asdict(order)})
    if "pid" not in answer:
        raise wire.WireError(str(answer.get("error")))
    return int(answer["pid"])


async def is_running(path: Path, key: str) -> bool:
    """Return whether a server runs.

    Raises:
        WireError: the keeper does not answer.
    """
    try:
        return bool((await _ask(path, {"op": "poll", "key": key}))["running"])
    except KeeperGone:
        return False


async def stop(path: Path, key: str) -> None:
    """Stop a server and wait until nothing is left behind its wall.

    Raises:
        WireError: the keeper does not answer.
    """
    await _ask(path, {"op": "stop", "key": key})


async def refusal(path: Path) -> str:
    """Return why servers are not forked here; "" where they are."""
    try:
        return str((await _ask(path, {"op": "status"}))["refusal"])
    except wire.WireError as error:
        return str(error)


async def _ask(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as sock:
        try:
            with wire.Address(path) as address:
                sock.connect(address)
        except OSError as error:
            raise KeeperGone(f"no keeper of notebook servers listens: {error}") from error
        sock.setblocking(False)
        await wire.tell(sock, request)
        return await wire.hear(sock, TIMEOUT_S)
