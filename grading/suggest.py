"""The closest name to a mistyped one, for messages that say what to write instead."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that looks most like the word, or None if none comes close."""
    found = get_close_matches(word, sorted(choices), n=1, cutoff=0.6)
    return found[0] if found else None


def advice(word: str, choices: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?`, or the list of choices if none comes close.

    The text begins with a space so that it can follow a sentence; it is empty without choices.
    """
    names = sorted(set(choices))
    if not names:
        return ""
    closest = nearest(word, names)
    if closest:
        return f" Did you mean {closest!r}?"
    return f" Choices: {', '.join(map(repr, names))}."
