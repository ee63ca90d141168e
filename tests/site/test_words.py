import datetime
import re
from pathlib import Path

import pytest

from enact_site import words as module
from enact_site.words import words

SITE = Path(module.__file__).parent.parent


def test_french_writes_decimal_commas_and_narrow_spaces():
    assert words("fr").percent(0.385, 1) == "38,5\u202f%"


def test_english_writes_decimal_points():
    assert words("en").percent(0.385, 1) == "38.5%"


def test_french_groups_thousands():
    assert words("fr").number(5563378) == "5\u202f563\u202f378"


def test_dates_are_in_the_language():
    assert words("fr").date(datetime.date(2026, 11, 22)) == "22 novembre 2026"


def test_unknown_language_is_refused_with_the_choices():
    with pytest.raises(ValueError, match="expected one of fr, en"):
        words("de")


def test_a_text_in_one_language_is_shown_in_that_language():
    assert words("en").text({"fr": "Bonjour"}) == "Bonjour"


def test_french_signs_stay_on_the_line_of_their_word():
    assert words("fr").text({"fr": "IA : les bases"}) == "IA\u00a0: les bases"


def test_every_message_of_the_french_catalogue_is_still_used():
    paths = [*SITE.glob("enact_site/**/*.py"), *SITE.glob("templates/*.j2")]
    sources = re.sub(r'"\s*\n\s*"', "", "\n".join(path.read_text("utf-8") for path in paths))
    unused = [message for message in words("fr").messages if message not in sources]
    assert unused == []


def test_placeholders_are_the_same_in_both_languages():
    names = re.compile(r"{(\w+)}")
    wrong = [
        message
        for message, french in words("fr").messages.items()
        if set(names.findall(message)) != set(names.findall(french))
    ]
    assert wrong == []
