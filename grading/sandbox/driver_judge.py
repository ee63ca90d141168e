"""The loop of the judge's process: runs given cells, judges check cells."""

import ast
import os
import signal
import socket
import sys
import time
import warnings
from typing import Any

from grading.sandbox import assertions, mirrors, shell
from grading.sandbox.driver_student import run_cell
from grading.sandbox.judgement import Judgement, Place, Prepared, Recorder
from grading.sandbox.namespace import Namespace
from grading.sandbox.remote import Remote
from grading.sandbox.talk import Message
from grading.sandbox.wire import Channel, ChannelClosed
from grading.sandbox.world import World


def warm() -> None:
    """Rewrite and explain one failing assertion, in the warm parent, so that caches are full."""
    tree = ast.parse("assert f(1) == 2, 'warm'")
    assertions.rewrite(tree, lambda name: name == "f")
    compile(tree, "<warm>", "exec")
    assertions.short([1.5, "a"])


class Main:
    """Stands for the module `__main__`, with a namespace of our own."""

    def hold(self, names: Namespace) -> None:
        """Show these names as the module's."""
        names["__name__"] = "__main__"
        self.__dict__ = names


def _unforeseen(cell_id: str, error: Exception) -> dict[str, Any]:
    told = {"ename": "RefusedAnswer", "evalue": "", "traceback": []}
    return {
        "id": cell_id,
        "status": "error",
        "outputs": [{"output_type": "error", **told}],
        "error": told,
    }


class JudgeDriver:
    """Answers the client's requests in the judge's process.

    Args:
        control: towards the client.
        peer: towards the student.
        setup: see `driver.run_student`; `is_sitting` says that other programs may follow.
    """

    def __init__(self, control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
        self._control = control
        self._is_running = False
        self._main = Main()
        self._prepared: dict[Place, Prepared] = {}
        self._recorder = Recorder(self._prepared)
        self._first_names = dict(shell.shell().user_ns)
        self._begin(peer, setup)
        self._world: World | None = None
        self._is_sitting = bool(setup.get("is_sitting"))

    def loop(self) -> None:
        """Serve until the client says `end` or goes away."""
        signal.signal(signal.SIGINT, self._interrupt)
        if self._is_sitting:
            self._world = World(os.getcwd())
        while True:
            try:
                message, _ = self._control.recv()
            except ChannelClosed:
                return
            self._control.send({"op": "done", **self._answer(message)})
            if message.get("op") == "end":
                return

    def _interrupt(self, *_: Any) -> None:
        if self._is_running:
            raise KeyboardInterrupt

    def _answer(self, message: Message) -> Message:
        operation = message.get("op")
        if operation == "peer":
            self._remote.connect(self._take_peer())
        if operation == "next":
            self._shell.renew()
            self._begin(self._take_peer(), message["setup"])
        if operation == "rest":
            return {"flags": [], **self._rest()}
        if operation != "run":
            return {"flags": []}
        cell = message["cell"]
        if cell["kind"] == "given":
            return {"result": self._run_given(cell), "flags": []}
        try:
            result = self._judgement.judge(cell, self._remote, self._running)
        except Exception as error:
            # Something of the student's that nobody foresaw: no reason to run it again for ever.
            result = _unforeseen(cell["id"], error)
            evidence = f"judging ended with {type(error).__name__}: {error}"[:500]
            self._remote.flags.append(("unforeseen-answer", evidence))
        flags = [{"kind": kind, "evidence": evidence} for kind, evidence in self._remote.flags]
        self._remote.flags.clear()
        return {"result": result, "flags": flags}

    def _run_given(self, cell: dict[str, Any]) -> dict[str, Any]:
        before = self._names.own()
        self._shell.rewriter = self._recorder
        try:
            result = run_cell(self._shell, cell["id"], cell["source"], self._running)
        finally:
            self._shell.rewriter = None
        self._names.note_given(before)
        self._remote.randomness.mark()
        return result

    def _begin(self, peer: Channel, setup: dict[str, Any]) -> None:
        """Begin a program: names, random states, streams and the conversation are made anew."""
        self._shell = shell.begin(setup)
        mirrors.forget_sources()
        getattr(warnings, "onceregistry", {}).clear()
        with warnings.catch_warnings():
            # Its end makes every module forget which warnings it has shown.
            pass
        self._names = Namespace()
        self._names.update(self._first_names)
        self._main.hold(self._names)
        self._shell.user_module = self._main
        self._shell.user_ns = self._names
        sys.modules["__main__"] = self._main  # type: ignore[assignment]
        self._judgement = Judgement(self._shell, self._names, self._prepared)
        self._remote = Remote(peer, self._names, self._judgement.show)
        self._peer = peer

    def _rest(self) -> dict[str, Any]:
        """End a program; tell what it has changed that the next one would find."""
        change = "nothing was noted at the start" if self._world is None else self._world.change()
        self._peer.close()
        return {"change": change, "cpu_time_s": time.process_time()}

    def _take_peer(self) -> Channel:
        (descriptor,) = self._control.take_fds()
        return Channel(socket.socket(fileno=descriptor))

    def _running(self, state: bool) -> None:
        self._is_running = state
