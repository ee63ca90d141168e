"""What goes wrong on the way: each mistake gets a clear message, the right status, no damage."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from . import notebooks
from .conftest import sign_in

pytestmark = [pytest.mark.platform]

COHORT, TASK = "decouvrir-l-ia-demo", "nettoyer"
NOTEBOOK = "premiers-tableaux.ipynb"
SUBMISSIONS = f"cohorts/{COHORT}/assignments/{TASK}/submissions"
MB = 1024**2


@pytest.fixture(scope="module")
def api(platform):
    """Campus's API with the token of Yanis's notebook server."""
    with platform.api("yanis") as client:
        yield client


@pytest.fixture
def files(api):
    """The released files of the assignment."""
    return notebooks.decode(api.get(f"cohorts/{COHORT}/assignments/{TASK}/files").json()["files"])


def stored(api):
    """Return the ids of what Yanis has handed in."""
    return [each["submission_id"] for each in api.get(SUBMISSIONS).json()["submissions"]]


def hand_in(api, files):
    return api.post(SUBMISSIONS, json={"files": notebooks.encode(files)})


def assert_refused(answer, status, code, *words):
    """Assert status, code and the words of the message, and that it shows nothing inside."""
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    message = answer.json()["message"]
    assert [word for word in words if word not in message] == []
    assert not any(inside in message for inside in ("Traceback", "/home/", "/var/", ".py"))


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("fr", "Identifiant ou mot de passe incorrect. Vérifiez les majuscules, puis réessayez."),
        ("en", "Invalid username or password"),
    ],
)
def test_a_wrong_password_is_refused_in_the_persons_language(platform, language, message):
    with closing(platform.client(language=language)) as client:
        answer = sign_in(client, "marc", "wrong")
    assert (answer.status_code, message in answer.text) == (403, True)


def test_nobody_signs_in_with_the_password_of_another_person(platform):
    with closing(platform.client()) as client:
        assert sign_in(client, "ines", platform.password("camille")).status_code == 403


def test_without_a_token_the_api_answers_nothing(platform):
    answer = httpx.get(f"{platform.url}/services/campus/api/cohorts")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_an_unknown_cohort(api):
    assert_refused(api.get("cohorts/alchimie/assignments"), 404, "unknown-cohort")


def test_an_assignment_that_is_not_released(api):
    answer = api.get(f"cohorts/{COHORT}/assignments/pas-encore/files")
    assert_refused(answer, 404, "unknown-assignment")


def test_handing_in_to_an_assignment_that_is_not_released(api, files):
    path = f"cohorts/{COHORT}/assignments/pas-encore/submissions"
    answer = api.post(path, json={"files": notebooks.encode(files)})
    assert_refused(answer, 404, "unknown-assignment")


def test_the_submission_of_somebody_else(platform, api):
    other_task = f"cohorts/{COHORT}/assignments/dessiner-juste"
    with platform.api("camille") as other:
        files = other.get(f"{other_task}/files").json()["files"]
        key = other.post(f"{other_task}/submissions", json={"files": files}).json()["submission_id"]
    assert_refused(api.get(f"submissions/{key}"), 403, "forbidden")


def test_a_body_that_is_not_json(api):
    answer = api.post(SUBMISSIONS, content=b"\x00not json", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 400


def test_a_notebook_that_is_not_json(api, files):
    before = stored(api)
    answer = hand_in(api, files | {NOTEBOOK: b"print('hello')"})
    assert_refused(answer, 400, "not-json", NOTEBOOK, "JupyterLab")
    assert stored(api) == before


def test_a_notebook_of_60_mb(api, files):
    before = stored(api)
    answer = hand_in(api, files | {NOTEBOOK: b"x" * (60 * MB)})
    assert_refused(answer, 413, "too-large")
    assert stored(api) == before


def test_a_notebook_that_lacks_cells(api, files):
    before = stored(api)
    notebooks.change(files, NOTEBOOK, lambda cells: notebooks.remove(cells, "dimensions"))
    assert_refused(hand_in(api, files), 422, "missing-cells", NOTEBOOK, "dimensions")
    assert stored(api) == before


def test_a_notebook_with_a_copied_cell(api, files):
    before = stored(api)
    notebooks.change(files, NOTEBOOK, lambda cells: notebooks.duplicate(cells, "dimensions"))
    assert_refused(hand_in(api, files), 422, "duplicated-cells", NOTEBOOK, "dimensions")
    assert stored(api) == before


def test_a_missing_notebook(api, files):
    del files[NOTEBOOK]
    assert_refused(hand_in(api, files), 422, "missing-notebooks", NOTEBOOK)


def test_a_file_outside_the_submission(api, files):
    answer = hand_in(api, files | {"../../gradebook.db": b"x"})
    assert answer.status_code == 422


def test_messages_are_english_for_an_english_reader(platform, files):
    with platform.api("yanis", language="en") as client:
        answer = hand_in(client, files | {NOTEBOOK: b"nothing"})
    assert_refused(answer, 400, "not-json", "Open it in JupyterLab")


def test_edited_tests_earn_nothing(platform, api, files):
    def cheat(cells):
        for cell in cells:
            if notebooks.cell_id(cell) == "dimensions":
                cell["source"] = "assert True"

    notebooks.change(files, NOTEBOOK, cheat)
    key = hand_in(api, files).json()["submission_id"]
    result = platform.result(api, key)
    assert (result["status"], result["score"]) == ("graded", 0)


@pytest.fixture
def closed_assignment(platform):
    """The assignment with a deadline an hour ago, for the time of one test."""
    hour_ago = datetime.now(UTC) - timedelta(hours=1)

    def set_deadline(moment):
        path = platform.state / "campus" / "campus.sqlite"
        with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
            connection.execute(
                "UPDATE assignment SET due_at = ? WHERE slug = ? AND cohort_id = "
                "(SELECT id FROM cohort WHERE slug = ?)",
                (moment and moment.strftime("%Y-%m-%d %H:%M:%S.%f"), TASK, COHORT),
            )

    set_deadline(hour_ago)
    yield
    set_deadline(None)


def test_handing_in_after_the_deadline(api, files, closed_assignment):
    before = stored(api)
    assert_refused(hand_in(api, files), 409, "too-late")
    assert stored(api) == before
