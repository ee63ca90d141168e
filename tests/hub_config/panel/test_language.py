"""The language in which JupyterLab opens from campus."""

import json
from pathlib import Path

import pytest

from hub_config.notebook_server import TRANSLATION_SETTINGS, speak


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", str(tmp_path))
    return tmp_path / TRANSLATION_SETTINGS


def test_jupyterlab_speaks_the_language_of_the_page(settings: Path) -> None:
    speak("en")
    assert json.loads(settings.read_text()) == {"locale": "en"}
    speak("fr")
    assert json.loads(settings.read_text()) == {"locale": "fr_FR"}


def test_other_settings_of_the_person_stay(settings: Path) -> None:
    settings.parent.mkdir(parents=True)
    settings.write_text('{"stringsPrefix": "!!", "locale": "en"}')
    speak("fr")
    assert json.loads(settings.read_text()) == {"stringsPrefix": "!!", "locale": "fr_FR"}
