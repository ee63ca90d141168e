"""Which workers of this machine live: each holds a file lock that the kernel drops with it."""

import fcntl
import os
import secrets
import socket
from pathlib import Path
from typing import IO


class Presence:
    """A worker's sign of life, from its creation until the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._path = folder / f"{self.name}.lock"
        self._file: IO[str] = self._path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def leave(self) -> None:
        """Take the sign away."""
        self._path.unlink(missing_ok=True)
        self._file.close()


def is_alive(folder: Path, worker: str) -> bool | None:
    """Return whether a worker lives; None for one of another machine, which nobody here knows."""
    if worker.partition(":")[0] != socket.gethostname():
        return None
    path = folder / f"{worker}.lock"
    try:
        with path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    path.unlink(missing_ok=True)
    return False
