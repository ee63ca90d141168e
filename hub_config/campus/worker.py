"""The grader worker: claims submissions, grades them, writes results; any number may run."""

import logging
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import click

from grading.errors import EnactError
from grading.record import GradeRecord
from hub_config.campus import queue, regrading
from hub_config.campus.blobs import BlobStore, unpack
from hub_config.campus.checks import Check, Checks
from hub_config.campus.database import Database, open_database
from hub_config.campus.engines import Engines, find_engine
from hub_config.campus.gradebooks import GradebookWriter
from hub_config.campus.liveness import Presence, is_alive
from hub_config.campus.results import store_record, write_result
from hub_config.campus.settings import CampusSettings, read_settings
from hub_config.campus.signals import Bell, ring
from hub_config.campus.tables import now

log = logging.getLogger("enact.worker")
# Rings can be lost and other machines cannot ring: everybody looks this often all the same.
LOOK_AGAIN_S = 5.0
SWEEP_EVERY_S = 5.0
RETRY_S = 1.0


class Worker:
    """Grades up to `settings.jobs` submissions side by side."""

    def __init__(
        self,
        settings: CampusSettings,
        database: Database,
        engines: Engines,
        gradebooks: GradebookWriter,
    ) -> None:
        self.settings = settings
        self.database = database
        self.engines = engines
        self.gradebooks = gradebooks
        self.blobs = BlobStore(settings.folder / "blobs")
        self.checks = Checks(settings.folder / "checks")
        self.presence = Presence(settings.folder / "workers")
        self.bell = Bell(worker_bells(settings), self.presence.name)
        self._lease = timedelta(seconds=settings.lease_s)
        self._busy = 0
        self._lock = threading.Lock()
        self._is_stopping = threading.Event()
        self._swept = float("-inf")
        self._to_put_back: list[tuple[queue.Claim, str]] = []

    def run(self) -> None:
        """Grade until `stop` is called; what was claimed by then is still finished."""
        self.gradebooks.start()
        with ThreadPoolExecutor(self.settings.jobs, thread_name_prefix="grader") as pool:
            while not self._is_stopping.is_set():
                try:
                    wait_s = self._step(pool)
                except Exception:
                    # The database may be away for a moment; what is stored stays stored.
                    log.exception("cannot claim submissions; trying again")
                    wait_s = RETRY_S
                self.bell.wait(wait_s)
        self.gradebooks.stop()
        self.gradebooks.join()
        self.engines.close()
        self.bell.close()
        self.presence.leave()

    def stop(self) -> None:
        """Claim nothing more and end."""
        self._is_stopping.set()
        ring(self.bell.path.parent)

    def _step(self, pool: ThreadPoolExecutor) -> float:
        """Claim what there is room for and return how long to wait for a ring."""
        self._sweep()
        self._put_back_waiting()
        with self._lock:
            free = self.settings.jobs - self._busy
        if not free:
            return LOOK_AGAIN_S
        # Where there is room for two, a rush of hand-ins does not keep a check waiting.
        room = free - 1 if free > 1 and self.checks.are_waiting() else free
        claims = queue.claim(self.database, self.presence.name, room, now(), self._lease)
        check = self.checks.take() if len(claims) < free else None
        with self._lock:
            self._busy += len(claims) + (check is not None)
        for held in claims:
            pool.submit(self._grade, held)
        if check is not None:
            pool.submit(self._check, check)
            return 0.0
        if len(claims) == free:
            return LOOK_AGAIN_S
        due = queue.next_due(self.database, now())
        return LOOK_AGAIN_S if due is None else min(LOOK_AGAIN_S, due.total_seconds())

    def _sweep(self) -> None:
        if time.monotonic() - self._swept < SWEEP_EVERY_S:
            return
        self._swept = time.monotonic()
        folder = self.settings.folder / "workers"
        freed = queue.release_dead(self.database, lambda name: is_alive(folder, name), now())
        if freed:
            log.warning("%d submissions of workers that died will be graded again", freed)
        if self._busy:
            queue.renew(self.database, self.presence.name, now(), self._lease)

    def _grade(self, held: queue.Claim) -> None:
        try:
            self._grade_one(held)
        except Exception as error:
            # Whatever failed here is the platform's fault: no score, run again.
            log.exception("submission %s was not graded", held.key)
            with self._lock:
                self._to_put_back.append((held, f"{type(error).__name__}: {error}"))
        finally:
            with self._lock:
                self._busy -= 1
            ring(self.bell.path.parent, "room")

    def _check(self, check: Check) -> None:
        """Run the visible tests for a student who waits; a failure is told and not repeated."""
        course_dir = self.settings.cohorts_folder / check.cohort
        try:
            record = self.engines.try_visible(course_dir, check.assignment, check.files)
            answer = {"record": record.without_notebooks().model_dump(mode="json")}
        except Exception:
            log.exception("check %s was not run", check.key)
            answer = {}
        finally:
            with self._lock:
                self._busy -= 1
        self.checks.answer(check.key, answer)
        ring(web_bells(self.settings), check.key)
        ring(self.bell.path.parent, "room")

    def _grade_one(self, held: queue.Claim) -> None:
        started = time.monotonic()
        files = unpack(self.blobs.get(held.sha256))
        course_dir = self.settings.cohorts_folder / held.cohort
        record = self.engines.grade(
            course_dir, held.assignment, held.student, files, held.received_at, held.attempt
        )
        sha256 = store_record(self.blobs, record)
        if not self._write(held, record, sha256):
            log.warning("submission %s was graded by another worker meanwhile", held.key)
            return
        ring(web_bells(self.settings), held.key)
        self.gradebooks.notice()
        log.info("submission %s graded in %.0f ms", held.key, 1000 * (time.monotonic() - started))

    def _write(self, held: queue.Claim, record: GradeRecord, sha256: str) -> bool:
        if held.stage == regrading.STAGE:
            return regrading.write_item(self.database, held, record, sha256)
        return write_result(self.database, held, record, sha256, now())

    def _put_back_waiting(self) -> None:
        """Put back what could not be graded; what cannot be written now is tried again later."""
        while self._to_put_back:
            held, error = self._to_put_back[0]
            settings = self.settings
            queue.put_back(self.database, held, error, now(), settings.retry_s, settings.max_tries)
            with self._lock:
                self._to_put_back.pop(0)
            ring(web_bells(settings), held.key)


def worker_bells(settings: CampusSettings) -> Path:
    """Return the folder where workers can be rung."""
    return settings.folder / "bells" / "workers"


def web_bells(settings: CampusSettings) -> Path:
    """Return the folder where the web service can be rung."""
    return settings.folder / "bells" / "web"


def make_worker(settings: CampusSettings) -> Worker:
    """Build a worker with the real engine and the real gradebooks."""
    from grading.gradebook.writer import write_records

    database = open_database(settings)
    blobs = BlobStore(settings.folder / "blobs")
    gradebooks = GradebookWriter(database, blobs, settings, write_records)
    return Worker(settings, database, Engines(find_engine(settings.grader)), gradebooks)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Grade submissions as they come, until stopped with Ctrl-C or SIGTERM.

    Example: ENACT_STATE=/srv/enact python -m hub_config.campus.worker
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s worker %(message)s")
    try:
        worker = make_worker(read_settings())
    except EnactError as error:
        raise click.ClickException(str(error)) from error
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


if __name__ == "__main__":
    main()
