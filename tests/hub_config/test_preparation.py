"""What is made before the hub starts, and what a second start leaves alone."""

import os
import sqlite3
import sys
from contextlib import closing

import pytest

from hub_config.preparation import (
    _name_students,
    demo_cohorts,
    fingerprint,
    note_groups,
    pending_groups,
)
from hub_config.settings import Settings


@pytest.fixture
def settings(tmp_path):
    for cohort in ("ia-demo", "biologie-demo"):
        (tmp_path / "cohorts" / cohort / "release").mkdir(parents=True)
    (tmp_path / "cohorts" / "ia-2026" / "release").mkdir(parents=True)
    (tmp_path / "cohorts" / "unfinished-demo").mkdir()
    return Settings(state=tmp_path)


def test_demo_cohorts_are_the_released_ones(settings):
    assert demo_cohorts(settings) == ["biologie-demo", "ia-demo"]


def test_students_and_the_instructor_get_the_groups_of_a_new_cohort(settings):
    groups = pending_groups(settings)
    assert groups["nbgrader-ia-demo"] == {"users": ["camille", "yanis"]}
    assert groups["formgrade-ia-demo"] == {"users": ["ines"]}


def test_groups_are_given_once(settings):
    note_groups(settings)
    assert pending_groups(settings) == {}


def test_a_course_that_is_added_later_gives_its_groups_only(settings, tmp_path):
    note_groups(settings)
    (tmp_path / "cohorts" / "chimie-demo" / "release").mkdir(parents=True)
    assert set(pending_groups(settings)) == {"nbgrader-chimie-demo", "formgrade-chimie-demo"}


def test_a_fingerprint_changes_with_any_file(tmp_path):
    (tmp_path / "a.py").write_text("1")
    before = fingerprint([tmp_path])
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.py").write_text("2")
    assert fingerprint([tmp_path]) != before


def test_a_fingerprint_stays_while_nothing_changes(tmp_path):
    (tmp_path / "a.py").write_text("1")
    assert fingerprint([tmp_path]) == fingerprint([tmp_path])


def test_students_have_names_in_a_gradebook(tmp_path, monkeypatch):
    from nbgrader.api import Gradebook

    # nbgrader calls the program `alembic` when it makes a gradebook.
    monkeypatch.setenv("PATH", f"{sys.prefix}/bin", prepend=os.pathsep)
    path = tmp_path / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_student("camille")
    _name_students(path)
    _name_students(path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT id, first_name, last_name FROM student").fetchall()
    assert sorted(rows) == [("camille", "Camille", "Martin"), ("yanis", "Yanis", "Benali")]
