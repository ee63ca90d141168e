"""The loop of the student's process: runs cells, and serves the judge while it judges."""

import builtins
import signal
import sys
import time
from typing import Any

from grading.sandbox import integrity, shell
from grading.sandbox.codec import Decoder, Encoder
from grading.sandbox.codec.core import LIBRARIES, load_library
from grading.sandbox.servant import Servant
from grading.sandbox.talk import Message
from grading.sandbox.wire import Channel, ChannelClosed


def warm() -> None:
    """Import what the student's process needs and use it once, in the warm parent."""
    for package, module in LIBRARIES.items():
        if package in sys.modules:
            load_library(module.partition("_")[0])
    _warm_libraries()
    encoder = Encoder()
    Decoder(encoder.heap()).decode(encoder.write([1, {"a": (2.5, {"b"})}]))


def _warm_libraries() -> None:
    """Take the first steps of libraries whose first call costs far more than the next ones."""
    if "sklearn.linear_model" in sys.modules:
        sys.modules["sklearn.linear_model"].LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])
    if "pandas" in sys.modules:
        table = sys.modules["pandas"].DataFrame({"a": [1.0, None], "b": ["x", "y"]})
        table.dropna().groupby("b")["a"].sum().describe()


class StudentDriver:
    """Answers the client's requests in the student's process.

    Args:
        control: towards the client.
        peer: towards the judge.
        setup: see `driver.run_student`.
    """

    def __init__(self, control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
        self._control = control
        self._shell = shell.begin(setup)
        self._servant = Servant(peer, self._shell.user_ns, self._shell.collector)
        self._is_running = False

    def loop(self) -> None:
        """Serve until the client says `end` or goes away."""
        signal.signal(signal.SIGINT, self._interrupt)
        while True:
            try:
                message, _ = self._control.recv()
            except ChannelClosed:
                return
            answer = self._answer(message)
            self._control.send({"op": "done", **answer})
            if message.get("op") == "end":
                return

    def _interrupt(self, *_: Any) -> None:
        if self._is_running:
            raise KeyboardInterrupt

    def _answer(self, message: Message) -> Message:
        operation = message.get("op")
        if operation == "run":
            return {"result": self._run(message["cell"]), "flags": []}
        if operation == "serve":
            self._serve()
        if operation == "end":
            found = integrity.findings()
            return {"flags": [{"kind": kind, "evidence": text} for kind, text in found]}
        return {"flags": []}

    def _run(self, cell: dict[str, Any]) -> dict[str, Any]:
        source = cell["visible_source"] if cell["kind"] == "check" else cell["source"]
        before = dict(self._shell.user_ns) if cell["kind"] == "given" else {}
        result = run_cell(self._shell, cell["id"], source, self._running)
        if cell["kind"] == "given":
            self._servant.note_given(before)
        return result

    def _serve(self) -> None:
        asked, builtins.input = builtins.input, self._servant.ask_input
        self._running(True)
        try:
            self._servant.serve_until_over()
        except (ChannelClosed, KeyboardInterrupt):
            pass  # The judge has gone or gave up; the client knows why.
        finally:
            self._running(False)
            builtins.input = asked
            self._shell.collector.take()

    def _running(self, state: bool) -> None:
        self._is_running = state


def run_cell(ours: shell.Shell, cell_id: str, source: str, running: Any) -> dict[str, Any]:
    """Run one cell in a shell as a kernel would.

    Args:
        ours: the shell.
        cell_id: goes into the result.
        source: the cell; an empty one is not counted.
        running: told True and False around the run.

    Returns:
        The fields of a `CellResult`, without what only the client can measure.
    """
    start = time.perf_counter()
    ours.collector.start()
    error: BaseException | None = None
    count: int | None = None
    running(True)
    try:
        result = ours.run_cell(source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        count = result.execution_count if source.strip() else None
    except BaseException as raised:
        error = raised
    finally:
        running(False)
    was_cut = ours.collector.was_cut
    outputs = ours.collector.take()
    told = next((part for part in outputs if part["output_type"] == "error"), None)
    if error is not None and told is None:
        # What hides its traceback from the notebook failed nevertheless.
        told = {
            "output_type": "error",
            "ename": type(error).__name__,
            "evalue": "",
            "traceback": [],
        }
        outputs.append(told)
    return {
        "id": cell_id,
        "status": "ok" if error is None else "error",
        "outputs": outputs,
        "execution_count": count,
        "error": _error(told) if error is not None and told is not None else None,
        "was_cut": was_cut,
        "wall_time_s": time.perf_counter() - start,
    }


def _error(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("ename", "evalue", "traceback")}
