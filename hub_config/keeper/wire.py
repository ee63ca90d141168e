"""Messages between hub, keeper, warm parents and notebook servers: one JSON object a packet.

Packets keep their bounds (unix(7), SOCK_SEQPACKET), so nothing has to be framed, and descriptors
travel beside them.
"""

import asyncio
import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grading.errors import PlatformError

# Below what a socket takes at once by default (socket(7), wmem_default).
MAX_BYTES = 160 * 1024


class WireError(PlatformError):
    """The other side has gone or sent what is no message."""


def pair() -> tuple[socket.socket, socket.socket]:
    """Return two connected ends."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def encode(message: dict[str, Any]) -> bytes:
    """Return a message as a packet.

    Raises:
        WireError: it is too long.
    """
    packet = json.dumps(message).encode()
    if len(packet) > MAX_BYTES:
        raise WireError(f"a message of {len(packet)} bytes; at most {MAX_BYTES} are taken")
    return packet


def decode(packet: bytes) -> dict[str, Any]:
    """Read a packet.

    Raises:
        WireError: it is empty (the other side has gone) or no JSON object.
    """
    if not packet:
        raise WireError("the other side has gone")
    try:
        message = json.loads(packet)
    except (ValueError, RecursionError) as error:
        raise WireError("a packet that is no message") from error
    if not isinstance(message, dict):
        raise WireError("a packet that is no message")
    return message


def send(sock: socket.socket, message: dict[str, Any], fds: Sequence[int] = ()) -> None:
    """Send a message and descriptors.

    Raises:
        WireError: the other side has gone.
    """
    try:
        socket.send_fds(sock, [encode(message)], list(fds))
    except OSError as error:
        raise WireError(f"the other side does not listen: {error}") from error


def receive(sock: socket.socket, max_fds: int = 0) -> tuple[dict[str, Any], list[int]]:
    """Wait for a message; descriptors that come with it belong to the caller.

    Raises:
        WireError: the other side has gone or sent no message.
    """
    try:
        packet, fds, _, _ = socket.recv_fds(sock, MAX_BYTES, max_fds)
    except OSError as error:
        raise WireError(f"nothing came: {error}") from error
    for fd in fds:
        os.set_inheritable(fd, False)
    return decode(packet), fds


async def hear(sock: socket.socket, timeout_s: float | None = None) -> dict[str, Any]:
    """Wait for a message within an event loop; the socket does not block.

    Raises:
        WireError: nothing came in time, or the other side has gone.
    """
    loop = asyncio.get_running_loop()
    try:
        packet = await asyncio.wait_for(loop.sock_recv(sock, MAX_BYTES), timeout_s)
    except TimeoutError as error:
        raise WireError(f"no answer within {timeout_s:.0f} s") from error
    except OSError as error:
        raise WireError(f"nothing came: {error}") from error
    return decode(packet)


async def tell(sock: socket.socket, message: dict[str, Any]) -> None:
    """Send a message within an event loop.

    Raises:
        WireError: the other side has gone.
    """
    try:
        await asyncio.get_running_loop().sock_sendall(sock, encode(message))
    except OSError as error:
        raise WireError(f"the other side does not listen: {error}") from error


class Address:
    """The path of a socket, however long: a socket's name holds 107 bytes (unix(7))."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = -1

    def __enter__(self) -> str:
        self._folder = os.open(self._path.parent, os.O_PATH | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._folder}/{self._path.name}"

    def __exit__(self, *_: object) -> None:
        os.close(self._folder)
