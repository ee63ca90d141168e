"""The site's own words in each language, from Babel catalogues, and numbers as each writes them."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from enact_site.settings import LANGUAGES

LOCALES = Path(__file__).parent.parent / "locales"
NARROW_SPACE = "\u202f"
FRENCH_SIGN = re.compile(r" (?=[:;?!»])")


@dataclass(frozen=True)
class Words:
    """Words and number formats of one language."""

    language: str
    messages: Mapping[str, str]

    def __call__(self, message: str, **values: object) -> str:
        """Return a message in this language, with its `{names}` filled in.

        Raises:
            KeyError: the French catalogue lacks the message.
        """
        text = message if self.language == "en" else self.messages[message]
        return text.format(**values) if values else text

    def text(self, localised: Mapping[str, str]) -> str:
        """Return a course's text in this language, or in the one that it has."""
        text = localised.get(self.language) or next(iter(localised.values()))
        # French never begins a line with a sign that a space precedes.
        return FRENCH_SIGN.sub("\u00a0", text) if self.language_of(localised) == "fr" else text

    def language_of(self, localised: Mapping[str, str]) -> str:
        """Return the language in which `text` answers."""
        return self.language if localised.get(self.language) else next(iter(localised))

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with this language's separators."""
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return format_decimal(value, format=pattern, locale=self.language)

    def hours(self, value: float) -> str:
        """Return a duration in hours, such as `12 h` or `1,5 h`."""
        digits = 0 if float(value).is_integer() else 1
        return f"{self.number(value, digits)}\u00a0h"

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share of 0 to 1 as a percentage."""
        space = NARROW_SPACE if self.language == "fr" else ""
        return f"{self.number(100 * share, digits)}{space}%"

    def date(self, day: datetime.date) -> str:
        """Return a date in full."""
        text = format_date(day, format="long", locale=self.language)
        return re.sub(r"^1 ", "1er ", text) if self.language == "fr" else text


@cache
def words(language: str) -> Words:
    """Return the words of a language.

    Raises:
        ValueError: the site has no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
    if language == "en":
        return Words(language, {})
    path = LOCALES / language / "LC_MESSAGES" / "site.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return Words(language, {str(m.id): str(m.string) for m in catalogue if m.id and m.string})
