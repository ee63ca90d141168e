"""The campus under a class that hands in at once, in a quiet hour, and after years of use."""

import asyncio
import importlib.util
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select
from tornado.web import create_signed_value

from hub_config.campus.blobs import BlobStore
from hub_config.campus.database import Database
from hub_config.campus.likeness import Likeness
from hub_config.campus.tables import Job, Result
from tests.benchmarks import campus_rows, pandas_questions
from tests.benchmarks.generated_course import ASSIGNMENT, EXERCISE, make_course
from tests.benchmarks.report import Report
from tests.benchmarks.whole_platform import WholePlatform
from tests.hub_config.campus import postgresql
from tests.hub_config.campus.hub import SCOPE, Hub, Loop

COHORT = "bench-demo"
PREFIX = "/services/campus/"
CLIENT_ID = "service-campus"
BURST_S = 30.0
PAGE_EVERY_S = 0.25
PATIENCE_S = 600


class Service:
    """The campus and one grader worker as they run on a server, below a stand-in for the hub."""

    def __init__(self, state: Path, hub: Hub, database_url: str = "") -> None:
        self.loop = Loop()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.origin = f"http://127.0.0.1:{port}"
        self.url = self.origin + PREFIX
        self.state = state
        environment = os.environ | {
            "ENACT_STATE": str(state),
            "ENACT_COURSES": str(state / "courses"),
            "ENACT_CAMPUS_ATTEMPTS_BURST": "1000",
            "ENACT_CAMPUS_DATABASE_URL": database_url,
            "JUPYTERHUB_API_URL": f"http://127.0.0.1:{self.loop.serve(hub.app())}/hub/api",
            "JUPYTERHUB_API_TOKEN": "service-token",
            "JUPYTERHUB_CLIENT_ID": CLIENT_ID,
            "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
            "JUPYTERHUB_SERVICE_URL": self.origin,
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]),
        }
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", module],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for module in ("hub_config.campus", "hub_config.campus.worker")
        ]
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            try:
                if httpx.get(f"{self.url}api/health").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the campus did not start")

    def database(self) -> Database:
        """Open the campus's database."""
        return Database(f"sqlite:///{self.state / 'campus' / 'campus.sqlite'}")

    def token(self, name: str) -> dict[str, str]:
        """Return the header of a program that acts for somebody."""
        return {"Authorization": f"token token-{name}"}

    def cookie(self, name: str) -> dict[str, str]:
        """Return the cookie of somebody who has signed in."""
        secret = (self.state / "campus" / "cookie_secret").read_bytes()
        value = create_signed_value(secret, CLIENT_ID, f"token-{name}")
        return {"Cookie": f"{CLIENT_ID}={value.decode()}", "Sec-Fetch-Mode": "navigate"}

    def close(self) -> None:
        """Stop all."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()
        self.loop.close()


def run(quick: bool) -> Report:
    """Measure a burst, a quiet hour, a large database and a large staff file."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        _measure_submissions(Path(folder) / "burst", 100 if quick else 500, report)
    with tempfile.TemporaryDirectory() as folder:
        _measure_pages(Path(folder) / "large", 0.05 if quick else 1.0, report)
    with tempfile.TemporaryDirectory() as folder:
        _measure_likeness(Path(folder), 200 if quick else 2000, report)
    return report


def _measure_submissions(state: Path, students: int, report: Report) -> None:
    bodies = _prepare(state, students)
    names = sorted(bodies)
    service = WholePlatform(state, COHORT, [*names, "quiet"])
    try:
        asyncio.run(_warm_up(service, bodies[names[0]]))
        found = asyncio.run(_burst(service, bodies))
        _report_burst(report, students, found)
        quiet = asyncio.run(_quiet(service, bodies[names[0]], 20))
        report.add("quiet: hand in to score on the page, p95", p95(quiet), "s", **at_most(1.0))
        report.details["quiet_s"] = quiet
    finally:
        service.close()


def _prepare(state: Path, students: int) -> dict[str, dict[str, Any]]:
    """Make a state folder with a cohort, and return what each student hands in."""
    course = state / "cohorts" / COHORT
    make_course(course, students, pandas_questions.QUESTIONS, pandas_questions.GIVEN)
    bodies = {}
    for place in sorted((course / "submitted").iterdir()):
        content = (place / ASSIGNMENT / f"{EXERCISE}.ipynb").read_bytes()
        file = {"path": f"{EXERCISE}.ipynb", "content": b64encode(content).decode()}
        bodies[place.name] = {"files": [file]}
    shutil.rmtree(course / "submitted")
    return bodies


SUBMISSIONS = f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}/submissions"


async def _warm_up(service: WholePlatform, body: dict[str, Any]) -> None:
    """Let the grader find out once where the tests of the assignment run."""
    await _hand_in_and_see(service, "quiet", body)


async def _burst(service: WholePlatform, bodies: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Hand in for everybody within `BURST_S`, look at pages meanwhile, wait for the last score."""
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(
        base_url=service.url, timeout=PATIENCE_S, limits=limits, trust_env=False
    ) as client:
        finished = asyncio.Event()
        looking = asyncio.create_task(_look(service, client, sorted(bodies), finished))
        step = BURST_S / len(bodies)

        async def hand_in(name: str, wait_s: float) -> float:
            await asyncio.sleep(wait_s)
            started = time.monotonic()
            answer = await client.post(SUBMISSIONS, json=bodies[name], headers=service.token(name))
            answer.raise_for_status()
            return time.monotonic() - started

        acknowledged = await asyncio.gather(
            *(hand_in(name, place * step) for place, name in enumerate(sorted(bodies)))
        )
        last = time.monotonic()
        await asyncio.to_thread(_wait_for_scores, service, len(bodies) + 1)
        scored = time.monotonic() - last
        finished.set()
        pages = await looking
    return {"acknowledged_s": acknowledged, "last_score_s": scored, "pages_s": pages}


def _wait_for_scores(service: WholePlatform, wanted: int) -> None:
    database = service.database()
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        with database.read() as session:
            if session.scalar(select(func.count()).select_from(Result)) == wanted:
                database.close()
                return
        time.sleep(0.1)
    raise RuntimeError("not every submission was graded")


async def _look(
    service: WholePlatform, client: httpx.AsyncClient, names: list[str], finished: asyncio.Event
) -> list[float]:
    """Open pages of students, one after another, until the burst is over."""
    choice = random.Random(0)
    paths = ["", f"cohorts/{COHORT}", f"cohorts/{COHORT}/assignments/{ASSIGNMENT}"]
    times = []
    while not finished.is_set():
        name = choice.choice(names)
        started = time.monotonic()
        answer = await client.get(choice.choice(paths), headers=service.cookie(name))
        times.append(time.monotonic() - started)
        answer.raise_for_status()
        await asyncio.sleep(PAGE_EVERY_S)
    return times


def _report_burst(report: Report, students: int, found: dict[str, Any]) -> None:
    name = f"{students} students within {BURST_S:g} s"
    report.add(f"{name}: lost", float(students - len(found["acknowledged_s"])), "", **at_most(0))
    acknowledged, pages = p95(found["acknowledged_s"]), p95(found["pages_s"])
    report.add(f"{name}: acknowledged, p95", acknowledged, "s", **at_most(1.0))
    report.add(f"{name}: last score after the last", found["last_score_s"], "s", **at_most(60))
    report.add(f"{name}: pages meanwhile, p95", pages, "s", **at_most(0.5))
    report.details |= found


async def _quiet(service: WholePlatform, body: dict[str, Any], times: int) -> list[float]:
    return [await _hand_in_and_see(service, "quiet", body) for _ in range(times)]


async def _hand_in_and_see(service: WholePlatform, name: str, body: dict[str, Any]) -> float:
    """Hand in, wait as the page does, load the page with the score; return the seconds."""
    async with httpx.AsyncClient(
        base_url=service.url, timeout=PATIENCE_S, trust_env=False
    ) as client:
        started = time.monotonic()
        answer = await client.post(SUBMISSIONS, json=body, headers=service.token(name))
        answer.raise_for_status()
        key = answer.json()["submission_id"]
        state = "queued"
        while state in ("queued", "running"):
            found = await client.get(
                f"api/submissions/{key}", params={"wait": 50}, headers=service.token(name)
            )
            state = found.json()["status"]
        page = await client.get(
            f"cohorts/{COHORT}/assignments/{ASSIGNMENT}", headers=service.cookie(name)
        )
        page.raise_for_status()
        return time.monotonic() - started


def _measure_pages(state: Path, scale: float, report: Report) -> None:
    size = campus_rows.fill(state, scale)
    _open_pages(state, size, "", f"{size.submissions:,} submissions", report)
    if importlib.util.find_spec(postgresql.PACKAGE):
        with closing(postgresql.PostgresServer()) as server:
            campus_rows.copy_to(state, server.url)
            name = f"{size.submissions:,} submissions in PostgreSQL"
            _open_pages(state, size, server.url, name, report)
    report.add("staff file of 5,000 lines: check", *campus_rows.staff_file(state), **at_most(10))
    database = Database(f"sqlite:///{state / 'campus' / 'campus.sqlite'}")
    with database.read() as session:
        report.details["jobs_left"] = session.scalar(select(func.count()).select_from(Job))
    database.close()


def _open_pages(
    state: Path, size: campus_rows.Size, database_url: str, name: str, report: Report
) -> None:
    """Open every page again and again; the first time, which warms it, does not count."""
    hub = Hub()
    hub.users["operator"] = {"admin": True}
    for person, group in size.people_to_look_with:
        hub.add(person, group)
    service = Service(state, hub, database_url)
    try:
        for page, who, path in size.pages:
            times = []
            with httpx.Client(base_url=service.url, timeout=PATIENCE_S, trust_env=False) as client:
                for number in range(25):
                    started = time.monotonic()
                    answer = client.get(path, headers=service.cookie(who))
                    answer.raise_for_status()
                    if number:
                        times.append(time.monotonic() - started)
            report.add(f"{name}: {page}, p95", p95(times), "s", **at_most(0.3))
            report.details[f"{name}: {page}"] = times
    finally:
        service.close()


def _measure_likeness(state: Path, students: int, report: Report) -> None:
    """Compare the work of a large class: all of it for the first time, then once more."""
    blobs = BlobStore(state / "blobs")
    submissions = campus_rows.store_class(blobs, students)
    name = f"similar work of {students:,} students"
    for what, limit in (("read and compared", 30.0), ("compared", 5.0)):
        started = time.monotonic()
        found = Likeness(state / "prints", blobs).pairs(submissions, {})
        report.add(f"{name}: {what}", time.monotonic() - started, "s", **at_most(limit))
        report.details[f"{name}: pairs"] = len(found)


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def at_most(target: float) -> dict[str, Any]:
    """Return the arguments of a figure that must not be larger."""
    return {"target": target, "is_limit": True}
