"""The panel's sources: what is built, when, and in which languages."""

import json
import re
from pathlib import Path

from hub_config.panel import build

SOURCES = build.HERE / "src"
FRENCH = build.HERE / "locale" / "fr_FR" / "LC_MESSAGES" / "enact_panel.json"
TEXT = re.compile(r"trans\s*\.(?:__|_n)\(\s*(['\"])((?:\\.|(?!\1).)*)\1", re.DOTALL)


def texts() -> set[str]:
    """Return every text of the panel's sources."""
    return {
        match[2]
        for path in sorted(SOURCES.glob("*.ts"))
        for match in TEXT.finditer(path.read_text())
    }


def test_every_text_of_the_panel_is_in_french() -> None:
    known = set(json.loads(FRENCH.read_text())) - {""}
    assert known == texts()


def test_french_texts_keep_the_places_of_values() -> None:
    french = json.loads(FRENCH.read_text())
    wrong = {
        text
        for text, said in french.items()
        if text and any(re.findall(r"%\d", text) != re.findall(r"%\d", each) for each in said)
    }
    assert wrong == set()


def test_what_is_built_depends_on_what_the_sources_say_alone(tmp_path: Path) -> None:
    for name in build.SOURCES:
        (tmp_path / name).mkdir() if name in ("src", "style") else (tmp_path / name).touch()
    script = tmp_path / "src" / "index.ts"
    script.write_text("1")
    before = build.fingerprint(tmp_path)
    script.touch()
    assert build.fingerprint(tmp_path) == before
    script.write_text("2")
    assert build.fingerprint(tmp_path) != before


def test_nothing_that_is_built_is_committed() -> None:
    ignored = (build.HERE.parent.parent / ".gitignore").read_text().splitlines()
    assert "/hub_config/panel/share/" in ignored
