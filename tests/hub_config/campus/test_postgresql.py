"""The campus on PostgreSQL: the same life of a submission as on SQLite."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from hub_config.campus.tables import Base, Job

from .conftest import COHORT, Hub, Loop, Platform
from .postgresql import PostgresServer
from .test_api import SUBMISSIONS, hand_in
from .test_faults import Faults, importable, one_run

__all__ = ["importable"]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def platform(server: PostgresServer, state: Path, loop: Loop, hub: Hub) -> Iterator[Platform]:
    server.empty()
    platform = Platform(state, loop, hub, database_url=server.url)
    yield platform
    platform.close()


def result(platform: Platform, key: str) -> dict[str, Any]:
    found: dict[str, Any] = (
        platform.api("camille").get(f"api/submissions/{key}", params={"wait": 30}).json()
    )
    return found


def test_migrations_make_the_tables_that_the_code_uses(platform: Platform) -> None:
    with platform.campus.database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_submission_is_graded(platform: Platform) -> None:
    platform.start_worker()
    key = hand_in(platform.api("camille")).json()["submission_id"]
    found = result(platform, key)
    assert (found["status"], found["score"]) == ("graded", 2.0)


def test_many_at_once_are_all_graded_once(platform: Platform) -> None:
    platform.update_assignment(burst=None)
    platform.start_worker()
    keys = [hand_in(platform.api(who)).json()["submission_id"] for who in ("camille", "yanis") * 10]
    states = [
        platform.api("ines").get(f"api/submissions/{key}", params={"wait": 30}).json()["status"]
        for key in keys
    ]
    assert states == ["graded"] * 20
    attempts = platform.api("camille").get(SUBMISSIONS).json()["submissions"]
    assert [each["attempt"] for each in attempts] == list(range(10, 0, -1))


def test_restart_of_the_server_loses_nothing(server: PostgresServer, platform: Platform) -> None:
    platform.start_worker()
    first = hand_in(platform.api("camille")).json()["submission_id"]
    server.stop()
    refused = platform.api("camille").get(f"api/cohorts/{COHORT}/assignments")
    assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
    server.start()
    assert result(platform, first)["status"] == "graded"
    second = hand_in(platform.api("camille")).json()["submission_id"]
    assert result(platform, second)["status"] == "graded"


class Outages(Faults):
    """Restarts of the database's server, besides everything else."""

    server: PostgresServer

    def strike(self) -> None:
        """Let something go wrong, the database most of the time."""
        if self.random.random() < 0.4:
            super().strike()
            return
        self.server.stop()
        time.sleep(self.random.uniform(0.1, 0.5))
        self.server.start()


@pytest.mark.slow
def test_restarts_in_a_burst_lose_nothing_and_grade_nothing_twice(
    server: PostgresServer, state: Path, loop: Loop, importable: None
) -> None:
    server.empty()
    Outages.server = server
    one_run(state, loop, 7, Outages, database_url=server.url)


def test_gradebook_follows(platform: Platform) -> None:
    platform.start_worker()
    result(platform, hand_in(platform.api("camille")).json()["submission_id"])
    ends = time.monotonic() + 20
    waiting: int | None = 1
    while waiting and time.monotonic() < ends:
        with platform.campus.database.read() as session:
            waiting = session.scalar(select(func.count()).select_from(Job))
        time.sleep(0.05)
    assert waiting == 0
