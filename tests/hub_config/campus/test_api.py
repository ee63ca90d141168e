"""The HTTP API as a student's and an instructor's programs use it."""

import base64
import time
from datetime import timedelta
from typing import Any

import httpx
import pytest

from hub_config.campus.tables import now
from hub_config.campus.web.rate_limit import READING

from .conftest import ASSIGNMENT, COHORT, NOTEBOOK, RIGHT, WRONG, Platform, solved

SUBMISSIONS = f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}/submissions"
FILES = f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}/files"


def hand_in(client: httpx.Client, answers: dict[str, str] = RIGHT, **options: Any) -> Any:
    files = client.get(FILES).json()["files"]
    return client.post(SUBMISSIONS, json=solved(files, answers), **options)


def test_cohorts_are_those_of_the_person(platform: Platform) -> None:
    found = platform.api("camille").get("api/cohorts").json()["cohorts"]
    assert [(each["cohort"], each["course"], each["role"]) for each in found] == [
        (COHORT, "petit-cours", "student")
    ]


def test_instructor_sees_the_cohort_as_instructor(platform: Platform) -> None:
    found = platform.api("ines").get("api/cohorts").json()["cohorts"]
    assert [each["role"] for each in found] == ["instructor"]


def test_who_is_not_enrolled_has_no_cohort(platform: Platform) -> None:
    assert platform.api("zoe").get("api/cohorts").json() == {"cohorts": []}


def test_assignments_tell_points_and_attempts(platform: Platform) -> None:
    (found,) = (
        platform.api("camille").get(f"api/cohorts/{COHORT}/assignments").json()["assignments"]
    )
    assert found["notebooks"] == [NOTEBOOK]
    assert found["max_score"] == 6.5
    assert found["attempts"] == {"used": 0, "left": 3, "next_at": None}


def test_files_are_the_student_version(platform: Platform) -> None:
    files = platform.api("camille").get(FILES).json()["files"]
    contents = {each["path"]: base64.b64decode(each["content"]) for each in files}
    assert set(contents) == {"resumer.ipynb", "data/README.md", "data/ventes.csv"}
    assert b"HIDDEN TESTS" not in contents["resumer.ipynb"]


def test_hand_in_is_acknowledged_then_graded(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    answer = hand_in(client)
    assert answer.status_code == 201
    assert answer.json()["attempt"] == 1
    key = answer.json()["submission_id"]
    state = client.get(f"api/submissions/{key}", params={"wait": 20}).json()
    assert (state["status"], state["score"], state["max_score"]) == ("graded", 2.0, 6.5)
    assert state["needs_manual"]


def test_waiting_answers_as_soon_as_the_score_is_there(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    key = hand_in(client).json()["submission_id"]
    started = time.monotonic()
    client.get(f"api/submissions/{key}", params={"wait": 60})
    assert time.monotonic() - started < 30


def test_best_attempt_counts(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    for answers in (RIGHT, WRONG):
        key = hand_in(client, answers).json()["submission_id"]
        client.get(f"api/submissions/{key}", params={"wait": 20})
    (found,) = client.get(f"api/cohorts/{COHORT}/assignments").json()["assignments"]
    assert found["best_score"] == 2.0


def test_own_submissions_are_newest_first(platform: Platform) -> None:
    client = platform.api("camille")
    hand_in(client)
    hand_in(client)
    found = client.get(SUBMISSIONS).json()["submissions"]
    assert [each["attempt"] for each in found] == [2, 1]


def test_own_submissions_of_a_whole_cohort_come_at_once(platform: Platform) -> None:
    hand_in(platform.api("camille"))
    hand_in(platform.api("camille"))
    hand_in(platform.api("yanis"))
    own = f"api/cohorts/{COHORT}/submissions/own"
    found = platform.api("camille").get(own).json()["submissions"]
    assert [(each["student"], each["attempt"]) for each in found] == [
        ("camille", 2),
        ("camille", 1),
    ]
    assert found == platform.api("camille").get(SUBMISSIONS).json()["submissions"]
    assert platform.api("ines").get(own).json() == {"submissions": []}


def test_same_request_sent_twice_is_one_submission(platform: Platform) -> None:
    client = platform.api("camille")
    first = hand_in(client, headers={"Idempotency-Key": "a1"}).json()
    second = hand_in(client, headers={"Idempotency-Key": "a1"}).json()
    assert first == second
    assert len(client.get(SUBMISSIONS).json()["submissions"]) == 1


def test_fourth_attempt_in_a_row_waits(platform: Platform) -> None:
    client = platform.api("camille")
    for _ in range(3):
        hand_in(client)
    answer = hand_in(client)
    assert answer.status_code == 429
    assert answer.json()["code"] == "no-attempt-left"
    assert 1100 < int(answer.headers["Retry-After"]) <= 1200


def test_after_the_deadline_nothing_is_taken(platform: Platform) -> None:
    client = platform.api("camille")
    platform.update_assignment(due_at=now() - timedelta(minutes=1))
    answer = hand_in(client)
    assert (answer.status_code, answer.json()["code"]) == (409, "too-late")
    assert client.get(SUBMISSIONS).json() == {"submissions": []}


def test_message_is_french_for_who_reads_french(platform: Platform) -> None:
    platform.update_assignment(due_at=now() - timedelta(minutes=1))
    answer = hand_in(platform.api("camille", "fr"))
    assert answer.json()["message"].startswith("La date limite était le ")


def send(platform: Platform, path: str, content: bytes) -> httpx.Response:
    body = {"files": [{"path": path, "content": base64.b64encode(content).decode()}]}
    return platform.api("camille").post(SUBMISSIONS, json=body)


@pytest.mark.parametrize(
    ("path", "content", "status", "code"),
    [
        ("resumer.ipynb", b"not json", 400, "not-json"),
        ("resumer.ipynb", b"[]", 422, "not-notebook"),
        ("resumer.ipynb", b'{"cells": []}', 422, "missing-cells"),
        ("other.ipynb", b'{"cells": []}', 422, "missing-notebooks"),
        ("../resumer.ipynb", b'{"cells": []}', 422, "bad-file-name"),
        ("/etc/passwd", b"x", 422, "bad-file-name"),
        ("resumer.ipynb", b" " * 11_000_000, 413, "too-large"),
        ("resumer.ipynb", b"x" * 60_000_000, 413, "too-large"),
    ],
)
def test_what_cannot_be_graded_is_refused(
    platform: Platform, path: str, content: bytes, status: int, code: str
) -> None:
    answer = send(platform, path, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_copied_cell_is_refused(platform: Platform) -> None:
    import json

    client = platform.api("camille")
    files = client.get(FILES).json()["files"]
    for file in files:
        if file["path"] == "resumer.ipynb":
            notebook = json.loads(base64.b64decode(file["content"]))
            cells = [c for c in notebook["cells"] if "nbgrader" in c["metadata"]]
            notebook["cells"].append(cells[-1])
            file["content"] = base64.b64encode(json.dumps(notebook).encode()).decode()
    answer = client.post(SUBMISSIONS, json={"files": files})
    assert (answer.status_code, answer.json()["code"]) == (422, "duplicated-cells")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"files": []}', b'{"files": [{"path": 1}]}', b'{"files": [3]}'],
)
def test_body_of_another_form_is_a_bad_request(platform: Platform, body: bytes) -> None:
    answer = platform.api("camille").post(SUBMISSIONS, content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("api/cohorts/nowhere/assignments", "unknown-cohort"),
        (f"api/cohorts/{COHORT}/assignments/nothing/files", "unknown-assignment"),
        ("api/submissions/nothing", "unknown-submission"),
        ("api/nothing", "not-found"),
    ],
)
def test_unknown_names_are_not_found(platform: Platform, path: str, code: str) -> None:
    answer = platform.api("camille").get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_submission_of_somebody_else_is_forbidden(platform: Platform) -> None:
    key = hand_in(platform.api("camille")).json()["submission_id"]
    other = platform.api("yanis")
    for path in ("", "/files", "/feedback"):
        assert other.get(f"api/submissions/{key}{path}").status_code == 403


def test_instructor_reads_files_and_leaves_a_trace(platform: Platform) -> None:
    from sqlalchemy import select

    from hub_config.campus.tables import AuditEvent

    key = hand_in(platform.api("camille")).json()["submission_id"]
    assert platform.api("ines").get(f"api/submissions/{key}/files").status_code == 200
    with platform.campus.database.read() as session:
        events = session.scalars(select(AuditEvent)).all()
    assert [(e.actor, e.action, e.target) for e in events] == [
        ("ines", "submission.files.read", key)
    ]


def test_feedback_before_grading_is_not_found(platform: Platform) -> None:
    client = platform.api("camille")
    key = hand_in(client).json()["submission_id"]
    answer = client.get(f"api/submissions/{key}/feedback")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-feedback")


def test_instructor_lists_newest_submissions_of_all(platform: Platform) -> None:
    hand_in(platform.api("camille"))
    hand_in(platform.api("camille"))
    hand_in(platform.api("yanis"))
    found = platform.api("ines").get(f"api/cohorts/{COHORT}/submissions").json()["submissions"]
    assert sorted((each["student"], each["attempt"]) for each in found) == [
        ("camille", 2),
        ("yanis", 1),
    ]


def test_without_token_the_api_is_forbidden(platform: Platform) -> None:
    answer = platform.api(None).get("api/cohorts")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_token_without_the_scope_is_forbidden(platform: Platform) -> None:
    platform.hub.users["camille"]["scopes"] = ["users:activity!user=camille"]
    assert platform.api("camille").get("api/cohorts").status_code == 403


def test_token_opens_no_page(platform: Platform) -> None:
    assert platform.api("camille").get("").status_code == 403


def test_health_is_public(platform: Platform) -> None:
    assert platform.api(None).get("api/health").json() == {"status": "ok"}


def test_too_many_requests_are_asked_to_wait(platform: Platform) -> None:
    # Whatever the machine's speed: time stands still for the limit.
    platform.rates.clock = lambda: 0.0
    client = platform.api("camille")
    last = [client.get("api/cohorts") for _ in range(int(READING.burst) + 1)][-1]
    assert (last.status_code, last.json()["code"]) == (429, "too-many-requests")
    assert int(last.headers["Retry-After"]) >= 1
    assert platform.api("yanis").get("api/cohorts").status_code == 200
