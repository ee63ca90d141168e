"""The operator's settings of the walls come from the environment alone."""

import pytest

from grading.errors import WallError
from grading.sandbox.client import ForkServer
from grading.sandbox.settings import read_walls
from grading.sandbox.walls import PROTECTIONS, Walls


def test_without_settings_everything_is_required():
    assert read_walls() == Walls()
    assert read_walls().required == frozenset(PROTECTIONS)


def test_a_server_without_walls_takes_the_operators(monkeypatch):
    monkeypatch.setenv("ENACT_SANDBOX_NAMESPACES", "0")
    assert ForkServer().walls == Walls(namespaces=False)


def test_lists_are_json(monkeypatch):
    monkeypatch.setenv("ENACT_SANDBOX_REQUIRED", '["files", "limits"]')
    monkeypatch.setenv("ENACT_SANDBOX_READABLE", '["/data"]')
    assert read_walls() == Walls(required=frozenset({"files", "limits"}), readable=("/data",))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("NAMESPACE", "0", "Did you mean 'namespaces'"),
        ("NAMESPACES", "perhaps", "NAMESPACES = 'perhaps'"),
        ("REQUIRED", '["file"]', "REQUIRED"),
        ("REQUIRED", "files", "JSON"),
    ],
)
def test_a_wrong_setting_is_named(name, value, message, monkeypatch):
    monkeypatch.setenv(f"ENACT_SANDBOX_{name}", value)
    with pytest.raises(WallError, match=message):
        read_walls()
