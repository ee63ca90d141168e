"""Where settings come from, and what an unknown one is told."""

from pathlib import Path

import pytest

from grading.settings import SettingsError, read_settings


def test_the_environment_wins_over_the_folders_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "enact.toml").write_text("wall_time_s = 7\nmemory_mb = 700\n")
    monkeypatch.setenv("ENACT_GRADING_WALL_TIME_S", "5")
    settings = read_settings(tmp_path)
    assert (settings.wall_time_s, settings.memory_mb) == (5.0, 700)


def test_an_unknown_key_names_the_closest_one(tmp_path: Path) -> None:
    (tmp_path / "enact.toml").write_text("memory = 700\n")
    with pytest.raises(SettingsError, match=r"enact\.toml: there is no setting 'memory'"):
        read_settings(tmp_path)


def test_an_unknown_variable_names_the_closest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENACT_GRADING_JOB", "2")
    with pytest.raises(SettingsError, match=r"ENACT_GRADING_JOB.*Did you mean 'jobs'"):
        read_settings()


def test_a_value_out_of_range_is_told_with_the_value(tmp_path: Path) -> None:
    (tmp_path / "enact.toml").write_text("wall_time_s = -1\n")
    with pytest.raises(SettingsError, match=r"wall_time_s = -1: .*greater than 0"):
        read_settings(tmp_path)
