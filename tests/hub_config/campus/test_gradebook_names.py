"""Names of students in nbgrader's gradebook, which its formgrader shows."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hub_config.campus.gradebooks import name_students


@pytest.fixture
def gradebook(tmp_path: Path) -> Path:
    path = tmp_path / "gradebook.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE student (id TEXT, first_name TEXT, last_name TEXT)")
        connection.executemany(
            "INSERT INTO student VALUES (?, ?, ?)",
            [("camille", None, None), ("yanis", "Yanis", "B."), ("zoe", None, None)],
        )
    return path


def shown(gradebook: Path) -> dict[str, tuple[str, str]]:
    with closing(sqlite3.connect(gradebook)) as connection:
        return {row[0]: row[1:] for row in connection.execute("SELECT * FROM student")}


def test_students_get_their_names(gradebook: Path) -> None:
    name_students(gradebook, {"camille": "Camille de La Tour", "zoe": "zoe"})
    found = shown(gradebook)
    assert (found["camille"], found["zoe"]) == (("Camille", "de La Tour"), ("", "zoe"))


def test_a_name_given_by_an_instructor_stays(gradebook: Path) -> None:
    name_students(gradebook, {"yanis": "Yanis Benali"})
    assert shown(gradebook)["yanis"] == ("Yanis", "B.")
