"""`enact doctor` says what stands here."""

import json
import os

import pytest
from click.testing import CliRunner

from grading.commands import doctor as command
from grading.commands.doctor import diagnose, doctor
from grading.sandbox import walls
from grading.sandbox.walls import Walls


@pytest.fixture(scope="module")
def shown():
    return CliRunner().invoke(doctor, ["--json"])


def test_the_doctor_lists_every_wall_with_its_man_page(shown):
    found = {wall["name"]: wall["man"] for wall in json.loads(shown.output)["walls"]}
    assert found == dict(walls.WALLS)


def test_a_wall_that_does_not_stand_has_a_reason(shown):
    for wall in json.loads(shown.output)["walls"]:
        assert wall["stands"] == (wall["reason"] == ""), wall


def test_the_exit_status_says_whether_submissions_can_be_graded(shown):
    diagnosis = json.loads(shown.output)
    assert shown.exit_code == bool(diagnosis["lacking"] or diagnosis["failure"])


def test_versions_and_settings_are_told(shown):
    diagnosis = json.loads(shown.output)
    assert diagnosis["versions"]["nbgrader"]
    assert diagnosis["settings"]["wall_time_s"] > 0


def test_a_missing_protection_is_named():
    diagnosis = diagnose(Walls(namespaces=False, landlock_abi=0))
    assert "files" in diagnosis.lacking


def test_a_missing_protection_ends_with_1(monkeypatch):
    monkeypatch.setattr(command, "diagnose", lambda _: diagnose(Walls(seccomp=False)))
    result = CliRunner().invoke(doctor)
    assert result.exit_code == 1
    assert "system-calls cannot be protected" in result.output


def test_without_namespaces_landlock_protects_files():
    diagnosis = diagnose(Walls(namespaces=False))
    assert diagnosis.protections["files"]


def test_a_machine_that_runs_nothing_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    diagnosis = diagnose(Walls())
    assert diagnosis.failure
    assert not any(wall.stands for wall in diagnosis.walls)


def test_the_text_names_what_protects(shown):
    result = CliRunner().invoke(doctor)
    assert "landlock(7)" in result.output
    assert ("not needed: the parent is root" in result.output) == (os.geteuid() == 0)
