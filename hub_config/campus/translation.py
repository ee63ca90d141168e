"""French and English: the campus's texts, dates and numbers in a person's language."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from hub_config.campus.errors import Refused

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("fr", "en")
KEPT = 4096


@cache
def translations(language: str) -> NullTranslations:
    """Return the catalogue of a language; English is the language of the keys."""
    path = LOCALE / language / "LC_MESSAGES" / "campus.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file)
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    buffer.seek(0)
    return GNUTranslations(buffer)


@dataclass(frozen=True)
class Speech:
    """How to speak to one person.

    Attributes:
        language: `fr` or `en`.
        time_zone: name of the zone of dates.
    """

    language: str
    time_zone: str

    def gettext(self, message: str) -> str:
        """Translate."""
        return translations(self.language).gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Translate a message about a number of things."""
        return translations(self.language).ngettext(singular, plural, count)

    def say(self, message: str, **values: object) -> str:
        """Translate and fill in the `%(name)s` places; moments and numbers are formatted."""
        shown = {name: self.show(value) for name, value in values.items()}
        text = self.gettext(message)
        return text % shown if values else text

    def explain(self, refusal: Refused) -> str:
        """Return a refusal's message."""
        return self.say(refusal.message, **refusal.values)

    def show(self, value: object) -> str:
        """Return a value as the person writes it."""
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, int | float):
            return self.number(value)
        # Some values are messages of their own, such as the name of a thing without a name.
        return self.gettext(str(value)) if value else ""

    def moment(self, value: datetime) -> str:
        """Return a date with its time, in the platform's zone."""
        return _moment(value, self.language, self.time_zone)

    def day(self, value: datetime) -> str:
        """Return a date."""
        local = value.astimezone(ZoneInfo(self.time_zone))
        return str(format_date(local.date(), "d MMMM y", locale=self.language))

    def form_field(self, value: datetime | None) -> str:
        """Return a moment as a browser's date field wants it, in the platform's zone."""
        if value is None:
            return ""
        return f"{value.astimezone(ZoneInfo(self.time_zone)):%Y-%m-%dT%H:%M}"

    def number(self, value: float) -> str:
        """Return a number with at most two decimals."""
        return _number(value, self.language)


# A table of scores writes the same few numbers a thousand times.
@lru_cache(maxsize=KEPT)
def _number(value: float, language: str) -> str:
    return str(format_decimal(value, "#,##0.##", locale=language))


@lru_cache(maxsize=KEPT)
def _moment(value: datetime, language: str, time_zone: str) -> str:
    pattern = "d MMMM y 'à' HH:mm" if language == "fr" else "d MMMM y, HH:mm"
    return str(format_datetime(value, pattern, tzinfo=ZoneInfo(time_zone), locale=language))


def filters(speech: Speech) -> dict[str, Callable[..., str]]:
    """Return what templates use to show values."""
    return {
        "moment": speech.moment,
        "day": speech.day,
        "number": speech.number,
        "field": speech.form_field,
    }
