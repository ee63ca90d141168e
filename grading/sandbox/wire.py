"""Frames of JSON and raw bytes over a stream socket; no pickle, strict limits.

A frame is a fixed head (`!IH`: length of the JSON text, number of byte segments), the lengths
of the segments (`!Q` each), the JSON text (one object) and the segments. Nothing is read past
a frame, so `select` on the socket tells the truth.
"""

import array
import json
import os
import re
import select
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any, NoReturn

from grading.errors import EnactError

HEAD = struct.Struct("!IH")
MAX_BYTES = 128 * 2**20
MAX_BLOBS = 4096
MAX_FDS = 4
_CHUNK = 2**20
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


class ChannelError(EnactError):
    """The other side broke the protocol; the channel is of no further use."""


class ChannelClosed(ChannelError):
    """The other side has gone."""


class ChannelTimeout(ChannelError):
    """Nothing complete came in time; what came in part is kept for the next call."""


class Channel:
    """One end of a conversation in frames; not for several threads at once.

    Args:
        sock: a connected stream socket; the channel owns it from now on.
        accept_fds: whether descriptors may come with frames; never set it towards a process
            that runs untrusted code.
        max_items: how many values a large message may hold; None sets no bound. A megabyte of
            JSON can become a hundred megabytes of objects.
    """

    def __init__(
        self, sock: socket.socket, accept_fds: bool = False, max_items: int | None = None
    ) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._accept_fds = accept_fds
        self._max_items = max_items
        self._fds: list[int] = []
        self._partial = bytearray()
        self._arrival = select.poll()
        self._arrival.register(sock, select.POLLIN)

    def fileno(self) -> int:
        """Return the socket's descriptor, so that a channel can be given to `select`."""
        return self._sock.fileno()

    def close(self) -> None:
        """Close the socket and every descriptor that came and was not taken."""
        for fd in self.take_fds():
            os.close(fd)
        self._sock.close()

    def take_fds(self) -> list[int]:
        """Return the descriptors that came with the frames so far; the caller owns them."""
        fds, self._fds = self._fds, []
        return fds

    def send(
        self,
        message: dict[str, Any],
        blobs: Sequence[bytes | bytearray | memoryview] = (),
        fds: Sequence[int] = (),
        timeout_s: float | None = None,
    ) -> None:
        """Send one frame.

        Args:
            message: a JSON object; NaN and infinities are refused.
            blobs: raw byte segments that follow it.
            fds: descriptors to pass with the first byte.
            timeout_s: seconds to wait for a reader that does not read; None waits for ever.

        Raises:
            ChannelError: the message is no JSON or too large.
            ChannelClosed: the other side has gone.
            ChannelTimeout: the other side does not read; the channel is then of no further use.
        """
        data = _encode(message, blobs)
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        try:
            start = self._send_fds(data, fds, deadline) if fds else 0
            self._send_all(memoryview(data)[start:], deadline)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise ChannelClosed("the other side closed the channel while we wrote") from error

    def recv(
        self, max_bytes: int = MAX_BYTES, timeout_s: float | None = None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Wait for one frame and return its message and byte segments.

        Args:
            max_bytes: largest frame that is accepted, JSON and segments together.
            timeout_s: seconds to wait for a whole frame; None waits for ever.

        Raises:
            ChannelClosed: the other side has gone.
            ChannelError: the frame breaks the format or a limit.
            ChannelTimeout: no whole frame came in time; a later call goes on where this stopped.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        if deadline is None and not self._partial:
            # Whoever waits without end has hardly ever been written to already.
            self._arrival.poll()
        self._fill(HEAD.size, deadline)
        text_length, count = HEAD.unpack_from(self._partial)
        if count > MAX_BLOBS:
            raise ChannelError(f"a frame has {count} byte segments; at most {MAX_BLOBS} may come")
        lengths_end = HEAD.size + 8 * count
        self._fill(lengths_end, deadline)
        lengths = struct.unpack_from(f"!{count}Q", self._partial, HEAD.size)
        total = text_length + sum(lengths)
        if total > max_bytes:
            raise ChannelError(f"a frame has {total} bytes; at most {max_bytes} may come")
        self._fill(lengths_end + total, deadline)
        frame, self._partial = memoryview(self._partial), bytearray()
        text_end = lengths_end + text_length
        text = bytes(frame[lengths_end:text_end])
        if self._max_items is not None:
            _count_items(text, self._max_items)
        message = _decode(text)
        blobs, start = [], text_end
        for length in lengths:
            blobs.append(bytes(frame[start : start + length]))
            start += length
        return message, blobs

    def _fill(self, size: int, deadline: float | None) -> None:
        """Read until the frame in progress has `size` bytes, and no byte more."""
        while len(self._partial) < size:
            try:
                chunk = self._read(min(size - len(self._partial), _CHUNK))
            except BlockingIOError:
                self._wait(deadline, writing=False)
                continue
            except ConnectionResetError:
                chunk = b""
            if not chunk:
                raise ChannelClosed("the other side closed the channel")
            self._partial += chunk

    def _read(self, size: int) -> bytes:
        if not self._accept_fds:
            return self._sock.recv(size)
        # recvmsg(2), cmsg(3): SCM_RIGHTS carries an array of C ints.
        data, ancillary, flags, _ = self._sock.recvmsg(
            size, socket.CMSG_SPACE(MAX_FDS * array.array("i").itemsize), socket.MSG_CMSG_CLOEXEC
        )
        for level, kind, payload in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                fds = array.array("i")
                fds.frombytes(payload[: len(payload) - len(payload) % fds.itemsize])
                self._fds.extend(fds)
        if flags & socket.MSG_CTRUNC:
            raise ChannelError(f"more than {MAX_FDS} descriptors came with one frame")
        return data

    def _send_fds(self, data: bytes, fds: Sequence[int], deadline: float | None) -> int:
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))
        while True:
            try:
                return self._sock.sendmsg([data], [rights])
            except BlockingIOError:
                self._wait(deadline, writing=True)

    def _send_all(self, data: memoryview, deadline: float | None) -> None:
        while data:
            try:
                data = data[self._sock.send(data) :]
            except BlockingIOError:
                self._wait(deadline, writing=True)

    def _wait(self, deadline: float | None, *, writing: bool) -> None:
        """Wait until the socket is ready; `ChannelTimeout` when the deadline passes first."""
        poller = self._arrival
        if writing:
            poller = select.poll()
            poller.register(self._sock, select.POLLOUT)
        left_ms = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        if not poller.poll(left_ms) and left_ms is not None:
            raise ChannelTimeout("the other side did not answer in time")


def pair() -> tuple[socket.socket, socket.socket]:
    """Return two connected stream sockets, for the two ends of a channel."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)


def _encode(message: dict[str, Any], blobs: Sequence[bytes | bytearray | memoryview]) -> bytes:
    try:
        text = _ENCODER.encode(message).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise ChannelError(f"the message cannot be told in JSON: {error}") from error
    if len(blobs) > MAX_BLOBS:
        raise ChannelError(f"a frame has {len(blobs)} byte segments; at most {MAX_BLOBS} may go")
    segments = [memoryview(blob).cast("B") for blob in blobs]
    lengths = [segment.nbytes for segment in segments]
    if len(text) + sum(lengths) > MAX_BYTES:
        raise ChannelError(
            f"a frame has {len(text) + sum(lengths)} bytes; at most {MAX_BYTES} may go"
        )
    head = HEAD.pack(len(text), len(blobs)) + struct.pack(f"!{len(blobs)}Q", *lengths)
    return b"".join([head, text, *segments])


def _count_items(text: bytes, limit: int) -> None:
    if len(text) <= limit:
        return
    # What is not inside strings; each value but the first follows one of these marks.
    marks = _STRING.sub(b"", text)
    count = sum(marks.count(mark) for mark in (b",", b"[", b"{"))
    if count > limit:
        raise ChannelError(f"a frame holds {count} values; at most {limit} may come")


def _decode(text: bytes) -> dict[str, Any]:
    try:
        message = _DECODER.decode(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ChannelError(f"a frame holds no JSON: {error}") from error
    if not isinstance(message, dict):
        raise ChannelError(f"a frame holds a JSON {type(message).__name__}; an object is expected")
    return message


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


# Made once: `json.dumps` and `json.loads` would make one for each frame.
_ENCODER = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
