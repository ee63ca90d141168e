"""The campus and its workers as processes of their own, started fast and killed hard.

A fork server that has imported everything already starts a process in a few milliseconds, so
that hundreds of runs with faults fit into a test.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

PRELOADED = [
    "hub_config.campus.__main__",
    "hub_config.campus.worker",
    "grading.gradebook",
    "campus.small_engine",
]
CONTEXT = multiprocessing.get_context("forkserver")


def run_campus(settings: dict[str, Any], hub_url: str) -> None:
    """Serve as `python -m hub_config.campus` does."""
    _quiet(settings)
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


def run_worker(settings: dict[str, Any]) -> None:
    """Grade as `python -m hub_config.campus.worker` does."""
    _quiet(settings)
    from hub_config.campus.settings import CampusSettings
    from hub_config.campus.worker import make_worker

    worker = make_worker(CampusSettings(**settings))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


def _quiet(settings: dict[str, Any]) -> None:
    log = Path(settings["state"]) / f"log-{os.getpid()}.txt"
    logging.basicConfig(filename=log, level=logging.INFO)


class Processes:
    """The processes of one platform, by name."""

    def __init__(self, settings: dict[str, Any], hub_url: str) -> None:
        self.settings = settings
        self.hub_url = hub_url
        self.running: dict[str, BaseProcess] = {}

    def start(self, name: str) -> None:
        """Start `campus` or a worker of any other name."""
        if name == "campus":
            process = CONTEXT.Process(target=run_campus, args=(self.settings, self.hub_url))
        else:
            process = CONTEXT.Process(target=run_worker, args=(self.settings,))
        process.start()
        self.running[name] = process

    def kill(self, name: str) -> None:
        """Kill a process so that it can do nothing any more."""
        process = self.running.pop(name)
        process.kill()
        process.join()
        process.close()

    def stop(self) -> None:
        """End all."""
        for name in list(self.running):
            self.kill(name)
