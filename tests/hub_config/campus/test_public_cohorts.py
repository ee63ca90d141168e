"""What the public site learns of cohorts."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from grading.cli import main
from hub_config.campus.public_cohorts import public_cohorts, write_cohorts
from hub_config.campus.tables import now

from .conftest import COHORT, Platform

DAY = datetime(2026, 9, 7, 8, tzinfo=UTC)


def listed(platform: Platform) -> list[str]:
    with platform.campus.database.read() as session:
        return [each.cohort for each in public_cohorts(session, now())]


def test_open_cohort_is_public_with_its_dates(platform: Platform, tmp_path: Path) -> None:
    platform.update_cohort(access="open", starts_at=DAY, ends_at=now() + timedelta(days=3))
    path = tmp_path / "cohorts.json"
    with platform.campus.database.read() as session:
        write_cohorts(public_cohorts(session, now()), path)
    found = json.loads(path.read_text())[0]
    assert (found["cohort"], found["course"]) == (COHORT, "petit-cours")
    assert (found["starts_at"][:10], found["open"]) == ("2026-09-07", True)


@pytest.mark.parametrize("access", ["invited", "closed"])
def test_other_cohorts_stay_private(platform: Platform, access: str) -> None:
    platform.update_cohort(access=access)
    assert listed(platform) == []


def test_cohort_that_has_ended_is_gone(platform: Platform) -> None:
    platform.update_cohort(access="open", ends_at=now() - timedelta(days=1))
    assert listed(platform) == []


def test_unchanged_file_keeps_its_date(tmp_path: Path) -> None:
    path = tmp_path / "cohorts.json"
    write_cohorts([], path)
    first = path.stat().st_mtime_ns
    write_cohorts([], path)
    assert path.stat().st_mtime_ns == first


def test_command_writes_the_file(
    platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.update_cohort(access="open")
    monkeypatch.setenv("ENACT_STATE", str(platform.settings.state))
    monkeypatch.setenv("ENACT_COURSES", str(platform.settings.courses))
    path = tmp_path / "cohorts.json"
    done = CliRunner().invoke(main, ["cohorts", "export", str(path)])
    assert done.output.endswith("1 cohort\n"), done.output
    assert [each["cohort"] for each in json.loads(path.read_text())] == [COHORT]
