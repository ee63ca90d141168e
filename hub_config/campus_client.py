"""The campus's HTTP API, as seen from a person's notebook server."""

import base64
import os
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from grading.errors import EnactError
from hub_config.language import Language, translator

CONNECT_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 30.0
CHECK_TIMEOUT_S = 60.0


class CampusError(EnactError):
    """Campus refused or could not be reached; the message is meant for the person.

    Attributes:
        code: short stable name of the reason, such as `too-late`.
        status: HTTP status, 0 when there was no answer.
    """

    def __init__(self, code: str, message: str, status: int = 0) -> None:
        self.code = code
        self.status = status
        super().__init__(message)


class _Model(BaseModel):
    # Campus may add fields: an older notebook server must keep working.
    model_config = ConfigDict(extra="ignore", frozen=True)


class Cohort(_Model):
    """A cohort of the person."""

    cohort: str
    role: str


class Assignment(_Model):
    """A released assignment."""

    assignment: str
    notebooks: tuple[str, ...]


class Submission(_Model):
    """One hand-in and what has become of it."""

    submission_id: str
    assignment: str
    student: str
    attempt: int
    received_at: str
    status: str
    score: float | None = None
    max_score: float | None = None
    needs_manual: bool = False
    graded_at: str | None = None
    message: str | None = None


class Receipt(_Model):
    """What campus answers once a submission is on disk."""

    submission_id: str
    attempt: int
    received_at: str


class CampusClient:
    """Requests to campus with the person's own token; every failure is a `CampusError`."""

    def __init__(self, url: str, token: str, language: Language = "fr") -> None:
        self.language = language
        self._translate = translator(language)
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"token {token}", "Accept-Language": language},
            timeout=httpx.Timeout(ANSWER_TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def cohorts(self) -> list[Cohort]:
        """Return the person's cohorts."""
        return [Cohort.model_validate(each) for each in self._get("api/cohorts")["cohorts"]]

    def assignments(self, cohort: str) -> list[Assignment]:
        """Return the released assignments of a cohort, in the order of its course."""
        found = self._get(f"{_cohort(cohort)}/assignments")
        return [Assignment.model_validate(each) for each in found["assignments"]]

    def files(self, cohort: str, assignment: str) -> dict[str, bytes]:
        """Return the files to work on, by relative path."""
        return _unpack(self._get(f"{_assignment(cohort, assignment)}/files"))

    def submit(self, cohort: str, assignment: str, files: Mapping[str, bytes], key: str) -> Receipt:
        """Hand in files; sending the same key again hands nothing in twice."""
        path = f"{_assignment(cohort, assignment)}/submissions"
        answer = self._send("POST", path, json=_pack(files), headers={"Idempotency-Key": key})
        return Receipt.model_validate(answer)

    def own_submissions(self, cohort: str, assignment: str) -> list[Submission]:
        """Return the person's own submissions, newest first."""
        found = self._get(f"{_assignment(cohort, assignment)}/submissions")
        return [Submission.model_validate(each) for each in found["submissions"]]

    def all_own_submissions(self, cohort: str) -> dict[str, list[Submission]]:
        """Return the person's own submissions by assignment, newest first, in one request."""
        found = self._get(f"{_cohort(cohort)}/submissions/own")
        by_assignment: dict[str, list[Submission]] = {}
        for each in found["submissions"]:
            submission = Submission.model_validate(each)
            by_assignment.setdefault(submission.assignment, []).append(submission)
        return by_assignment

    def newest_submissions(self, cohort: str) -> list[Submission]:
        """Return the newest submission of every student and assignment, for an instructor."""
        found = self._get(f"{_cohort(cohort)}/submissions")
        return [Submission.model_validate(each) for each in found["submissions"]]

    def submission(self, submission_id: str, wait_s: int = 0) -> Submission:
        """Return one submission, after at most `wait_s` seconds of waiting for its result."""
        return Submission.model_validate(
            self._send(
                "GET",
                f"api/submissions/{quote(submission_id, safe='')}",
                params={"wait": wait_s},
                timeout=httpx.Timeout(ANSWER_TIMEOUT_S + wait_s, connect=CONNECT_TIMEOUT_S),
            )
        )

    def standing(self, cohort: str, assignment: str) -> dict[str, object]:
        """Return one assignment as the person stands in it, as campus tells it."""
        return self._send("GET", _assignment(cohort, assignment))

    def questions(self, submission_id: str) -> list[dict[str, str]]:
        """Return the questions of a graded submission, with the hints that are open."""
        return self._get(f"api/submissions/{quote(submission_id, safe='')}/questions")["questions"]

    def check(
        self, cohort: str, assignment: str, files: Mapping[str, bytes]
    ) -> list[dict[str, str]]:
        """Run the visible tests over files; nothing is handed in. Waits up to a minute."""
        timeout = httpx.Timeout(ANSWER_TIMEOUT_S + CHECK_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        path = f"{_assignment(cohort, assignment)}/checks"
        answer = self._send("POST", path, json=_pack(files), timeout=timeout)
        return answer["questions"]  # type: ignore[return-value]

    def page(self, cohort: str, assignment: str) -> str:
        """Return the address, for browsers, of an assignment's page."""
        return f"{self._http.base_url.path}{_assignment(cohort, assignment).removeprefix('api/')}"

    def submitted_files(self, submission_id: str) -> dict[str, bytes]:
        """Return the files that were handed in, by relative path."""
        return _unpack(self._get(f"api/submissions/{quote(submission_id, safe='')}/files"))

    def feedback(self, submission_id: str) -> str:
        """Return the feedback page of a graded submission."""
        path = f"api/submissions/{quote(submission_id, safe='')}/feedback"
        return self._request("GET", path).text

    def _get(self, path: str) -> dict[str, list[dict[str, str]]]:
        return self._send("GET", path)  # type: ignore[return-value]

    def _send(self, method: str, path: str, **options: object) -> dict[str, object]:
        answer = self._request(method, path, **options)
        try:
            value: dict[str, object] = answer.json()
        except ValueError as error:
            raise self._unreadable(answer.status_code) from error
        return value

    def _request(self, method: str, path: str, **options: object) -> httpx.Response:
        try:
            answer = self._http.request(method, path, **options)  # type: ignore[arg-type]
        except httpx.TimeoutException as error:
            text = (
                "Campus has not answered in time. Your work is saved here: try again in a minute."
            )
            raise CampusError("timeout", self._translate(text)) from error
        except httpx.HTTPError as error:
            text = "Campus cannot be reached. Your work is saved here: try again in a minute."
            raise CampusError("unreachable", self._translate(text)) from error
        if answer.is_success:
            return answer
        raise self._refusal(answer)

    def _refusal(self, answer: httpx.Response) -> CampusError:
        try:
            refusal = _Refusal.model_validate_json(answer.content)
        except ValidationError:
            return self._unreadable(answer.status_code)
        return CampusError(refusal.code, refusal.message, answer.status_code)

    def _unreadable(self, status: int) -> CampusError:
        text = "Campus gave an answer that cannot be read (HTTP {status}). Try again in a minute."
        return CampusError("unreadable", self._translate(text, status=status), status)


class _Refusal(_Model):
    code: str
    message: str


@cache
def own_client(language: Language | None = None) -> CampusClient:
    """Return the client of this notebook server, from what the spawner gave it.

    Args:
        language: language of messages; by default that of the browser that started the server.
    """
    started_in: Language = "en" if os.environ.get("ENACT_PERSON_LANGUAGE") == "en" else "fr"
    return CampusClient(
        os.environ["ENACT_CAMPUS_API"], os.environ["JUPYTERHUB_API_TOKEN"], language or started_in
    )


def _cohort(cohort: str) -> str:
    return f"api/cohorts/{quote(cohort, safe='')}"


def _assignment(cohort: str, assignment: str) -> str:
    return f"{_cohort(cohort)}/assignments/{quote(assignment, safe='')}"


def _pack(files: Mapping[str, bytes]) -> dict[str, list[dict[str, str]]]:
    return {
        "files": [
            {"path": path, "content": base64.b64encode(content).decode()}
            for path, content in sorted(files.items())
        ]
    }


def _unpack(answer: Mapping[str, list[dict[str, str]]]) -> dict[str, bytes]:
    files = {}
    for each in answer["files"]:
        path = PurePosixPath(each["path"])
        if path.is_absolute() or ".." in path.parts:
            raise CampusError("bad-path", f"campus sent a file outside its folder: {path}")
        files[str(path)] = base64.b64decode(each["content"])
    return files
