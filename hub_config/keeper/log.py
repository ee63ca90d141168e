"""The log of a person's server: what its processes print, up to a size."""

import asyncio
import contextlib
import os
from pathlib import Path

# A server's log is the operator's disk: a person must not be able to fill it.
MAX_BYTES = 2 * 1024**2
MAX_NOTES = 200
_CHUNK = 65536
# Between two looks at what nobody keeps any more.
_PAUSE_S = 0.1


class Log:
    """A pipe whose other end is written to a file until the file is full.

    Args:
        path: the file; what an earlier server left is kept once, beside it.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.is_file() and path.stat().st_size > MAX_BYTES // 2:
            path.replace(path.with_suffix(".1.log"))
        self._file = path.open("ab")
        self._left, self._notes = MAX_BYTES - self._file.tell(), 0
        self._reader, self._writer = os.pipe2(os.O_CLOEXEC)
        os.set_blocking(self._reader, False)
        self._listen()

    def fileno(self) -> int:
        """Return the descriptor to print to."""
        return self._writer

    def note(self, line: str) -> None:
        """Add a line of the keeper's own; it has room when others have none left."""
        if self._notes < MAX_NOTES:
            self._notes += 1
            self._file.write(f"[keeper] {line}\n".encode())
            self._file.flush()

    def close(self) -> None:
        """Write what is left and close."""
        if self._file.closed:
            return
        self._take()
        asyncio.get_running_loop().remove_reader(self._reader)
        os.close(self._reader)
        os.close(self._writer)
        self._file.close()

    def _take(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._write(os.read(self._reader, _CHUNK))
        if self._left <= 0:
            # Whoever prints without end waits for us, not we for them.
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._reader)
            loop.call_later(_PAUSE_S, self._listen)

    def _listen(self) -> None:
        if not self._file.closed:
            asyncio.get_running_loop().add_reader(self._reader, self._take)

    def _write(self, content: bytes) -> None:
        if self._left > 0:
            self._file.write(content[: self._left])
            self._file.flush()
            self._left -= len(content)
