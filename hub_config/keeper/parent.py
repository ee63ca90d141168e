"""A warm parent: imports once, then forks on demand. `python -m hub_config.keeper.parent …`.

It holds no secret and no data of anybody: what it has in memory, every student's process has.
"""

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence

from grading.sandbox import kernel
from hub_config.keeper import entry, huge_pages, wire

# What a notebook server has imported by the time that it shows JupyterLab.
SERVER_MODULES = (
    "jupyterhub.singleuser",
    "jupyterhub.singleuser.extension",
    "jupyterlab.labapp",
    "jupyter_server.serverapp",
    "jupyter_server_terminals",
    "nbgrader.server_extensions.validate_assignment",
    "nbconvert.exporters",
    "notebook.app",
    "hub_config.exchange",
    "hub_config.notebook_server",
    "hub_config.keeper.kernels",
)
KERNEL_MODULES = ("ipykernel.kernelapp", "ipykernel.ipkernel", "matplotlib_inline.backend_inline")
MAX_FDS = 4


def main() -> None:
    """Import, say that all is ready, and fork until the keeper goes: FD server|kernel [MODULE]…."""
    channel, kind, modules = socket.socket(fileno=int(sys.argv[1])), sys.argv[2], sys.argv[3:]
    # `-m` put the working folder first.
    del sys.path[0]
    own, run = {
        "server": (SERVER_MODULES, _run_server),
        "kernel": (KERNEL_MODULES, _run_kernel),
    }[kind]
    missing = _import((*own, *modules))
    if kind == "server":
        from hub_config.notebook_server import formats

        formats()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is forked twice to get behind a wall stays a child of this process, which lets go of
    # the dead at once: one that nobody buries would keep its whole wall up (pid_namespaces(7)).
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()
    huge_pages.join()
    wire.send(channel, {"op": "ready", "missing": missing})
    with contextlib.suppress(wire.WireError):
        _serve(channel, run)


def _serve(channel: socket.socket, run: Callable[[int | None], None]) -> None:
    while True:
        _, fds = wire.receive(channel, MAX_FDS)
        if os.fork() == 0:
            entry.become(fds, run)
        for fd in fds:
            os.close(fd)


def _import(modules: Sequence[str]) -> list[str]:
    """Import modules and return those that are not installed."""
    missing = []
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
    return missing


def _run_server(link: int | None) -> None:
    # Not `jupyterhub.singleuser.app.main`: that one chooses an older kind of server.
    from jupyterhub.singleuser import main as serve

    from hub_config.keeper import kernels

    if link is not None:
        kernels.use_link(link)
    serve()


def _run_kernel(link: int | None) -> None:
    """Become a kernel whose randomness is its own; `random` sees to itself when forked."""
    from ipykernel.kernelapp import launch_new_instance

    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.seed()
    launch_new_instance()


if __name__ == "__main__":
    main()
