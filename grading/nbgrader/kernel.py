"""A Jupyter kernel in two threads: it speaks the protocol here and runs cells between the walls.

Nothing of a cell runs in this process, so the kernel's key and sockets are out of its reach.

Source: jupyter-client.readthedocs.io/en/stable/messaging.html.
"""

import platform
import queue
import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import zmq
from jupyter_client.session import Session as Messages

from grading.autograded import LANGUAGE_INFO, cell_outputs
from grading.sandbox.program import CellResult
from grading.sandbox.session import Session

PROTOCOL = "5.3"
_KINDS = {
    "shell": zmq.ROUTER,
    "control": zmq.ROUTER,
    "stdin": zmq.ROUTER,
    "iopub": zmq.PUB,
    "hb": zmq.REP,
}
# Requests that a kernel must answer and to which this one has nothing to say.
_EMPTY_REPLIES: dict[str, dict[str, Any]] = {
    "comm_info_request": {"comms": {}},
    "complete_request": {"matches": [], "cursor_start": 0, "cursor_end": 0, "metadata": {}},
    "history_request": {"history": []},
    "inspect_request": {"found": False, "data": {}, "metadata": {}},
    "is_complete_request": {"status": "unknown"},
}
_WAKE = "inproc://done"


class WalledKernel:
    """Serves clients until it is shut down or its walled process dies.

    Args:
        connection: Jupyter's connection information: transport, address, ports and key.
        session: the walled process; closed by its owner.
        on_end: called in the kernel's thread when it stops serving.
    """

    def __init__(
        self, connection: Mapping[str, Any], session: Session, on_end: Callable[[], None]
    ) -> None:
        self._session = session
        self._on_end = on_end
        self._messages = Messages(
            key=connection["key"], signature_scheme=connection["signature_scheme"]
        )
        self._context = zmq.Context()
        self._sockets = {name: self._bind(name, connection) for name in _KINDS}
        self._done = self._context.socket(zmq.PULL)
        self._done.bind(_WAKE)
        self._waiting: deque[tuple[list[bytes], dict[str, Any]]] = deque()
        self._to_run: queue.Queue[str | None] = queue.Queue()
        self._results: queue.Queue[CellResult] = queue.Queue()
        self._running: tuple[list[bytes], dict[str, Any]] | None = None
        self._count = 0
        self._is_ending = False
        self._runner = threading.Thread(target=self._run_cells, daemon=True)
        self._runner.start()
        self._server = threading.Thread(target=self._serve, daemon=True)
        self._server.start()

    def stop(self) -> None:
        """End the walled process and stop serving."""
        self._is_ending = True
        self._session.kill()
        self._to_run.put(None)
        self._server.join()

    def _bind(self, name: str, connection: Mapping[str, Any]) -> "zmq.Socket[bytes]":
        socket = self._context.socket(_KINDS[name])
        socket.linger = 1000
        separator = "-" if connection["transport"] == "ipc" else ":"
        address = f"{connection['ip']}{separator}{connection[f'{name}_port']}"
        socket.bind(f"{connection['transport']}://{address}")
        return socket

    def _run_cells(self) -> None:
        """Run cells one after the other; the only thread that waits for them."""
        wake = self._context.socket(zmq.PUSH)
        wake.connect(_WAKE)
        while (source := self._to_run.get()) is not None:
            self._results.put(self._session.run(source))
            wake.send(b"")
        wake.send(b"")
        wake.close()

    def _serve(self) -> None:
        poller = zmq.Poller()
        for socket in (*self._sockets.values(), self._done):
            if socket.type != zmq.PUB:
                poller.register(socket, zmq.POLLIN)
        while not self._is_ending:
            ready = dict(poller.poll())
            if self._sockets["hb"] in ready:
                self._sockets["hb"].send(self._sockets["hb"].recv())
            if self._done in ready:
                self._done.recv()
                self._tell_result()
            for name in ("control", "shell"):
                if self._sockets[name] in ready:
                    self._answer(name)
            if self._sockets["stdin"] in ready:
                self._sockets["stdin"].recv_multipart()
        if self._running is not None:
            self._session.kill()
        self._to_run.put(None)
        self._runner.join()
        self._context.destroy(linger=1000)
        self._on_end()

    def _answer(self, name: str) -> None:
        idents, message = self._messages.recv(self._sockets[name], mode=0)
        if message is None:
            return
        kind = message["header"]["msg_type"]
        if kind == "execute_request":
            self._waiting.append((idents, message))
            self._next_cell()
            return
        self._status("busy", message)
        content = {"status": "ok", **_EMPTY_REPLIES.get(kind, {})}
        if kind == "kernel_info_request":
            content |= _kernel_info()
        elif kind == "interrupt_request":
            self._session.interrupt()
        elif kind == "shutdown_request":
            content["restart"] = message["content"].get("restart", False)
            self._is_ending = True
        self._reply(name, kind, content, idents, message)
        self._status("idle", message)

    def _reply(
        self,
        name: str,
        kind: str,
        content: dict[str, Any],
        idents: list[bytes],
        parent: dict[str, Any],
    ) -> None:
        reply = kind.replace("_request", "_reply")
        self._messages.send(self._sockets[name], reply, content, parent=parent, ident=idents)

    def _publish(self, kind: str, content: dict[str, Any], parent: dict[str, Any]) -> None:
        self._messages.send(
            self._sockets["iopub"], kind, content, parent=parent, ident=kind.encode()
        )

    def _status(self, state: str, parent: dict[str, Any]) -> None:
        self._publish("status", {"execution_state": state}, parent)

    def _next_cell(self) -> None:
        """Start the cell that waits longest, unless one runs."""
        if self._running is not None or not self._waiting:
            return
        self._running = self._waiting.popleft()
        _, message = self._running
        source = message["content"]["code"]
        self._status("busy", message)
        if not message["content"].get("silent"):
            self._count += 1
            content = {"code": source, "execution_count": self._count}
            self._publish("execute_input", content, message)
        self._to_run.put(source)

    def _tell_result(self) -> None:
        if self._running is None or self._results.empty():
            return
        idents, message = self._running
        self._running = None
        result = self._results.get()
        content: dict[str, Any] = {"status": "ok", "payload": [], "user_expressions": {}}
        for output in cell_outputs(result):
            kind = output.pop("output_type")
            if kind == "execute_result":
                output["execution_count"] = self._count
            if kind == "error":
                content = {"status": "error", **output}
            self._publish(kind, output, message)
        content["execution_count"] = self._count
        self._reply("shell", "execute_request", content, idents, message)
        self._status("idle", message)
        if not self._session.is_alive:
            self._is_ending = True
        elif content["status"] == "error" and message["content"].get("stop_on_error", True):
            self._abort_waiting()
        self._next_cell()

    def _abort_waiting(self) -> None:
        while self._waiting:
            idents, message = self._waiting.popleft()
            self._reply("shell", "execute_request", {"status": "aborted"}, idents, message)


def _kernel_info() -> dict[str, Any]:
    return {
        "protocol_version": PROTOCOL,
        "implementation": "enact",
        "implementation_version": "1",
        "language_info": LANGUAGE_INFO,
        "banner": f"Python {platform.python_version()}, between walls",
        "help_links": [],
    }
