"""The campus and its workers as processes of their own, started fast and treated badly.

A fork server that has imported everything already starts a process in a few milliseconds, so
that hundreds of runs with faults fit into a test.
"""

import asyncio
import logging
import multiprocessing
import os
import resource
import signal
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

PRELOADED = [
    "hub_config.campus.__main__",
    "hub_config.campus.worker",
    "grading.gradebook.writer",
    "campus.small_engine",
]
CONTEXT = multiprocessing.get_context("forkserver")


class Clock:
    """The machine's clock, set wrong by a number of seconds that may change at any moment."""

    def __init__(self, shift_s: Any) -> None:
        self.shift_s = shift_s

    def now(self, zone: tzinfo) -> datetime:
        """Return the time that a program reads."""
        return datetime.now(zone) + timedelta(seconds=self.shift_s.value)

    def install(self) -> None:
        """Let the campus's programs read it."""
        from hub_config.campus.tables import base

        base.datetime = self  # type: ignore[misc, assignment]


def run_campus(settings: dict[str, Any], clock: Clock, hub_url: str) -> None:
    """Serve as `python -m hub_config.campus` does."""
    _prepare(settings, clock)
    os.environ |= {
        "JUPYTERHUB_API_URL": hub_url,
        "JUPYTERHUB_API_TOKEN": "service-token",
        "JUPYTERHUB_CLIENT_ID": "service-campus",
        "JUPYTERHUB_SERVICE_PREFIX": settings["prefix"],
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": '["access:services!service=campus"]',
    }
    from hub_config.campus.__main__ import serve
    from hub_config.campus.settings import CampusSettings

    asyncio.run(serve(CampusSettings(**settings)))


def run_worker(settings: dict[str, Any], clock: Clock) -> None:
    """Grade as `python -m hub_config.campus.worker` does."""
    _prepare(settings, clock)
    from hub_config.campus.settings import CampusSettings
    from hub_config.campus.worker import make_worker

    worker = make_worker(CampusSettings(**settings))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


def _prepare(settings: dict[str, Any], clock: Clock) -> None:
    clock.install()
    log = Path(settings["state"]) / f"log-{os.getpid()}.txt"
    logging.basicConfig(filename=log, level=logging.INFO)


class Processes:
    """The processes of one platform, by name."""

    def __init__(self, settings: dict[str, Any], hub_url: str) -> None:
        self.settings = settings
        self.hub_url = hub_url
        self.running: dict[str, BaseProcess] = {}
        self.clock = Clock(CONTEXT.Value("d", 0.0))

    def start(self, name: str) -> None:
        """Start `campus` or a worker of any other name."""
        target, more = (run_campus, [self.hub_url]) if name == "campus" else (run_worker, [])
        process = CONTEXT.Process(target=target, args=(self.settings, self.clock, *more))
        process.start()
        self.running[name] = process

    def kill(self, name: str) -> None:
        """Kill a process so that it can do nothing any more."""
        process = self.running.pop(name)
        process.kill()
        process.join()
        process.close()

    def restart(self, name: str) -> None:
        """Kill a process and start it again."""
        self.kill(name)
        self.start(name)

    def revive(self) -> None:
        """Start again what ended by itself, as the platform's supervisor does."""
        for name, process in list(self.running.items()):
            if not process.is_alive():
                self.restart(name)

    def freeze(self, name: str, *, is_frozen: bool) -> None:
        """Let a process stand still, or go on."""
        with suppress(ProcessLookupError):
            os.kill(self.pid(name), signal.SIGSTOP if is_frozen else signal.SIGCONT)

    def fill_disk(self, name: str, *, is_full: bool) -> None:
        """Let the kernel refuse every byte that a process writes to a file, or no more."""
        size = (0 if is_full else resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        # A program that could not even start has ended.
        with suppress(ProcessLookupError):
            resource.prlimit(self.pid(name), resource.RLIMIT_FSIZE, size)

    def pid(self, name: str) -> int:
        """Return the process id."""
        pid = self.running[name].pid
        assert pid
        return pid

    def stop(self) -> None:
        """End all."""
        for name in list(self.running):
            self.kill(name)
