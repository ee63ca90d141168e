"""`enact autograde` and `enact verify` as an instructor runs them, with the real engine."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Gradebook

from grading.cli import main

STUDENTS = ("ada", "ben", "cyd", "dee", "eve", "fay")


@pytest.fixture
def cohort(course_dir: Path, solved: dict[str, bytes]) -> Path:
    for student in STUDENTS:
        place = course_dir / "submitted" / student / "ps1"
        place.mkdir(parents=True)
        for name, content in solved.items():
            (place / name).write_bytes(content)
    return course_dir


def enact(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def autograde(cohort: Path, *options: str) -> dict[str, Any]:
    result = enact("autograde", "ps1", "--course-dir", cohort, "--json", *options)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_json_tells_every_submission(cohort: Path) -> None:
    found = autograde(cohort, "--student", "a*")
    (row,) = found["submissions"]
    assert (found["graded"], row) == (
        1,
        {
            "student": "ada",
            "outcome": "graded",
            "score": 5.5,
            "max_score": 11.0,
            "needs_manual": True,
            "flags": [],
        },
    )


def test_the_text_tells_how_many_and_how_fast(cohort: Path) -> None:
    result = enact("autograde", "ps1", "--course-dir", cohort, "--student", "a*")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "ps1: 1 graded in " in result.stdout


def test_an_unknown_assignment_is_told_with_the_known_ones(cohort: Path) -> None:
    result = enact("autograde", "ps9", "--course-dir", cohort)
    assert result.exit_code == 1
    assert "there is no assignment 'ps9'; it has ps1." in result.stderr


def test_a_submission_that_cannot_be_read_makes_exit_status_1(cohort: Path) -> None:
    (cohort / "submitted/ada/ps1/arithmetic.ipynb").write_bytes(b"not json")
    result = enact("autograde", "ps1", "--course-dir", cohort, "--student", "a*")
    assert result.exit_code == 1
    assert "ada: refused: arithmetic.ipynb cannot be read as a notebook" in result.stderr


def test_an_unknown_setting_is_told_with_the_closest_one(cohort: Path) -> None:
    (cohort / "enact.toml").write_text("wal_time_s = 3\n")
    result = enact("autograde", "ps1", "--course-dir", cohort)
    assert result.exit_code == 1
    assert "there is no setting 'wal_time_s'. Did you mean 'wall_time_s'?" in result.stderr


def test_a_run_that_was_killed_goes_on_where_it_was(cohort: Path) -> None:
    command = [
        str(Path(sys.executable).parent / "enact"),
        "autograde",
        "ps1",
        "--course-dir",
        str(cohort),
    ]
    environment = {**os.environ, "ENACT_GRADING_BATCH_SIZE": "1", "ENACT_GRADING_JOBS": "1"}
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    records = cohort / "records" / "ps1"
    deadline = time.monotonic() + 120
    while not list(records.glob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    written = len(list(records.glob("*.json")))
    again = autograde(cohort)
    assert (again["skipped"], again["graded"]) == (written, len(STUDENTS) - written)
    with Gradebook(f"sqlite:///{cohort}/gradebook.db", "course") as gradebook:
        scores = [submission.score for submission in gradebook.assignment_submissions("ps1")]
    assert scores == [5.5] * len(STUDENTS)


def test_a_record_can_be_verified(cohort: Path) -> None:
    autograde(cohort, "--student", "ada")
    result = enact("verify", cohort / "records/ps1/ada.json")
    assert (result.exit_code, result.stdout.split(":")[1].split("(")[0].strip()) == (
        0,
        "same verdict",
    )


def test_a_forged_record_is_told(cohort: Path) -> None:
    autograde(cohort, "--student", "ada")
    path = cohort / "records/ps1/ada.json"
    path.write_bytes(path.read_bytes().replace(b'"score":2.5', b'"score":3.0'))
    result = enact("verify", path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["verdict"] == "different"


def test_a_record_of_other_tests_cannot_be_repeated(cohort: Path) -> None:
    autograde(cohort, "--student", "ada")
    (cohort / "source/ps1/data.csv").write_text("a,b\n3,4\n5,6\n")
    result = enact("verify", cohort / "records/ps1/ada.json")
    assert result.exit_code == 2
    assert "the tests changed" in result.stderr


def test_a_file_that_is_no_record_is_told(cohort: Path) -> None:
    result = enact("verify", cohort / "nbgrader_config.py")
    assert result.exit_code == 1
    assert "this is no grade record" in result.stderr
