"""French and English: every text of the campus exists in both."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import hub_config.campus
from hub_config.campus.errors import Refused
from hub_config.campus.translation import LOCALE, Speech

ROOT = Path(hub_config.campus.__file__).parent
METHODS = [("migrations/**", "ignore"), ("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
PLACES = re.compile(r"%\((\w+)\)s")
MOMENT = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)


def texts() -> dict[str, tuple[str, ...]]:
    """Return the messages of code and templates, by their first form."""
    found = {}
    for _, _, message, _, _ in extract_from_dir(ROOT, METHODS, keywords=KEYWORDS):
        forms = message if isinstance(message, tuple) else (message,)
        found[forms[0]] = forms
    return found


def french() -> dict[str, tuple[str, ...]]:
    with (LOCALE / "fr" / "LC_MESSAGES" / "campus.po").open("rb") as file:
        catalog = read_po(file)
    found = {}
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            string = message.string
            found[key] = string if isinstance(string, tuple | list) else (string,)
    return found


def test_every_text_has_its_french() -> None:
    known = {key for key, forms in french().items() if all(forms)}
    assert sorted(set(texts()) - known) == []


def test_no_french_is_left_over() -> None:
    assert sorted(set(french()) - set(texts())) == []


def test_both_languages_fill_in_the_same_places() -> None:
    known = french()
    odd = [
        key
        for key, forms in texts().items()
        if {p for f in forms for p in PLACES.findall(f)}
        != {p for f in known[key] for p in PLACES.findall(f)}
    ]
    assert odd == []


@pytest.mark.parametrize(
    ("language", "shown"), [("fr", "22 novembre 2026 à 09:05"), ("en", "22 November 2026, 09:05")]
)
def test_moments_are_shown_in_the_platforms_zone(language: str, shown: str) -> None:
    assert Speech(language, "Europe/Paris").moment(MOMENT) == shown


@pytest.mark.parametrize(("language", "shown"), [("fr", "12,5"), ("en", "12.5")])
def test_numbers_have_the_mark_of_their_language(language: str, shown: str) -> None:
    assert Speech(language, "Europe/Paris").number(12.5) == shown


def test_values_of_a_refusal_are_filled_in() -> None:
    refusal = Refused(409, "too-late", "This course ended on %(ends_at)s.", None, ends_at=MOMENT)
    said = Speech("fr", "Europe/Paris").explain(refusal)
    assert said == "Ce cours s'est terminé le 22 novembre 2026 à 09:05."
