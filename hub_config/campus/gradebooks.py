"""Carrying results into the cohorts' gradebooks: one writer per cohort, in the order of hand-in."""

import fcntl
import logging
import shutil
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from grading.record import GradeRecord
from hub_config.campus.blobs import BlobStore, unpack
from hub_config.campus.database import Database
from hub_config.campus.likeness import Likeness
from hub_config.campus.results import load_record
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Assignment, Cohort, Job, Person, Result, Submission

log = logging.getLogger("enact.worker")
BATCH = 50
WAIT_AFTER_FAILURE_S = 5.0
LOOK_AGAIN_S = 30.0
GRADEBOOK = "gradebook.db"
# While people wait for scores, gradebooks wait: as long as this at most, looking this often.
MAX_PATIENCE_S = 120.0
PATIENCE_STEP_S = 2.0

WriteRecords = Callable[[Path, Sequence[GradeRecord]], object]


class GradebookWriter(threading.Thread):
    """Writes what was graded into nbgrader's gradebooks, soon after but never in the way.

    The result in the campus's database is the truth; a gradebook is brought up to date from it
    and can be written again at any time. It shows the newest attempt.
    """

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        settings: CampusSettings,
        write_records: WriteRecords,
    ) -> None:
        super().__init__(name="gradebooks", daemon=True)
        self.database = database
        self.blobs = blobs
        self.settings = settings
        self.write_records = write_records
        self.likeness = Likeness.of(settings, blobs)
        self._wake = threading.Event()
        self._stopping = threading.Event()

    def notice(self) -> None:
        """Say that there may be something to write."""
        self._wake.set()

    def stop(self) -> None:
        """End after the current batch."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        """Write until told to stop."""
        wait_s = 0.0
        while not self._stopping.is_set():
            self._wake.wait(wait_s)
            self._wake.clear()
            try:
                self._let_people_first()
                while self.write_pending() and not self._stopping.is_set():
                    pass
                wait_s = LOOK_AGAIN_S
            except Exception:
                log.exception("gradebook could not be written; trying again")
                wait_s = WAIT_AFTER_FAILURE_S

    def _let_people_first(self) -> None:
        """Wait while somebody waits for a score: writing gradebooks takes much of the work."""
        ends = time.monotonic() + MAX_PATIENCE_S
        while self._has_queue() and time.monotonic() < ends:
            if self._stopping.wait(PATIENCE_STEP_S):
                return

    def _has_queue(self) -> bool:
        with self.database.read() as session:
            waiting = select(Job.submission_id).where(
                Job.stage == "grade", Job.claim.is_(None), Job.tries == 0, Job.priority == 0
            )
            return session.scalar(waiting.limit(1)) is not None

    def write_pending(self) -> int:
        """Write one batch per cohort and return how many submissions were carried over."""
        with self.database.read() as session:
            pending = session.execute(
                select(Job.cohort_id, Job.submission_id)
                .where(Job.stage == "gradebook")
                .order_by(Job.submission_id)
            ).all()
        batches: dict[int, list[int]] = defaultdict(list)
        for cohort_id, submission_id in pending:
            if len(batches[cohort_id]) < BATCH:
                batches[cohort_id].append(submission_id)
        return sum(self._write_cohort(cohort_id, ids) for cohort_id, ids in batches.items())

    def _write_cohort(self, cohort_id: int, submission_ids: list[int]) -> int:
        with self.database.read() as session:
            cohort = session.get_one(Cohort, cohort_id)
            found = [_load(session, submission_id) for submission_id in submission_ids]
            newest = [item for item in found if _is_newest(session, item[0])]
            names = _names(session, [item[1] for item in newest])
        course_dir = self.settings.cohorts_folder / cohort.slug
        with _only_writer(course_dir):
            for submission, person, assignment, _ in newest:
                self._write_submitted(course_dir, submission, person, assignment)
                self._take_fingerprints(submission)
            records = [load_record(self.blobs, result.record_sha256) for *_, result in newest]
            if records:
                self.write_records(course_dir, records)
                name_students(course_dir / GRADEBOOK, names)
        with self.database.write() as session:
            session.execute(
                delete(Job).where(Job.submission_id.in_(submission_ids), Job.stage == "gradebook")
            )
        return len(submission_ids)

    def _write_submitted(
        self, course_dir: Path, submission: Submission, person: str, assignment: str
    ) -> None:
        """Lay the files out as nbgrader's collect does, for the formgrader."""
        folder = course_dir / "submitted" / person / assignment
        if folder.exists():
            shutil.rmtree(folder)
        for name, content in unpack(self.blobs.get(submission.sha256)).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        moment = submission.received_at.astimezone(UTC)
        (folder / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC")

    def _take_fingerprints(self, submission: Submission) -> None:
        """Take them now, so that no instructor waits; what cannot be read holds up nothing."""
        try:
            self.likeness.prints(submission.sha256)
        except Exception:
            log.exception("no fingerprints were taken of submission %s", submission.key)


def name_students(gradebook: Path, names: Mapping[str, str]) -> None:
    """Give students their names in a gradebook, where formgrader shows "None, None" otherwise.

    nbgrader's own Python interface takes seconds to import, so the two columns are set directly;
    a name that an instructor has put there stays. Source: nbgrader/api.py, class Student.
    """
    if not gradebook.is_file():
        return
    rows = [(*_first_and_last(shown), name) for name, shown in names.items()]
    with closing(sqlite3.connect(gradebook, timeout=20)) as connection, connection:
        connection.executemany(
            "UPDATE student SET first_name = ?, last_name = ? "
            "WHERE id = ? AND first_name IS NULL AND last_name IS NULL",
            rows,
        )


def _first_and_last(shown: str) -> tuple[str, str]:
    first, _, last = shown.partition(" ")
    return (first, last) if last else ("", first)


def _names(session: Session, people: Sequence[str]) -> dict[str, str]:
    """Return the names by which people are shown, by hub name."""
    rows = session.execute(
        select(Person.name, Person.display_name).where(Person.name.in_(people))
    ).all()
    return {name: shown or name for name, shown in rows}


def _load(session: Session, submission_id: int) -> tuple[Submission, str, str, Result]:
    row = session.execute(
        select(Submission, Person.name, Assignment.slug, Result)
        .join(Person, Person.id == Submission.person_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Result, Result.submission_id == Submission.id)
        .where(Submission.id == submission_id)
    ).one()
    submission, person, assignment, result = row
    return submission, person, assignment, result


def _is_newest(session: Session, submission: Submission) -> bool:
    newer = session.scalar(
        select(Submission.id)
        .join(Result, Result.submission_id == Submission.id)
        .where(
            Submission.person_id == submission.person_id,
            Submission.assignment_id == submission.assignment_id,
            Submission.attempt > submission.attempt,
        )
        .limit(1)
    )
    return newer is None


@contextmanager
def _only_writer(course_dir: Path) -> Iterator[None]:
    """Hold a cohort's gradebook alone, among all workers of this machine."""
    course_dir.mkdir(parents=True, exist_ok=True)
    with (course_dir / ".gradebook.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
