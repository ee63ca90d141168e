"""The state folder, its secrets and its ports."""

import socket

import pytest

from hub_config.ports import choose_ports, is_taken, read_ports, write_ports
from hub_config.settings import Settings
from hub_config.state import StateInUse, own_state
from hub_config.vault import read_secrets


@pytest.fixture
def settings(tmp_path):
    return Settings(state=tmp_path / "var", port=8123)


def test_the_state_folder_is_private(settings):
    with own_state(settings):
        assert settings.state_folder.stat().st_mode & 0o077 == 0


def test_a_second_run_is_refused_and_told_who_holds_the_folder(settings):
    with (
        own_state(settings),
        pytest.raises(StateInUse, match=r"process \d+, http://127.0.0.1:8123"),
    ):
        with own_state(settings):
            pass


def test_after_a_run_the_folder_is_free_again(settings):
    for _ in range(2):
        with own_state(settings):
            pass


def test_secrets_are_made_once(tmp_path):
    assert read_secrets(tmp_path) == read_secrets(tmp_path)


def test_secrets_are_private(tmp_path):
    read_secrets(tmp_path)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0


def test_every_secret_has_256_bits(tmp_path):
    assert {len(value) for value in read_secrets(tmp_path).model_dump().values()} == {64}


def test_the_ports_of_a_run_differ():
    ports = choose_ports().model_dump().values()
    assert len(set(ports)) == len(ports)


def test_ports_are_read_back_as_written(tmp_path):
    ports = choose_ports()
    write_ports(tmp_path, ports)
    assert read_ports(tmp_path) == ports


def test_a_port_in_use_is_noticed():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert is_taken("127.0.0.1", other.getsockname()[1])


def test_a_free_port_is_not_taken():
    assert not is_taken("127.0.0.1", choose_ports().hub)
