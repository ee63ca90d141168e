"""Starts the warm parent: `python -s -P -m grading.sandbox FD` (`client.ForkServer` does)."""

import contextlib
import gc
import os
import signal
import socket
import sys
import tempfile

from grading.sandbox import kernel, namespaces, pages, scratch, view, walls
from grading.sandbox.environment import Environment, warm
from grading.sandbox.server import Server
from grading.sandbox.wire import Channel

_CAP_SETPCAP = 8


def main() -> None:
    """Read the configuration, enter namespaces, import the packages and serve."""
    with contextlib.suppress(OSError):
        # Children that wake each other in turn are not preempted for it: less copying of caches.
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    # Imports make objects that stay; looking for garbage among them takes a tenth of the time.
    gc.disable()
    channel = Channel(socket.socket(fileno=int(sys.argv[1])), accept_fds=True)
    message, _ = channel.recv()
    settings = walls.Walls.from_message(message["walls"])
    environment = Environment.from_message(message["environment"])
    root = message["root"]
    readable = view.readable_paths(settings.readable)
    hot_pages = pages.HotPages()
    inside = namespaces.Namespaces(entered=False)
    if settings.namespaces:
        inside = namespaces.enter(root, readable)
    if not inside.entered:
        # Semaphores need /dev/shm, which is everyone's: joblib then works in one process.
        os.environ["JOBLIB_MULTIPROCESSING"] = "0"
    os.umask(0o022)
    _make_home(inside, root)
    try:
        warm(environment)
    except Exception as error:
        channel.send({"op": "failed", "reason": f"{type(error).__name__}: {error}"})
        raise
    plan = walls.make_plan(settings, inside, readable)
    if not inside.entered:
        _settle_outside()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is here now is the same in every child: no collection need look at it, and write to it.
    gc.freeze()
    gc.enable()
    server = Server(channel, plan, root, environment, hot_pages)
    channel.send(
        {
            "op": "ready",
            "expected": [name for name in walls.WALLS if name not in plan.reasons],
            "missing": dict(plan.reasons),
        }
    )
    try:
        server.serve()
    finally:
        server.close()
        if not inside.entered:
            scratch.empty(root)


def _make_home(inside: namespaces.Namespaces, root: str) -> None:
    """Give libraries a home and a folder for temporary files while they are imported."""
    home = view.SCRATCH if inside.entered else os.path.join(root, "warm")
    for name in scratch.FOLDERS:
        os.makedirs(os.path.join(home, name), exist_ok=True)
    os.environ.update(HOME=os.path.join(home, "work"), TMPDIR=os.path.join(home, "tmp"))
    tempfile.tempdir = None
    os.chdir(os.environ["HOME"])


def _settle_outside() -> None:
    """Without a PID namespace: adopt orphans, close what root could regain, open the way in."""
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    if kernel.has_capability(_CAP_SETPCAP):
        kernel.drop_bounding_set()


if __name__ == "__main__":
    main()
    # Taking the libraries down in order takes a tenth of a second and serves nobody.
    os._exit(0)
