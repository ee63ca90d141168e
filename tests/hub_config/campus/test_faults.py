"""Submissions survive: every acknowledged one is graded exactly once, whatever dies.

`FAULT_RUNS=200` makes the random test as long as the promise, as `make bench` does.
"""

import os
import random
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event, func, select

from hub_config.campus.database import Database
from hub_config.campus.tables import Job, Result, Submission

from .conftest import COHORT, COURSES, PREFIX, RIGHT, WRONG, Hub, Loop, Platform, solved
from .processes import CONTEXT, PRELOADED, Processes
from .test_api import FILES, SUBMISSIONS, hand_in

pytestmark = pytest.mark.usefixtures("importable")

RUNS = int(os.environ.get("FAULT_RUNS", "1"))
FIRST_SEED = int(os.environ.get("FAULT_FIRST_SEED", "0"))
YEAR_S = 366 * 24 * 3600
STUDENTS = 6
BOTH = RIGHT | {"etendue-solution": "etendue = 41.5"}
ANSWERS = [(WRONG, 0.0), (RIGHT, 2.0), (BOTH, 3.5)]
PATIENCE_S = 90


@pytest.fixture(scope="module")
def importable() -> Iterator[None]:
    """Let other processes import the helpers of these tests."""
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(Path(__file__).parents[1]))
    CONTEXT.set_forkserver_preload(PRELOADED)
    yield
    patch.undo()


class Burst:
    """Students who hand in again and again until each hand-in is acknowledged."""

    def __init__(self, url: str, seed: int) -> None:
        self.url = url
        self.random = random.Random(seed)
        self.acknowledged: dict[str, float] = {}
        self.errors: list[str] = []
        self.threads = [
            threading.Thread(target=self._student, args=(f"s{number}", self.random.random()))
            for number in range(STUDENTS)
        ]

    def _student(self, name: str, seed: float) -> None:
        try:
            self._hand_in(name, seed)
        except AssertionError as error:
            self.errors.append(f"{name}: {error}")

    def _hand_in(self, name: str, seed: float) -> None:
        choice = random.Random(seed)
        headers = {"Authorization": f"token token-{name}", "Accept-Language": "en"}
        with httpx.Client(base_url=self.url, headers=headers, trust_env=False) as client:
            files = self._insist(client, "GET", FILES)["files"]
            for number in range(2):
                answers, score = choice.choice(ANSWERS)
                body = solved(files, answers)
                key = {"Idempotency-Key": f"{name}-{number}"}
                receipt = self._insist(client, "POST", SUBMISSIONS, json=body, headers=key)
                self.acknowledged[receipt["submission_id"]] = score
                time.sleep(choice.random() / 10)

    def _insist(self, client: httpx.Client, method: str, path: str, **options: Any) -> Any:
        ends = time.monotonic() + PATIENCE_S
        while True:
            try:
                answer = client.request(method, path, timeout=10, **options)
                if answer.is_success:
                    return answer.json()
                assert answer.status_code in (500, 503), answer.text
            except httpx.TransportError:
                pass
            assert time.monotonic() < ends, f"{method} {path} was never answered"
            time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def graded(database: Database) -> dict[str, float]:
    with database.read() as session:
        rows = session.execute(
            select(Submission.key, Result.auto_score).join(
                Result, Result.submission_id == Submission.id
            )
        )
        return {key: score for key, score in rows}


def wait_until_done(database: Database) -> None:
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        with database.read() as session:
            if not session.scalar(select(func.count()).select_from(Job)):
                return
        time.sleep(0.1)
    raise AssertionError("submissions are still waiting")


def start(state: Path, loop: Loop, hub: Hub, **more: Any) -> tuple[Processes, str]:
    port = free_port()
    settings: dict[str, Any] = {
        "state": state,
        "courses": COURSES,
        "prefix": PREFIX,
        "listen": f"http://127.0.0.1:{port}",
        "jobs": 2,
        "retry_s": 0.05,
        "max_tries": 100,
        "grader": "campus.small_engine:SlowEngine",
        **more,
    }
    hub_url = f"http://127.0.0.1:{loop.serve(hub.app())}/hub/api"
    processes = Processes(settings, hub_url)
    for name in ("campus", "one", "two"):
        processes.start(name)
    return processes, f"http://127.0.0.1:{port}{PREFIX}"


def students() -> Hub:
    hub = Hub()
    for number in range(STUDENTS):
        hub.add(f"s{number}", f"nbgrader-{COHORT}")
    return hub


class Faults:
    """What can go wrong, one thing after another, each for a moment."""

    def __init__(self, processes: Processes, hub: Hub, choice: random.Random) -> None:
        self.processes = processes
        self.hub = hub
        self.random = choice
        self.kinds = [self.kill, self.kill, self.full_disk, self.silence, self.clock, self.no_hub]

    def strike(self) -> None:
        """Let something go wrong."""
        self.random.choice(self.kinds)()

    def kill(self) -> None:
        """Kill a process; another one follows."""
        self.processes.restart(self.random.choice(["campus", "one", "two", "two"]))

    def full_disk(self) -> None:
        """Let nothing be written for a moment."""
        for name in ("campus", "one", "two"):
            self.processes.fill_disk(name, is_full=True)
        self._wait()
        for name in ("campus", "one", "two"):
            self.processes.fill_disk(name, is_full=False)

    def silence(self) -> None:
        """Let a worker stand still in the middle of its work."""
        self.processes.freeze("one", is_frozen=True)
        self._wait()
        self.processes.freeze("one", is_frozen=False)

    def clock(self) -> None:
        """Set the clock somewhere else."""
        self.processes.clock.shift_s.value = self.random.choice([-YEAR_S, -7200, 0, 7200, YEAR_S])

    def no_hub(self) -> None:
        """Let the hub not answer."""
        self.hub.is_down = True
        self._wait()
        self.hub.is_down = False

    def _wait(self) -> None:
        time.sleep(self.random.uniform(0.1, 0.5))


@pytest.mark.slow
@pytest.mark.timeout(200 + 60 * RUNS)
def test_random_faults_lose_nothing_and_grade_nothing_twice(
    released: Path, tmp_path: Path, loop: Loop
) -> None:
    for seed in range(FIRST_SEED, FIRST_SEED + RUNS):
        state = tmp_path / f"run-{seed}"
        shutil.copytree(released, state)
        one_run(state, loop, seed)
        shutil.rmtree(state)


def one_run(state: Path, loop: Loop, seed: int, faults: Any = Faults, **settings: Any) -> None:
    choice = random.Random(seed)
    hub = students()
    processes, url = start(state, loop, hub, **settings)
    burst = Burst(url, seed)
    for thread in burst.threads:
        thread.start()
    try:
        happening = faults(processes, hub, choice)
        while any(thread.is_alive() for thread in burst.threads):
            time.sleep(choice.uniform(0.2, 1.0))
            happening.strike()
            processes.revive()
        time.sleep(1.0)
        processes.revive()
        database = Database(settings.get("database_url") or sqlite(state))
        wait_until_done(database)
        assert burst.errors == [], f"seed {seed}"
        assert len(burst.acknowledged) == 2 * STUDENTS, f"seed {seed}"
        assert graded(database) == burst.acknowledged, f"seed {seed}"
        database.close()
    finally:
        processes.stop()


def sqlite(state: Path) -> str:
    """Return the address of a state folder's own database."""
    return f"sqlite:///{state / 'campus' / 'campus.sqlite'}"


def below(pid: int, words: bytes) -> list[int]:
    """Return the processes below a process whose command line contains some words."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            if words in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
            found += below(int(child), words)
    return found


@pytest.mark.slow
def test_fork_server_killed_again_and_again_changes_no_score(state: Path, loop: Loop) -> None:
    processes, url = start(state, loop, students(), grader="grading.autograde:Grader")
    burst = Burst(url, seed=2)
    killed = 0
    try:
        for thread in burst.threads:
            thread.start()
        ends = time.monotonic() + PATIENCE_S
        while killed < 4 and time.monotonic() < ends:
            time.sleep(0.7)
            for name in ("one", "two"):
                with suppress(FileNotFoundError, ProcessLookupError):
                    for pid in below(processes.pid(name), b"grading.sandbox"):
                        os.kill(pid, signal.SIGKILL)
                        killed += 1
        for thread in burst.threads:
            thread.join()
        database = Database(sqlite(state))
        wait_until_done(database)
        assert burst.errors == []
        assert killed >= 4
        assert graded(database) == burst.acknowledged
        database.close()
    finally:
        processes.stop()


def test_worker_killed_while_it_grades_is_replaced_at_once(state: Path, loop: Loop) -> None:
    processes, url = start(state, loop, students())
    try:
        burst = Burst(url, seed=1)
        for thread in burst.threads:
            thread.start()
        for thread in burst.threads:
            thread.join()
        processes.kill("one")
        processes.kill("two")
        processes.start("three")
        database = Database(sqlite(state))
        wait_until_done(database)
        assert graded(database) == burst.acknowledged
        database.close()
    finally:
        processes.stop()


def count(platform: Platform) -> int:
    with platform.campus.database.read() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


def test_full_disk_refuses_and_stores_nothing(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(platform.api("camille"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hub_config.campus.blobs.os.fsync", full)
    answer = hand_in(platform.api("yanis"))
    monkeypatch.undo()
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "Retry-After" in answer.headers
    assert count(platform) == 1


@contextmanager
def limited(platform: Platform, pragma: str) -> Iterator[None]:
    """Let SQLite refuse to write as it does on a read-only or full disk."""
    engine = platform.campus.database.engine

    def limit(connection: Any, record: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "checkout", limit)
    yield
    event.remove(engine, "checkout", limit)
    engine.dispose()


def test_database_that_cannot_be_written_refuses_and_keeps_what_it_has(
    platform: Platform,
) -> None:
    yanis = platform.api("yanis")
    body = solved(yanis.get(FILES).json()["files"])
    hand_in(platform.api("camille"))
    with limited(platform, "query_only=ON"):
        answer = yanis.post(SUBMISSIONS, json=body)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert count(platform) == 1


def test_database_on_a_full_disk_keeps_every_acknowledged_submission(platform: Platform) -> None:
    platform.update_assignment(burst=None)
    client = platform.api("camille")
    body = solved(client.get(FILES).json()["files"])
    acknowledged = 0
    with limited(platform, "max_page_count=1"):
        while (answer := client.post(SUBMISSIONS, json=body)).status_code == 201:
            acknowledged += 1
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert count(platform) == acknowledged


def test_after_a_full_disk_handing_in_works_again(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hub_config.campus.blobs.os.fsync", full)
    hand_in(platform.api("camille"))
    monkeypatch.undo()
    assert hand_in(platform.api("camille")).status_code == 201


def test_engine_that_fails_gives_no_score_and_runs_again(platform: Platform) -> None:
    from .small_engine import FailingEngine

    FailingEngine.failures = 3
    platform.start_worker(FailingEngine)
    client = platform.api("camille")
    key = hand_in(client).json()["submission_id"]
    found = client.get(f"api/submissions/{key}", params={"wait": 30}).json()
    assert (found["status"], found["score"]) == ("graded", 2.0)


def test_engine_that_never_works_ends_without_a_score(state: Path, loop: Loop, hub: Hub) -> None:
    from .small_engine import FailingEngine

    platform = Platform(state, loop, hub, max_tries=2)
    try:
        FailingEngine.failures = 99
        platform.start_worker(FailingEngine)
        client = platform.api("camille")
        key = hand_in(client).json()["submission_id"]
        found = client.get(f"api/submissions/{key}", params={"wait": 30}).json()
        assert (found["status"], found["score"]) == ("failed", None)
        assert found["message"].startswith("The platform could not grade this submission.")
    finally:
        platform.close()


def test_hub_that_does_not_answer_asks_to_come_back(platform: Platform) -> None:
    platform.hub.is_down = True
    answer = platform.api("camille").get("api/cohorts")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "Retry-After" in answer.headers


def test_too_long_a_queue_asks_to_wait(state: Path, loop: Loop, hub: Hub) -> None:
    platform = Platform(state, loop, hub, queue_limit=1)
    try:
        hand_in(platform.api("camille"))
        answer = hand_in(platform.api("yanis"))
        assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests")
        assert answer.headers["Retry-After"] == "60"
    finally:
        platform.close()
