"""API routes of submissions: handing in, waiting for the score, feedback."""

import json
import time
from typing import Any

from tornado import web
from tornado.http1connection import HTTP1Connection

from hub_config.campus.access import Access, require_assignment
from hub_config.campus.audit import note
from hub_config.campus.blobs import unpack
from hub_config.campus.errors import N_, Refused
from hub_config.campus.reading import standings, submission_with_all
from hub_config.campus.submissions import Receipt
from hub_config.campus.tables import Submission, now
from hub_config.campus.web.api.forms import (
    FAILED,
    files_form,
    moment,
    read_files_form,
    submission_form,
)
from hub_config.campus.web.feedback import FEEDBACK_POLICY, render_feedback
from hub_config.campus.web.handlers import ApiHandler

MAX_WAIT_S = 60.0
# News can be lost; whoever waits looks this often all the same.
LOOK_AGAIN_S = 5.0
# A body above the limit is read to its end, unkept, so that the client gets to see the answer.
MAX_BODY_MB = 300
MEGABYTE = 10**6
BASE64_GROWTH = 4 / 3


class BodyOfFiles(ApiHandler):
    """A route that takes files; what is too large is refused with its reason."""

    async def prepare(self) -> None:
        """Let large bodies through far enough to refuse them with a reason."""
        self._received: list[bytes] = []
        self._size = 0
        connection = self.request.connection
        if isinstance(connection, HTTP1Connection):
            connection.set_max_body_size(MAX_BODY_MB * MEGABYTE)
        await super().prepare()

    def data_received(self, chunk: bytes) -> None:
        """Keep a piece of the body, unless the whole is too large already."""
        self._size += len(chunk)
        if self._size <= self._limit:
            self._received.append(chunk)
        else:
            self._received.clear()

    @property
    def _limit(self) -> float:
        return self.campus.desk.grading.max_files_mb * MEGABYTE * BASE64_GROWTH + MEGABYTE

    def read_files(self) -> dict[str, bytes]:
        """Return the files of the request.

        Raises:
            Refused: they are too large together, or the body has another form.
        """
        if self._size > self._limit:
            raise Refused(
                413,
                "too-large",
                N_("The submission is too large: %(limit_mb)s MB is the limit for all its files."),
                None,
                limit_mb=self.campus.desk.grading.max_files_mb,
            )
        try:
            body = json.loads(b"".join(self._received))
        except (ValueError, RecursionError) as error:
            raise Refused(400, "bad-request", N_("The body of the request is not JSON.")) from error
        return read_files_form(body)


@web.stream_request_body
class Submissions(BodyOfFiles):
    """Submissions of the person to one assignment."""

    access = Access.STUDENT

    async def get(self, cohort: str, assignment: str) -> None:
        """List them, newest first."""
        require_assignment(self.scope, assignment)
        self.answer({"submissions": await self.run(self._list, cohort)})

    async def post(self, cohort: str, assignment: str) -> None:
        """Hand in."""
        require_assignment(self.scope, assignment)
        receipt = await self.run(self._submit)
        if receipt.is_new:
            self.campus.wake_workers()
        body = {
            "submission_id": receipt.submission_id,
            "attempt": receipt.attempt,
            "received_at": moment(receipt.received_at),
        }
        self.answer(body, status=201)

    def _submit(self) -> Receipt:
        assert self.scope.assignment is not None  # noqa: S101  # the caller checked it
        request_key = self.request.headers.get("Idempotency-Key")
        return self.campus.desk.submit(
            self.identity.person_id,
            self.scope.assignment.id,
            self.read_files(),
            now(),
            request_key,
        )

    def _list(self, cohort: str) -> list[dict[str, Any]]:
        assert self.scope.cohort and self.scope.assignment  # noqa: S101  # the caller checked
        self.campus.manual.refresh(self.scope.cohort)
        with self.campus.database.read() as session:
            (standing,) = standings(
                session, self.identity.person_id, [self.scope.assignment], now()
            )
            return [
                submission_form(each, cohort, message(self, each)) for each in standing.submissions
            ]


class SubmissionState(ApiHandler):
    """One submission and, once graded, its score."""

    access = Access.READER

    async def get(self, submission: str) -> None:
        """Give its state, after waiting for a result if asked to."""
        ends = self._read_wait() + time.monotonic()
        found = await self.run(self._look, submission)
        while found.status in ("queued", "running") and time.monotonic() < ends:
            wait_s = min(LOOK_AGAIN_S, max(0.0, ends - time.monotonic()))
            await self.campus.results.wait(submission, wait_s)
            found = await self.run(self._look, submission)
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        self.answer(submission_form(found, self.scope.cohort.slug, message(self, found)))

    def _read_wait(self) -> float:
        text = self.get_query_argument("wait", "0")
        try:
            return min(MAX_WAIT_S, max(0.0, float(text)))
        except ValueError as error:
            raise Refused(
                400,
                "bad-request",
                N_("wait=%(text)s: a number of seconds was expected."),
                None,
                text=text,
            ) from error

    def _look(self, key: str) -> Submission:
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        self.campus.manual.refresh(self.scope.cohort)
        with self.campus.database.read() as session:
            return submission_with_all(session, key)


class SubmissionFiles(ApiHandler):
    """What was handed in."""

    access = Access.READER

    async def get(self, submission: str) -> None:
        """Give the files."""
        files = await self.run(self._read)
        self.answer({"submission_id": submission, "files": files_form(files)})

    def _read(self) -> dict[str, bytes]:
        found = self.scope.submission
        assert found is not None  # noqa: S101  # access checked it
        if found.person_id != self.identity.person_id:
            note(self.campus.database, self.identity, "submission.files.read", found.key)
        return unpack(self.campus.blobs.get(found.sha256))


class SubmissionFeedback(ApiHandler):
    """The feedback page of a graded submission."""

    access = Access.READER

    async def get(self, submission: str) -> None:
        """Give it as HTML."""
        page = await self.run(render_feedback, self, submission)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", FEEDBACK_POLICY)
        self.finish(page)


def message(handler: ApiHandler, submission: Submission) -> str | None:
    """Return what a person should know about a submission that has no score."""
    return handler.speech.say(FAILED) if submission.status == "failed" else None
