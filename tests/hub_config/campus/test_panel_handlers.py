"""What the panel asks of its notebook server, with a real Jupyter server and a real campus."""

import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from jupyter_server.serverapp import ServerApp

from hub_config.campus_client import CampusError, own_client
from hub_config.given import write_given
from hub_config.panel.handlers import routes

from .conftest import ASSIGNMENT, COHORT, NOTEBOOK, Platform

PATH = f"{COHORT}/{ASSIGNMENT}/{NOTEBOOK}.ipynb"


def forget_client() -> None:
    """Have the next request made by a new client."""
    own_client("en").close()
    own_client.cache_clear()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a person."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def server(
    platform: Platform, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[httpx.Client]:
    """A client of Camille's notebook server, with the files of the assignment in her home."""
    for name in ("CONFIG", "DATA", "RUNTIME"):
        monkeypatch.setenv(f"JUPYTER_{name}_DIR", str(home.parent / name))
    monkeypatch.setenv("ENACT_CAMPUS_API", platform.url)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "token-camille")
    own_client.cache_clear()
    write_given(home / COHORT / ASSIGNMENT, own_client("en").files(COHORT, ASSIGNMENT), "en")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    app = ServerApp(root_dir=str(home), allow_root=True, jpserver_extensions={}, log_level="ERROR")
    app.initialize(argv=[], find_extensions=False, new_httpserver=False)
    for number, handler in handlers.items():
        signal.signal(number, handler)
    app.web_app.add_handlers(".*$", routes("/"))
    port = platform.loop.serve(app.web_app)
    headers = {"Authorization": f"token {app.identity_provider.token}", "Accept-Language": "en"}
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}/enact/api/", headers=headers, timeout=60
    ) as client:
        yield client
    forget_client()


def test_standing_tells_attempts_page_and_corrections(server: httpx.Client) -> None:
    found = server.get("standing", params={"path": PATH}).json()
    assert (found["attempts"]["left"], found["can_submit"]) == (3, True)
    assert found["page"] == f"/services/campus/cohorts/{COHORT}/assignments/{ASSIGNMENT}"
    assert found["changes"] == {"replaced": [], "kept": []}


@pytest.mark.parametrize("path", ["notes.ipynb", "a/b/c.txt", f"../{PATH}/x.ipynb"])
def test_a_file_of_no_assignment_is_told_as_such(server: httpx.Client, path: str) -> None:
    answer = server.get("standing", params={"path": path})
    told = answer.json()
    assert (answer.status_code, told["code"], told["again"]) == (404, "no-assignment", False)


def test_whoever_has_no_token_is_refused(server: httpx.Client) -> None:
    answer = httpx.get(f"{server.base_url}standing", params={"path": PATH})
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/login")


def test_the_same_key_hands_in_once(server: httpx.Client) -> None:
    body = {"path": PATH, "key": "once"}
    first, second = (server.post("submissions", json=body).json() for _ in range(2))
    assert (first["attempt"], second["submission_id"]) == (1, first["submission_id"])


def test_a_score_comes_with_its_questions(platform: Platform, server: httpx.Client) -> None:
    platform.start_worker()
    key = server.post("submissions", json={"path": PATH, "key": "k"}).json()["submission_id"]
    found = server.get(f"submissions/{key}", params={"wait": 30}).json()
    assert (found["status"], found["score"]) == ("graded", 0.0)
    assert "moyenne" in [each["question"] for each in found["questions"]]


def test_visible_tests_are_run_by_the_graders(platform: Platform, server: httpx.Client) -> None:
    platform.start_worker()
    questions = server.post("checks", json={"path": PATH}).json()["questions"]
    assert {each["status"] for each in questions} == {"wrong"}


def test_starting_again_keeps_the_copy(server: httpx.Client, home: Path) -> None:
    notebook = home / PATH
    given = notebook.read_bytes()
    notebook.write_text("{}")
    (kept,) = server.post("restarts", json={"path": PATH}).json()["kept"]
    assert notebook.read_bytes() == given
    assert (home / kept["corrected"]).read_text() == "{}"


def test_what_passes_is_worth_trying_again(
    server: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_client()
    monkeypatch.setenv("ENACT_CAMPUS_API", "http://127.0.0.1:9/")
    answer = server.post("submissions", json={"path": PATH, "key": "k"})
    assert (answer.status_code, answer.json()["again"]) == (503, True)


def test_a_refusal_of_campus_is_passed_on_in_its_words(
    platform: Platform, server: httpx.Client
) -> None:
    platform.update_assignment(is_released=False)
    answer = server.post("submissions", json={"path": PATH, "key": "k"})
    told = answer.json()
    assert (answer.status_code, told["again"]) == (404, False)
    with pytest.raises(CampusError, match="not released yet") as refused:
        own_client("en").standing(COHORT, ASSIGNMENT)
    assert told["message"] == str(refused.value)


@pytest.mark.parametrize("body", ["[]", "{}", '{"path": 3}'])
def test_a_body_of_another_form_is_refused(server: httpx.Client, body: str) -> None:
    answer = server.post("submissions", content=body)
    assert (answer.status_code, answer.json()["again"]) == (400, False)
