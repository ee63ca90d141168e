"""Waking other processes of this machine at once, without anybody polling.

Each process that wants to be woken binds a Unix datagram socket in one folder; a message to
all is one datagram to every socket there. A message may be lost (a full socket, a process
that dies): every receiver also looks by itself, seldom.
"""

import os
import select
import socket
from collections.abc import Callable
from pathlib import Path

MAX_BYTES = 1024
# sun_path holds 108 bytes; longer state folders are reached through a descriptor.
MAX_SOCKET_PATH = 100


class Bell:
    """A datagram socket that others ring."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}.sock"
        self.path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        _at(self.path, self._socket.bind)
        self.path.chmod(0o600)

    def fileno(self) -> int:
        """Return the descriptor, for an event loop."""
        return self._socket.fileno()

    def wait(self, timeout_s: float) -> bool:
        """Wait until somebody rings; False when the time is over first."""
        ready, _, _ = select.select([self._socket], [], [], timeout_s)
        if ready:
            self.read()
        return bool(ready)

    def read(self) -> list[str]:
        """Return every message that has come."""
        messages = []
        while True:
            try:
                messages.append(self._socket.recv(MAX_BYTES).decode("utf-8", "replace"))
            except BlockingIOError:
                return messages

    def close(self) -> None:
        """Take the bell away."""
        self.path.unlink(missing_ok=True)
        self._socket.close()


def ring(folder: Path, message: str = "") -> None:
    """Wake everybody who has a bell in a folder; bells of the dead are swept away."""
    if not folder.is_dir():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        for path in folder.glob("*.sock"):
            _send(sender, path, message)


def _send(sender: socket.socket, path: Path, message: str) -> None:
    try:
        _at(path, lambda address: sender.sendto(message.encode()[:MAX_BYTES], address))
    except ConnectionRefusedError:
        path.unlink(missing_ok=True)
    except (BlockingIOError, FileNotFoundError):
        return  # full: it is awake already; gone: it needs no waking


def _at(path: Path, action: Callable[[str], object]) -> None:
    if len(os.fsencode(path)) <= MAX_SOCKET_PATH:
        action(str(path))
        return
    descriptor = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        action(f"/proc/self/fd/{descriptor}/{path.name}")
    finally:
        os.close(descriptor)
