"""nbgrader's exchange over HTTP: seven small classes in place of a shared folder.

nbgrader's assignment list and formgrader call these classes and work unchanged. Whose work it is
comes from the token of the notebook server, on campus's side; nothing here names a student.
Source: nbgrader/exchange/abc and nbgrader/server_extensions/assignment_list/handlers.py (0.9.6).
"""

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange import abc
from traitlets.config import Config

from hub_config.campus_client import CampusClient, CampusError, Receipt, Submission, own_client
from hub_config.given import write_given
from hub_config.handed_in import (
    feedback_folder,
    files_to_submit,
    is_current,
    summary,
    write_feedback,
)
from hub_config.language import translator

SEND_TRIES = 3
LOST = ("timeout", "unreachable")
TIMESTAMP_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"


def configure(c: Config) -> None:
    """Put the seven classes in place of nbgrader's."""
    names = {
        "exchange": CampusExchange,
        "list": CampusList,
        "fetch_assignment": CampusFetchAssignment,
        "fetch_feedback": CampusFetchFeedback,
        "submit": CampusSubmit,
        "collect": CampusCollect,
        "release_assignment": CampusReleaseAssignment,
        "release_feedback": CampusReleaseFeedback,
    }
    for name, exchange in names.items():
        c.ExchangeFactory[name] = f"{exchange.__module__}.{exchange.__qualname__}"


class CampusExchange(abc.Exchange):  # type: ignore[misc]
    """What the seven have in common: a client, and where things lie in the person's home."""

    root = ""
    path_includes_course = True

    @property
    def client(self) -> CampusClient:
        """Requests to campus with this server's token."""
        return own_client()

    @property
    def cohort(self) -> str:
        """Slug of the cohort that the person chose; empty for all."""
        return str(self.coursedir.course_id or "")

    @property
    def assignment(self) -> str:
        """Slug of the assignment that the person chose; empty for all."""
        return str(self.coursedir.assignment_id or "")

    def folder(self, cohort: str, assignment: str) -> Path:
        """Where an assignment lies in the person's home."""
        return Path(self.assignment_dir).absolute() / cohort / assignment

    def refuse(self, text: str, **values: object) -> None:
        """Stop with a message in the person's language."""
        raise abc.ExchangeError(translator(self.client.language)(text, **values))

    def start(self) -> Any:
        """Run; a refusal of campus becomes the error that nbgrader's callers expect."""
        try:
            return super().start()
        except CampusError as error:
            raise abc.ExchangeError(str(error)) from error

    def init_src(self) -> None:
        """Do nothing: the source is campus or a known folder."""

    def init_dest(self) -> None:
        """Do nothing: the destination is campus or a known folder."""

    def copy_files(self) -> None:
        """Do nothing unless a subclass moves files."""


class CampusList(CampusExchange, abc.ExchangeList):  # type: ignore[misc]
    """Lists assignments: released and fetched ones, or the person's submissions."""

    def list_files(self) -> list[dict[str, Any]]:
        """Return the rows that nbgrader's pages show."""
        client = self.client
        cohorts = [self.cohort] if self.cohort else [each.cohort for each in client.cohorts()]
        rows = []
        for cohort in cohorts:
            # One request for all: campus lets a person send so many, and a page asks twice.
            is_handed_in = self.inbound or self.cached
            submissions = client.all_own_submissions(cohort) if is_handed_in else {}
            for each in client.assignments(cohort):
                if self.assignment not in ("", "*", each.assignment):
                    continue
                if is_handed_in:
                    rows += self._submitted(
                        cohort, submissions.get(each.assignment, []), each.notebooks
                    )
                else:
                    rows.append(self._released(cohort, each.assignment, each.notebooks))
        return rows

    def remove_files(self) -> list[dict[str, Any]]:
        """Refuse: which assignments students see is decided in campus."""
        self.refuse("Open and close assignments in campus, on the page of the cohort.")
        return []

    def _released(self, cohort: str, name: str, notebooks: tuple[str, ...]) -> dict[str, Any]:
        folder = self.folder(cohort, name)
        return {
            "course_id": cohort,
            "assignment_id": name,
            "status": "fetched" if folder.is_dir() else "released",
            "path": str(folder),
            "notebooks": [_notebook(folder, notebook) for notebook in notebooks],
        }

    def _submitted(
        self, cohort: str, submissions: list[Submission], notebooks: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        rows = [self._submission(cohort, each, notebooks) for each in submissions]
        if not rows:
            return []
        row = {key: rows[0][key] for key in ("course_id", "assignment_id", "student_id", "status")}
        return [row | {"submissions": sorted(rows, key=lambda each: str(each["timestamp"]))}]

    def _submission(
        self, cohort: str, submission: Submission, notebooks: tuple[str, ...]
    ) -> dict[str, Any]:
        language = self.client.language
        folder = self.folder(cohort, submission.assignment)
        feedback = feedback_folder(folder, submission, language)
        state: dict[str, Any] = {
            "has_local_feedback": feedback.is_dir(),
            "has_exchange_feedback": submission.status == "graded",
            "feedback_updated": feedback.is_dir() and not is_current(feedback, submission),
            "local_feedback_path": str(feedback) if feedback.is_dir() else None,
        }
        return state | {
            "course_id": cohort,
            "assignment_id": submission.assignment,
            "student_id": submission.student,
            "timestamp": summary(submission, language),
            "status": "submitted",
            "path": str(folder),
            "notebooks": [state | _notebook(folder, notebook) for notebook in notebooks],
        }


class CampusFetchAssignment(CampusExchange, abc.ExchangeFetchAssignment):  # type: ignore[misc]
    """Brings the files of an assignment; what the student has changed is never touched."""

    def copy_files(self) -> None:
        """Write the files that are missing, and corrected ones beside those that were changed."""
        files = self.client.files(self.cohort, self.assignment)
        write_given(self.folder(self.cohort, self.assignment), files, self.client.language)


class CampusSubmit(CampusExchange, abc.ExchangeSubmit):  # type: ignore[misc]
    """Hands in an assignment and waits a moment for its score and feedback."""

    def copy_files(self) -> None:
        """Send the files, then write the feedback if it comes within the waiting time."""
        folder = self.folder(self.cohort, self.assignment)
        if not folder.is_dir():
            self.refuse("You have not fetched this assignment yet: there is nothing to hand in.")
        receipt = self._send(files_to_submit(folder))
        self.log.info("Handed in %s: attempt %d", self.assignment, receipt.attempt)
        wait_s = int(os.environ.get("ENACT_FEEDBACK_WAIT_S", "10"))
        try:
            submission = self.client.submission(receipt.submission_id, wait_s)
            if submission.status == "graded":
                _save_feedback(self.client, folder, submission)
        except CampusError as error:
            # The submission itself is safe; its feedback can be fetched later.
            self.log.warning("No feedback yet: %s", error)

    def _send(self, files: dict[str, bytes]) -> Receipt:
        key = secrets.token_hex(16)
        for attempt in range(SEND_TRIES):
            try:
                return self.client.submit(self.cohort, self.assignment, files, key)
            except CampusError as error:
                if error.code not in LOST or attempt == SEND_TRIES - 1:
                    raise
        raise AssertionError("the last try returns or raises")


class CampusFetchFeedback(CampusExchange, abc.ExchangeFetchFeedback):  # type: ignore[misc]
    """Brings the feedback of every graded attempt that is missing or has changed."""

    def copy_files(self) -> None:
        """Write the feedback pages."""
        folder = self.folder(self.cohort, self.assignment)
        for submission in self.client.own_submissions(self.cohort, self.assignment):
            place = feedback_folder(folder, submission, self.client.language)
            if submission.status == "graded" and not is_current(place, submission):
                _save_feedback(self.client, folder, submission)


class CampusCollect(CampusExchange, abc.ExchangeCollect):  # type: ignore[misc]
    """Brings every student's newest submission into the cohort's folder, for an instructor."""

    def copy_files(self) -> None:
        """Write `submitted/<student>/<assignment>/` with nbgrader's timestamp file."""
        for submission in self.client.newest_submissions(self.cohort):
            if submission.assignment == self.assignment:
                self._collect(submission)

    def _collect(self, submission: Submission) -> None:
        directory = self.coursedir.submitted_directory
        place = Path(
            self.coursedir.format_path(directory, submission.student, submission.assignment)
        )
        received = datetime.fromisoformat(submission.received_at)
        timestamp = received.strftime(TIMESTAMP_FORMAT)
        stamp = place / "timestamp.txt"
        if stamp.is_file() and (stamp.read_text().strip() == timestamp or not self.update):
            return
        files = self.client.submitted_files(submission.submission_id)
        shutil.rmtree(place, ignore_errors=True)
        for name, content in {**files, "timestamp.txt": timestamp.encode()}.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.log.info("Collected: %s %s", submission.student, submission.assignment)


class CampusReleaseAssignment(CampusExchange, abc.ExchangeReleaseAssignment):  # type: ignore[misc]
    """Says where assignments are released: campus reads them from the cohort's folder."""

    def copy_files(self) -> None:
        """Refuse when there is no student version; otherwise there is nothing to move."""
        directory = self.coursedir.release_directory
        if not Path(self.coursedir.format_path(directory, ".", self.assignment)).is_dir():
            self.refuse("Generate the student version first.")
        self.log.info("Campus releases it from the cohort's folder on the date set there.")


class CampusReleaseFeedback(CampusExchange, abc.ExchangeReleaseFeedback):  # type: ignore[misc]
    """Does nothing: campus shows each student the feedback as soon as there is a score."""


def _notebook(folder: Path, notebook: str) -> dict[str, str]:
    return {"notebook_id": notebook, "path": str(folder / f"{notebook}.ipynb")}


def _save_feedback(client: CampusClient, folder: Path, submission: Submission) -> None:
    place = feedback_folder(folder, submission, client.language)
    write_feedback(place, submission, client.feedback(submission.submission_id))
