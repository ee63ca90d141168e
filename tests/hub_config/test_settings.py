"""The platform's settings: typed, from the environment, and no unknown name goes unnoticed."""

import pytest

from hub_config.ports import Ports
from hub_config.settings import SettingsError, read_settings
from hub_config.start import programs
from hub_config.vault import Secrets


def test_without_variables_the_platform_answers_on_port_8000():
    settings = read_settings({})
    assert settings.url == "http://127.0.0.1:8000"


def test_a_variable_sets_the_setting_of_its_name():
    assert read_settings({"ENACT_PORT": "9000"}).port == 9000


def test_the_state_folder_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_settings({"ENACT_STATE": "state"}).state_folder == tmp_path / "state"


def test_an_unknown_name_is_an_error_that_names_the_closest_one():
    with pytest.raises(SettingsError, match=r"no setting ENACT_PROT\. Did you mean ENACT_PORT\?"):
        read_settings({"ENACT_PROT": "9000"})


def test_a_value_out_of_range_is_an_error_that_shows_it():
    with pytest.raises(SettingsError, match=r"ENACT_PORT='70000'.*less than or equal to 65535"):
        read_settings({"ENACT_PORT": "70000"})


@pytest.mark.parametrize("name", ["ENACT_CAMPUS_LANGUAGE", "ENACT_GRADING_JOBS"])
def test_settings_of_the_other_programs_are_left_to_them(name):
    read_settings({name: "1"})


@pytest.mark.parametrize(("given", "spoken"), [({}, "en"), ({"ENACT_CAMPUS_LANGUAGE": "fr"}, "fr")])
def test_the_campus_speaks_the_platforms_language_unless_told_otherwise(monkeypatch, given, spoken):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings({"ENACT_LANGUAGE": "en"})
    ports = Ports(hub=1, proxy_api=2, campus=3, site=4)
    environments = {each.name: each.environment for each in programs(settings, ports, Secrets())}
    assert environments["campus"]["ENACT_CAMPUS_LANGUAGE"] == spoken
