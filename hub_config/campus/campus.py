"""The campus itself: everything that routes need, made once per process."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from grading.settings import read_settings as read_grading_settings
from hub_config.campus import cohorts, demo
from hub_config.campus.blobs import BlobStore
from hub_config.campus.catalogue import Courses
from hub_config.campus.checks import Checks
from hub_config.campus.database import Database, open_database
from hub_config.campus.likeness import Likeness
from hub_config.campus.manual import ManualScores
from hub_config.campus.people import People
from hub_config.campus.settings import CampusSettings
from hub_config.campus.signals import Bell, ring
from hub_config.campus.submissions import Desk
from hub_config.campus.worker import web_bells, worker_bells

log = logging.getLogger("enact.campus")
P = ParamSpec("P")
R = TypeVar("R")

# Reading rows is short work; threads keep a slow disk from stopping every other page.
THREADS = 8


class Campus:
    """The parts of a running campus."""

    def __init__(self, settings: CampusSettings) -> None:
        self.settings = settings
        self.database: Database = open_database(settings)
        self.blobs = BlobStore(settings.folder / "blobs")
        self.likeness = Likeness.of(settings, self.blobs)
        self.courses = Courses(settings.courses)
        self.people = People(self.database)
        self.manual = ManualScores(self.database, settings)
        self.desk = Desk(self.database, self.blobs, settings, read_grading_settings())
        self.checks = Checks(settings.folder / "checks")
        self.results = ResultNews(settings)
        self._seen: cohorts.Seen = {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="campus")

    def synchronise(self) -> None:
        """Bring cohorts in step with their folders."""
        cohorts.synchronise(self.database, self.settings, self.courses, self._seen)
        with self.database.write() as session:
            demo.seed(session)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run something that may wait for the disk, off the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))

    def wake_workers(self) -> None:
        """Tell the grader workers that there is something to grade."""
        ring(worker_bells(self.settings))

    def close(self) -> None:
        """Let go of everything."""
        self._threads.shutdown()
        self.results.close()
        self.database.close()


class ResultNews:
    """Tells those who wait for a submission that something happened to it."""

    def __init__(self, settings: CampusSettings) -> None:
        self._bell = Bell(web_bells(settings), f"web-{id(self):x}")
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def listen(self) -> None:
        """Listen on the running event loop."""
        asyncio.get_running_loop().add_reader(self._bell.fileno(), self._hear)

    async def wait(self, submission: str, timeout_s: float) -> None:
        """Wait for news of a submission, or until the time is over."""
        event = asyncio.Event()
        self._waiting[submission].add(event)
        try:
            async with asyncio.timeout(timeout_s):
                await event.wait()
        except TimeoutError:
            return
        finally:
            self._waiting[submission].discard(event)
            if not self._waiting[submission]:
                del self._waiting[submission]

    def close(self) -> None:
        """Stop listening."""
        self._bell.close()

    def _hear(self) -> None:
        for submission in self._bell.read():
            for event in self._waiting.get(submission, ()):
                event.set()
