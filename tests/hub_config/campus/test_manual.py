"""Scores that instructors give in the formgrader reach the student."""

import sqlite3
import time
from contextlib import closing

import pytest
from sqlalchemy import func, select

from hub_config.campus.tables import Job

from .conftest import ASSIGNMENT, COHORT, RIGHT, WRONG, Platform
from .test_api import hand_in

GIVE = """
UPDATE grade SET manual_score = ?, needs_manual_grade = 0
WHERE cell_id IN (SELECT id FROM base_cell WHERE name = ?)
"""


def graded(platform: Platform, answers: dict[str, str] = RIGHT) -> str:
    """Hand in and wait until the gradebook shows the result."""
    client = platform.api("camille")
    key = str(hand_in(client, answers).json()["submission_id"])
    client.get(f"api/submissions/{key}", params={"wait": 20})
    deadline = time.monotonic() + 20
    while _pending(platform) and time.monotonic() < deadline:
        time.sleep(0.05)
    return key


def _pending(platform: Platform) -> int:
    with platform.campus.database.read() as session:
        return session.scalar(select(func.count()).select_from(Job)) or 0


def give(platform: Platform, points: float | None, question: str) -> None:
    """Do what the formgrader does when an instructor enters a score."""
    path = platform.settings.cohorts_folder / COHORT / "gradebook.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(GIVE, (points, question)).rowcount > 0


def state(platform: Platform, key: str) -> tuple[float, bool]:
    platform.campus.manual._checked.clear()
    found = platform.api("camille").get(f"api/submissions/{key}").json()
    return found["score"], found["needs_manual"]


@pytest.fixture(autouse=True)
def worker(platform: Platform) -> None:
    platform.start_worker()


def test_gradebook_shows_what_was_graded(platform: Platform) -> None:
    graded(platform)
    path = platform.settings.cohorts_folder / COHORT / "gradebook.db"
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT base_cell.name, grade.auto_score, grade.needs_manual_grade "
            "FROM grade JOIN base_cell ON base_cell.id = grade.cell_id ORDER BY 1"
        ).fetchall()
    assert rows == [("etendue-des-ventes", 0.0, 0), ("limite", None, 1), ("moyenne", 2.0, 0)]


def test_files_lie_where_nbgrader_expects_them(platform: Platform) -> None:
    graded(platform)
    folder = platform.settings.cohorts_folder / COHORT / "submitted" / "camille" / ASSIGNMENT
    assert {path.name for path in folder.iterdir()} == {"resumer.ipynb", "data", "timestamp.txt"}


def test_score_by_hand_is_added(platform: Platform) -> None:
    key = graded(platform)
    give(platform, 2.5, "limite")
    assert state(platform, key) == (4.5, False)


def test_score_by_hand_replaces_the_one_of_tests(platform: Platform) -> None:
    key = graded(platform)
    give(platform, 1.0, "moyenne")
    assert state(platform, key) == (1.0, True)


def test_score_taken_back_is_gone(platform: Platform) -> None:
    key = graded(platform)
    give(platform, 2.5, "limite")
    state(platform, key)
    give(platform, None, "limite")
    assert state(platform, key) == (2.0, True)


def test_earlier_attempt_keeps_its_score_by_hand(platform: Platform) -> None:
    first = graded(platform)
    give(platform, 2.5, "limite")
    state(platform, first)
    graded(platform, WRONG)
    assert state(platform, first) == (4.5, False)


def test_page_tells_that_an_instructor_gave_the_score(platform: Platform) -> None:
    key = graded(platform)
    give(platform, 2.5, "limite")
    platform.campus.manual._checked.clear()
    page = platform.browser("camille", "fr").get(f"submissions/{key}").text
    assert "notée par l'équipe enseignante" in page
