"""The smallest driver: cells by raw `exec`, no IPython, no judging, no proxies.

It serves where only the walls matter: `enact doctor`, tests of the walls, and the floor of the
benchmarks. Checks are executed in the judge's process alone and see nothing of the student.
"""

import contextlib
import io
import traceback
from typing import Any

from grading.sandbox.wire import Channel, ChannelClosed


def run_student(control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
    """Run cells until `end`."""
    _loop(control)


def run_judge(control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
    """Run given cells and checks until `end`; the student's values are out of reach."""
    _loop(control, peer)


def _loop(control: Channel, peer: Channel | None = None) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.suppress(ChannelClosed):
        while True:
            try:
                message, _ = control.recv()
                answer: dict[str, Any] = {"op": "done", "flags": []}
                if message["op"] == "run":
                    answer["result"] = _run(message["cell"], names, peer is not None)
                control.send(answer)
                if message["op"] == "end":
                    return
            except KeyboardInterrupt:
                continue


def _run(cell: dict[str, Any], names: dict[str, Any], is_judge: bool) -> dict[str, Any]:
    is_visible_part = cell["kind"] == "check" and not is_judge
    source = cell["visible_source"] if is_visible_part else cell["source"]
    shown = io.StringIO()
    result: dict[str, Any] = {"status": "ok", "outputs": []}
    try:
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            exec(compile(source, cell["id"], "exec"), names)  # noqa: S102 - what a driver is for
    except BaseException as error:
        result["status"] = "error"
        result["error"] = {
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": traceback.format_exc().splitlines(),
        }
    if shown.getvalue():
        stream = {"output_type": "stream", "name": "stdout", "text": shown.getvalue()}
        result["outputs"] = [stream]
    return result
