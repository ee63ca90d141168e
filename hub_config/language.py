"""French or English: which one a person reads, and the hub's own texts in it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

Language = Literal["fr", "en"]
LOCALE = Path(__file__).parent / "locale"


def negotiate(accepted: str, default: Language = "fr") -> Language:
    """Choose the language for an `Accept-Language` header.

    Source: RFC 9110 section 12.5.4; a range without a weight weighs 1.
    """
    weights: dict[Language, float] = {}
    for part in accepted.split(","):
        name, _, parameter = part.strip().partition(";")
        language = name.strip().lower().split("-")[0]
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1) if parameter else 1.0
        except ValueError:
            weight = 0.0
        for known in ("fr", "en"):
            if language == known:
                weights[known] = max(weight, weights.get(known, 0.0))
    liked = {language: weight for language, weight in weights.items() if weight > 0}
    if not liked:
        return default
    best = max(liked.values())
    return default if liked.get(default) == best else max(liked, key=lambda each: liked[each])


@cache
def texts(language: Language) -> dict[str, str]:
    """Return the translations of the hub's texts by their English form."""
    path = LOCALE / language / "LC_MESSAGES" / "hub.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str) and isinstance(message.string, str) and message.string
    }


def translator(language: Language) -> Callable[..., str]:
    """Return a function that translates a text and fills in its `{name}` places."""
    known = texts(language)

    def translate(text: str, **values: object) -> str:
        shown = known.get(text, text)
        return shown.format(**values) if values else shown

    return translate
