"""A running campus with a stand-in for the hub's HTTP API and a small grading engine."""

import base64
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from tornado.web import create_signed_value

from grading.course import read_course
from grading.gradebook.writer import write_records
from grading.release import release_course
from hub_config.campus.campus import Campus
from hub_config.campus.engines import Engines
from hub_config.campus.gradebooks import GradebookWriter
from hub_config.campus.hub_groups import HubGroups
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Cohort
from hub_config.campus.web.app import cookie_secret, make_app
from hub_config.campus.web.hub_sign_in import CampusOAuth
from hub_config.campus.worker import Worker

from .hub import Hub, Loop
from .small_engine import SmallEngine, grade_id

COURSES = Path(__file__).parents[2] / "example_courses"
COHORT = "petit-cours-demo"
ASSIGNMENT = "moyennes"
NOTEBOOK = "resumer"
PREFIX = "/services/campus/"
SCOPE = "access:services!service=campus"
CLIENT_ID = "service-campus"

RIGHT = {"moyenne-solution": "def moyenne(valeurs):\n    return sum(valeurs) / len(valeurs)"}
WRONG = {"moyenne-solution": "def moyenne(valeurs):\n    return 0"}


class Platform:
    """A running campus as tests use it."""

    def __init__(self, state: Path, loop: Loop, hub: Hub, **settings: Any) -> None:
        self.hub = hub
        self.loop = loop
        self.settings = CampusSettings(
            state=state, courses=COURSES, prefix=PREFIX, jobs=2, retry_s=0.05, **settings
        )
        self.campus = Campus(self.settings)
        self.campus.synchronise()
        hub_port = loop.serve(hub.app())
        self.hub_auth = CampusOAuth(
            api_url=f"http://127.0.0.1:{hub_port}/hub/api",
            api_token="service-token",
            oauth_client_id=CLIENT_ID,
            base_url=PREFIX,
            access_scopes={SCOPE},
            cache_max_age=1,
        )
        self.groups = HubGroups(self.campus.database, self.hub_auth.api_url, "service-token")
        app = loop.call(make_app, self.campus, self.hub_auth, self.groups)
        self.rates = app.settings["rates"]
        self.url = f"http://127.0.0.1:{loop.serve(app)}{PREFIX}"
        loop.call(self.campus.results.listen)
        self._clients: list[httpx.Client] = []
        self.worker: Worker | None = None
        self._worker_thread: threading.Thread | None = None

    def api(self, name: str | None, language: str = "en") -> httpx.Client:
        """Return a client with somebody's token."""
        headers = {"Accept-Language": language}
        if name:
            headers["Authorization"] = f"token token-{name}"
        return self._client(headers)

    def browser(self, name: str, language: str = "en") -> "Browser":
        """Return a client with the cookies of somebody who has signed in."""
        client = self._client({"Accept-Language": language})
        secret = cookie_secret(self.settings)
        value = create_signed_value(secret, CLIENT_ID, f"token-{name}").decode()
        client.cookies.set(CLIENT_ID, value)
        return Browser(client)

    def _client(self, headers: dict[str, str]) -> httpx.Client:
        client = httpx.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False)
        self._clients.append(client)
        return client

    def start_worker(self, make_engine: Any = SmallEngine) -> Worker:
        """Start a grader worker in a thread."""
        gradebooks = GradebookWriter(
            self.campus.database, self.campus.blobs, self.settings, write_records
        )
        self.worker = Worker(self.settings, self.campus.database, Engines(make_engine), gradebooks)
        self._worker_thread = threading.Thread(target=self.worker.run)
        self._worker_thread.start()
        return self.worker

    def stop_worker(self) -> None:
        if self.worker and self._worker_thread:
            self.worker.stop()
            self._worker_thread.join()
            self.worker = self._worker_thread = None

    def update_cohort(self, **values: Any) -> None:
        """Change the demonstration cohort's row."""
        with self.campus.database.write() as session:
            cohort = session.scalars(select(Cohort).where(Cohort.slug == COHORT)).one()
            for name, value in values.items():
                setattr(cohort, name, value)

    def update_assignment(self, **values: Any) -> None:
        """Change the row of the demonstration cohort's assignment."""
        with self.campus.database.write() as session:
            cohort = session.scalars(select(Cohort).where(Cohort.slug == COHORT)).one()
            for name, value in values.items():
                setattr(cohort.assignments[0], name, value)

    def forgive(self) -> None:
        """Forget how many requests anybody has sent."""
        self.rates._buckets.clear()

    def close(self) -> None:
        self.stop_worker()
        for client in self._clients:
            client.close()
        self.loop.call(lambda: self.loop.loop.remove_reader(self.campus.results._bell.fileno()))
        self.campus.close()


class Browser:
    """A person's browser, without a screen."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def get(self, path: str = "") -> httpx.Response:
        return self.client.get(path, headers={"Sec-Fetch-Mode": "navigate"})

    def post(self, path: str, page: str = "", **form: Any) -> httpx.Response:
        """Send a form from a page that was opened before."""
        files = form.pop("files", None)
        token = self.get(page).text.partition('name="xsrf" content="')[2].partition('"')[0]
        return self.client.post(
            path,
            data={"_xsrf": token, **form},
            files=files,
            headers={"Sec-Fetch-Mode": "navigate"},
        )


def solved(files: list[dict[str, str]], answers: Mapping[str, str] = RIGHT) -> dict[str, Any]:
    """Return the body of a hand-in: released files with answers filled in."""
    out = []
    for file in files:
        content = base64.b64decode(file["content"])
        if file["path"].endswith(".ipynb"):
            notebook = json.loads(content)
            for cell in notebook["cells"]:
                if grade_id(cell) in answers:
                    cell["source"] = answers[grade_id(cell)]
            content = json.dumps(notebook).encode()
        out.append({"path": file["path"], "content": base64.b64encode(content).decode()})
    return {"files": out}


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with one released cohort."""
    state = tmp_path_factory.mktemp("released")
    folder = state / "cohorts" / COHORT
    folder.mkdir(parents=True)
    release_course(read_course(COURSES / "licence" / "petit-cours"), folder)
    return state


@pytest.fixture(scope="module")
def module_platform(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A campus for all tests of a file, for tests that change nothing another one looks at."""
    state = tmp_path_factory.mktemp("module") / "state"
    shutil.copytree(released, state)
    loop = Loop()
    platform = Platform(state, loop, people())
    yield platform
    platform.close()
    loop.close()


@pytest.fixture
def state(released: Path, tmp_path: Path) -> Path:
    """A copy of the released state folder for one test."""
    state = tmp_path / "state"
    shutil.copytree(released, state)
    return state


@pytest.fixture
def hub() -> Hub:
    """A hub with one person of every kind."""
    return people()


def people() -> Hub:
    """Return a hub with one person of every kind."""
    hub = Hub()
    hub.add("camille", f"nbgrader-{COHORT}")
    hub.add("yanis", f"nbgrader-{COHORT}")
    hub.add("ines", f"formgrade-{COHORT}")
    hub.add("marc")
    hub.add("zoe")
    hub.add("admin", admin=True)
    return hub


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def platform(state: Path, loop: Loop, hub: Hub) -> Iterator[Platform]:
    platform = Platform(state, loop, hub)
    yield platform
    platform.close()
