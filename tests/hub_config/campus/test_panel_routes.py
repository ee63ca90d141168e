"""What the panel beside a notebook asks campus."""

from typing import Any

import httpx

from .conftest import ASSIGNMENT, COHORT, RIGHT, WRONG, Platform, solved
from .test_api import FILES, hand_in

STANDING = f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}"
CHECKS = f"{STANDING}/checks"
HINT = "La fonction `sum` additionne les nombres d'une liste."


def try_once(client: httpx.Client, answers: dict[str, str]) -> dict[str, Any]:
    """Hand in, wait for the score and return the questions by id."""
    key = hand_in(client, answers).json()["submission_id"]
    assert client.get(f"api/submissions/{key}", params={"wait": 30}).json()["status"] == "graded"
    found = client.get(f"api/submissions/{key}/questions").json()["questions"]
    return {each["question"]: each for each in found}


def test_before_any_attempt_there_are_no_questions(platform: Platform) -> None:
    found = platform.api("camille").get(STANDING).json()
    assert (found["questions"], found["submissions"], found["graded"]) == ([], [], None)
    assert found["attempts"]["left"] == 3


def test_questions_of_the_newest_attempt_come_with_the_standing(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    try_once(client, WRONG)
    try_once(client, RIGHT)
    found = client.get(STANDING).json()
    scores = {each["question"]: (each["score"], each["status"]) for each in found["questions"]}
    assert scores["moyenne"] == (2.0, "correct")
    assert [each["attempt"] for each in found["submissions"]] == [2, 1]
    assert found["graded"] == found["submissions"][0]["submission_id"]


def test_hint_stays_in_campus_until_enough_attempts_failed(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    first = try_once(client, WRONG)["moyenne"]
    assert (first["hints"], first["next_hint_in"]) == ([], 1)
    second = try_once(client, WRONG)["moyenne"]
    assert (second["hints"], second["next_hint_in"]) == ([HINT], None)


def test_attempts_of_somebody_else_open_no_hint(platform: Platform) -> None:
    platform.start_worker()
    try_once(platform.api("camille"), WRONG)
    found = try_once(platform.api("yanis"), WRONG)["moyenne"]
    assert (found["hints"], found["next_hint_in"]) == ([], 1)


def test_questions_of_an_ungraded_submission_do_not_exist_yet(platform: Platform) -> None:
    client = platform.api("camille")
    key = hand_in(client).json()["submission_id"]
    answer = client.get(f"api/submissions/{key}/questions")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-feedback")


def test_check_tells_questions_with_visible_tests_and_uses_no_attempt(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    answer = client.post(CHECKS, json=solved(client.get(FILES).json()["files"], RIGHT))
    found = {each["question"]: each["status"] for each in answer.json()["questions"]}
    assert found == {"moyenne": "correct", "etendue-des-ventes": "wrong"}
    assert client.get(STANDING).json()["attempts"]["used"] == 0


def test_check_leaves_nothing_behind(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    client.post(CHECKS, json=solved(client.get(FILES).json()["files"], WRONG))
    assert list(platform.campus.checks.folder.iterdir()) == []


def test_check_of_an_incomplete_notebook_is_refused_at_once(platform: Platform) -> None:
    client = platform.api("camille")
    answer = client.post(CHECKS, json={"files": [{"path": "resumer.ipynb", "content": "e30="}]})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-notebook")


def test_page_of_an_attempt_shows_the_hints_that_are_open(platform: Platform) -> None:
    platform.start_worker()
    client = platform.api("camille")
    try_once(client, WRONG)
    key = client.get(STANDING).json()["graded"]
    page = platform.browser("camille", "fr").get(f"submissions/{key}").text
    assert "additionne les nombres" not in page
    try_once(client, WRONG)
    page = platform.browser("camille", "fr").get(f"submissions/{key}").text
    assert "additionne les nombres" in page


def test_an_instructor_who_is_not_enrolled_is_told_so(platform: Platform) -> None:
    told = {
        name: platform.api(name).get(STANDING).json()["can_submit"] for name in ("camille", "ines")
    }
    assert told == {"camille": True, "ines": False}
