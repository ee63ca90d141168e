"""The smallest driver: cells by raw `exec`, no IPython, no judging, no proxies.

It serves where only the walls matter: `enact doctor`, tests of the walls, and the floor of the
benchmarks. Checks are executed in the judge's process alone and see nothing of the student.
"""

import contextlib
import traceback
from typing import Any

from grading.sandbox.outputs import Collector, Stream
from grading.sandbox.wire import Channel, ChannelClosed


def run_student(control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
    """Run cells until `end`."""
    _loop(control, setup, is_judge=False)


def run_judge(control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
    """Run given cells and checks until `end`; the student's values are out of reach."""
    _loop(control, setup, is_judge=True)


def _loop(control: Channel, setup: dict[str, Any], *, is_judge: bool) -> None:
    collector = Collector(setup["output_kb"])
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.suppress(ChannelClosed):
        while True:
            try:
                message, _ = control.recv()
                answer: dict[str, Any] = {"op": "done", "flags": []}
                if message["op"] == "run":
                    answer["result"] = _run(message["cell"], names, collector, is_judge)
                control.send(answer)
                if message["op"] == "end":
                    return
            except KeyboardInterrupt:
                continue


def _run(
    cell: dict[str, Any], names: dict[str, Any], collector: Collector, is_judge: bool
) -> dict[str, Any]:
    is_visible_part = cell["kind"] == "check" and not is_judge
    source = cell["visible_source"] if is_visible_part else cell["source"]
    out, err = Stream(collector, "stdout"), Stream(collector, "stderr")
    result: dict[str, Any] = {"status": "ok"}
    collector.start()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            exec(compile(source, cell["id"], "exec"), names)  # noqa: S102 - what a driver is for
    except BaseException as error:
        result["status"] = "error"
        result["error"] = {
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": traceback.format_exc().splitlines(),
        }
    result["was_cut"] = collector.was_cut
    result["outputs"] = collector.take()
    return result
