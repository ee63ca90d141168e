"""nbgrader's exchange classes, called as nbgrader calls them, against a campus on a socket."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from traitlets.config import Config

from hub_config import campus_client
from hub_config.campus_client import CampusClient, CampusError
from hub_config.exchange import configure
from hub_config.notebook_server import ClearAssignmentList

COHORT, TASK = "ia-demo", "nettoyer"
BASE = f"/services/campus/api/cohorts/{COHORT}"
SUBMISSION = {
    "submission_id": "s1",
    "cohort": COHORT,
    "assignment": TASK,
    "student": "camille",
    "attempt": 1,
    "received_at": "2026-11-22T09:30:00+00:00",
    "status": "graded",
    "score": 8.0,
    "max_score": 10.0,
    "needs_manual": False,
    "graded_at": "2026-11-22T09:30:01+00:00",
}


def encode(files):
    return [
        {"path": path, "content": base64.b64encode(content).decode()}
        for path, content in files.items()
    ]


class Campus(ThreadingHTTPServer):
    """Answers as `http-api.md` says; a test changes `answers` and looks at `requests`."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests = []
        self.submissions = []
        self.lost = 0
        released = {"assignment": TASK, "notebooks": ["ex"], "title": "Nettoyer"}
        self.answers = {
            "/services/campus/api/cohorts": {"cohorts": [{"cohort": COHORT, "role": "student"}]},
            f"{BASE}/assignments": {"assignments": [released]},
            f"{BASE}/assignments/{TASK}/files": {
                "files": encode({"ex.ipynb": b"{}", "data/a.csv": b"1,2"})
            },
            f"{BASE}/assignments/{TASK}/submissions": {"submissions": self.submissions},
            f"{BASE}/submissions": {"submissions": [SUBMISSION]},
            f"{BASE}/submissions/own": {"submissions": self.submissions},
            "/services/campus/api/submissions/s1": SUBMISSION,
            "/services/campus/api/submissions/s1/feedback": "<h1>8 / 10</h1>",
            "/services/campus/api/submissions/s1/files": {"files": encode({"ex.ipynb": b"handed"})},
        }

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/services/campus/"

    def refuse(self, path, status, code, message):
        self.answers[path] = (status, {"code": code, "message": message})


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.requests.append(("GET", parts.path, parse_qs(parts.query), self.headers))
        self.answer(self.server.answers.get(parts.path, (404, {"code": "x", "message": "?"})))

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(("POST", self.path, body, self.headers))
        known = self.server.answers.get(self.path)
        if self.server.lost:
            self.server.lost -= 1
            self.connection.close()
        elif isinstance(known, tuple):
            self.answer(known)
        else:
            self.server.submissions.append(SUBMISSION)
            self.answer(
                (201, {k: SUBMISSION[k] for k in ("submission_id", "attempt", "received_at")})
            )

    def answer(self, answer):
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def campus(monkeypatch, tmp_path):
    with Campus() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        client = CampusClient(server.url, "token-of-camille")
        for module in ("exchange", "notebook_server"):
            monkeypatch.setattr(f"hub_config.{module}.own_client", lambda: client)
        monkeypatch.chdir(tmp_path)
        yield server
        client.close()
        server.shutdown()
        thread.join()


def start(name, assignment=TASK, course=COHORT, **options):
    """Run one of the seven classes as nbgrader's assignment list does."""
    config = Config()
    configure(config)
    config.CourseDirectory.course_id = course
    config.CourseDirectory.assignment_id = assignment
    config.ExchangeList.update(options)
    exchange = getattr(ExchangeFactory(config=config), name)(
        coursedir=CourseDirectory(config=config),
        authenticator=Authenticator(config=config),
        config=config,
    )
    return exchange.start()


def test_every_request_carries_the_servers_token(campus):
    start("List")
    assert {headers["Authorization"] for *_, headers in campus.requests} == {
        "token token-of-camille"
    }


def test_no_request_names_a_student(campus, tmp_path):
    start("FetchAssignment")
    start("Submit")
    body = next(body for method, _, body, _ in campus.requests if method == "POST")
    assert set(body) == {"files"}


def test_a_released_assignment_is_listed(campus):
    (row,) = start("List", assignment="")
    assert (row["course_id"], row["assignment_id"], row["status"]) == (COHORT, TASK, "released")


def test_without_a_course_all_cohorts_are_listed(campus):
    assert [row["course_id"] for row in start("List", assignment="", course="")] == [COHORT]


def test_fetching_writes_the_files_below_the_cohort(campus, tmp_path):
    start("FetchAssignment")
    assert (tmp_path / COHORT / TASK / "data/a.csv").read_bytes() == b"1,2"


def test_a_fetched_assignment_is_listed_as_fetched(campus):
    start("FetchAssignment")
    (row,) = start("List", assignment="")
    assert row["status"] == "fetched"


def test_handing_in_brings_the_feedback_back_in_the_same_click(campus, tmp_path):
    start("FetchAssignment")
    start("Submit")
    page = tmp_path / COHORT / TASK / "feedback/tentative-1/feedback.html"
    assert page.read_text() == "<h1>8 / 10</h1>"


def test_the_list_then_shows_attempt_and_score(campus):
    start("FetchAssignment")
    start("Submit")
    (row,) = start("List", assignment="", cached=True)
    assert row["submissions"][0]["timestamp"].endswith("tentative 1 · 8 / 10")


def test_a_list_takes_two_requests_however_many_assignments_there_are(campus):
    released = campus.answers[f"{BASE}/assignments"]["assignments"]
    released += [{**released[0], "assignment": f"task-{number}"} for number in range(30)]
    campus.submissions += [SUBMISSION, SUBMISSION | {"assignment": "task-7"}]
    before = len(campus.requests)
    rows = start("List", assignment="", cached=True)
    assert [row["assignment_id"] for row in rows] == [TASK, "task-7"]
    assert len(campus.requests) - before == 2


def test_the_cohorts_to_choose_from_take_one_request(campus):
    before = len(campus.requests)
    assert ClearAssignmentList().list_courses() == {"success": True, "value": [COHORT]}
    assert len(campus.requests) - before == 1


def test_cohorts_that_campus_refuses_to_list_are_a_sentence(campus):
    campus.refuse("/services/campus/api/cohorts", 429, "too-many", "Trop de demandes.")
    answer = ClearAssignmentList().list_courses()
    assert answer == {"success": False, "value": "Trop de demandes."}


def test_and_the_feedback_as_fetched(campus):
    start("FetchAssignment")
    start("Submit")
    (row,) = start("List", assignment="", cached=True)
    assert row["submissions"][0]["has_local_feedback"] is True


def test_a_new_score_makes_the_feedback_fetchable_again(campus):
    start("FetchAssignment")
    start("Submit")
    campus.submissions[0] = SUBMISSION | {"score": 10.0}
    (row,) = start("List", assignment="", cached=True)
    assert row["submissions"][0]["feedback_updated"] is True


def test_fetching_feedback_brings_the_new_one(campus, tmp_path):
    start("FetchAssignment")
    start("Submit")
    campus.submissions[0] = SUBMISSION | {"score": 10.0}
    campus.answers["/services/campus/api/submissions/s1/feedback"] = "<h1>10 / 10</h1>"
    start("FetchFeedback")
    page = tmp_path / COHORT / TASK / "feedback/tentative-1/feedback.html"
    assert page.read_text() == "<h1>10 / 10</h1>"


def test_handing_in_what_was_never_fetched_says_so(campus):
    with pytest.raises(ExchangeError, match="pas encore récupéré"):
        start("Submit")


@pytest.mark.parametrize(
    ("status", "code"), [(409, "too-late"), (413, "too-large"), (422, "missing-cells")]
)
def test_a_refusal_reaches_the_student_in_campus_own_words(campus, status, code):
    start("FetchAssignment")
    campus.refuse(f"{BASE}/assignments/{TASK}/submissions", status, code, "La date est passée.")
    with pytest.raises(ExchangeError, match=r"^La date est passée\.$"):
        start("Submit")


def test_a_lost_connection_is_tried_again_with_the_same_key(campus):
    start("FetchAssignment")
    campus.lost = 2
    start("Submit")
    keys = [h["Idempotency-Key"] for method, _, _, h in campus.requests if method == "POST"]
    assert (len(keys), len(set(keys))) == (3, 1)


def test_a_submission_stands_even_if_its_feedback_cannot_be_read(campus):
    start("FetchAssignment")
    campus.refuse("/services/campus/api/submissions/s1", 503, "unavailable", "Plus tard.")
    start("Submit")
    assert len(campus.submissions) == 1


def test_collecting_lays_files_out_as_nbgrader_does(campus, tmp_path):
    start("Collect")
    assert (tmp_path / f"submitted/camille/{TASK}/ex.ipynb").read_bytes() == b"handed"


def test_collecting_writes_nbgraders_timestamp(campus, tmp_path):
    start("Collect")
    stamp = tmp_path / f"submitted/camille/{TASK}/timestamp.txt"
    assert stamp.read_text() == "2026-11-22 09:30:00.000000 UTC"


def test_releasing_without_a_student_version_says_what_to_do(campus):
    with pytest.raises(ExchangeError, match="Générez d'abord la version étudiante"):
        start("ReleaseAssignment")


def test_a_campus_that_is_away_is_said_in_french():
    client = CampusClient("http://127.0.0.1:1/", "token")
    with pytest.raises(CampusError, match="Le campus est injoignable"):
        client.cohorts()
    client.close()


def test_and_in_english_for_an_english_reader():
    client = CampusClient("http://127.0.0.1:1/", "token", "en")
    with pytest.raises(CampusError, match="Campus cannot be reached"):
        client.cohorts()
    client.close()


def test_a_campus_that_does_not_answer_is_not_waited_for_for_ever(campus, monkeypatch):
    monkeypatch.setattr(campus_client, "ANSWER_TIMEOUT_S", 0.2)
    release = threading.Event()
    monkeypatch.setattr(Handler, "do_GET", lambda self: release.wait(20))
    client = CampusClient(campus.url, "token")
    with pytest.raises(CampusError, match="pas répondu à temps"):
        client.cohorts()
    release.set()
    client.close()


def test_an_answer_that_is_not_json_is_a_clear_error(campus):
    campus.answers["/services/campus/api/cohorts"] = (502, "<html>Bad Gateway</html>")
    with pytest.raises(ExchangeError, match=r"réponse illisible \(HTTP 502\)"):
        start("List", course="")


def test_a_file_outside_its_folder_is_never_written(campus, tmp_path):
    path = f"{BASE}/assignments/{TASK}/files"
    campus.answers[path] = {"files": encode({"../../escape.txt": b"x"})}
    with pytest.raises(ExchangeError, match="outside its folder"):
        start("FetchAssignment")
