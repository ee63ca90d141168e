"""A conversation over the peer channel in which each side may ask while it is being asked."""

import os
from collections.abc import Callable
from typing import Any

from grading.sandbox.wire import Channel, ChannelError

Message = dict[str, Any]
MAX_FRAME_BYTES = 96 * 2**20
# Calls into each other that may be under way at once: `map(f, ...)` inside `f` and the like.
MAX_NESTING = 60
MAX_FORGERIES = 1000


class TooNested(Exception):
    """The two sides called each other too deep."""


class Talk:
    """Requests and answers over one channel.

    Args:
        channel: towards the other side.
        serve: answers a request of the other side; must not raise but for a broken channel.

    Attributes:
        forgeries: answers that came and that nobody had asked for.
        nesting: requests of this side that wait for their answers.
    """

    def __init__(
        self, channel: Channel, serve: Callable[[Message, bytes], tuple[Message, bytes]]
    ) -> None:
        self.channel = channel
        self._serve = serve
        self.forgeries = 0
        self.nesting = 0
        self._given_up: set[Any] = set()

    def ask(self, message: Message, heap: bytes = b"") -> tuple[Message, bytes]:
        """Send a request and return its answer, serving the other side's requests meanwhile.

        Answers to earlier requests, given up when a deadline passed, are dropped; others that
        answer no request are counted as `forgeries` and dropped.

        Raises:
            ChannelError: the other side has gone or broke the protocol.
            TooNested: both sides are waiting for each other too many times over.
        """
        if self.nesting >= MAX_NESTING:
            raise TooNested(f"more than {MAX_NESTING} calls inside each other")
        token = os.urandom(8).hex()
        self.nesting += 1
        self._given_up.add(token)
        try:
            self.channel.send({**message, "id": token}, [heap] if heap else [])
            while True:
                incoming, blobs = self.channel.recv(MAX_FRAME_BYTES)
                if incoming.get("op") != "answer":
                    self.respond(incoming, one(blobs))
                elif incoming.get("id") == token:
                    self._given_up.discard(token)
                    return incoming, one(blobs)
                elif str(incoming.get("id")) not in self._given_up:
                    self._count_forgery()
        finally:
            self.nesting -= 1

    def tell(self, message: Message, heap: bytes = b"") -> None:
        """Send what needs no answer.

        Raises:
            ChannelError: the other side has gone.
        """
        self.channel.send(message, [heap] if heap else [])

    def _count_forgery(self) -> None:
        self.forgeries += 1
        if self.forgeries > MAX_FORGERIES:
            raise ChannelError("the other side sends answers that nobody asked for")

    def respond(self, incoming: Message, heap: bytes) -> None:
        """Serve one request of the other side; one without `id` waits for no answer."""
        answer, back = self._serve(incoming, heap)
        if "id" not in incoming:
            return
        answer = {**answer, "op": "answer", "id": incoming.get("id")}
        self.channel.send(answer, [back] if back else [])


def one(blobs: list[bytes]) -> bytes:
    """Return the only byte segment of a frame, or no bytes."""
    if len(blobs) > 1:
        raise ChannelError(f"a frame has {len(blobs)} byte segments; at most one is expected")
    return blobs[0] if blobs else b""
