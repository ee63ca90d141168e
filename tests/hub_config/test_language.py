"""French by default, English for who asks for it, and every text has both."""

import re
from pathlib import Path

import pytest

import hub_config
from hub_config.language import negotiate, texts, translator

SOURCES = Path(hub_config.__file__).parent
MARKED = re.compile(r"""(?:\b_|translate)\(\s*"([^"]+)"|refuse\(\s*"([^"]+)"|text = "([^"]+)\"""")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("de", "fr"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("de,en;q=0.5,fr;q=0.2", "en"),
        ("en;q=0,fr", "fr"),
        ("en;q=nonsense", "fr"),
        ("*", "fr"),
    ],
)
def test_the_language_is_the_one_that_the_browser_prefers(header, language):
    assert negotiate(header) == language


def test_places_in_a_text_are_filled_in():
    assert translator("fr")("attempt {number}", number=2) == "tentative 2"


def test_an_english_reader_sees_the_text_itself():
    assert translator("en")("Sign in") == "Sign in"


def _marked_texts():
    files = [*SOURCES.glob("*.py"), *(SOURCES / "templates").glob("*.html")]
    for path in files:
        for match in MARKED.finditer(path.read_text()):
            yield next(group for group in match.groups() if group)


def test_every_marked_text_has_a_french_form():
    assert {text for text in _marked_texts() if text not in texts("fr")} == set()
