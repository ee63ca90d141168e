"""What a notebook server does not do again for each page of JupyterLab."""

import json

import jsonschema
import pytest
from jupyterlab_server import settings_utils

from hub_config.notebook_server import formats, trust_schemas
from hub_config.spawner import NOTEBOOK


def test_formats_of_export_are_known_with_their_types() -> None:
    assert formats()["html"] == {"output_mimetype": "text/html"}
    assert "notebook" in formats()


def test_settings_of_a_person_are_checked_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_utils, "Validator", settings_utils.Validator)
    trust_schemas()
    settings_utils.Validator.check_schema({"type": "no such type"})
    with pytest.raises(jsonschema.ValidationError):
        settings_utils.Validator({"type": "object"}).validate([])


@pytest.mark.parametrize("role", ["student", "instructor", "grader"])
def test_no_page_asks_whether_jupyterlab_should_be_built_again(role: str) -> None:
    config = json.loads((NOTEBOOK / role / "labconfig" / "page_config.json").read_text())
    assert (config["buildAvailable"], config["buildCheck"]) == (False, False)
