"""Spelling of French and English, by two maintained dictionaries and the courses' own words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import simplemma
from spellchecker import SpellChecker

from grading.course import Course
from grading.quality.finding import Finding
from grading.quality.language import likely_language
from grading.quality.passages import Passage, documents, prose, short_texts

WORDS_FOLDER = "words"
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
SENTENCE_START = re.compile(r"(?:^|[.!?:…«»“”\"(\-*#>|+])\W*$")
ELIDED = frozenset("l d j n s m t c qu jusqu lorsqu puisqu quoiqu quelqu presqu aujourd".split())
SHORTEST = 3


def check_spelling(course: Course) -> Iterator[Finding]:
    """Yield every unknown word, once a file."""
    by_file: dict[tuple[Path, str], list[Passage]] = {}
    for document in documents(course):
        for passage in document.passages:
            by_file.setdefault((passage.path, passage.language), []).append(passage)
    for passage in short_texts(course):
        by_file.setdefault((passage.path, passage.language), []).append(passage)
    courses = course.folder.parent.parent
    for (path, language), passages in by_file.items():
        own = own_words(courses / WORDS_FOLDER / f"{language}.txt")
        for word, line in _unknown_words(passages, language, own):
            message = f"{word!r} is in no {language} dictionary.{_hint(word, language)}"
            message += f" If it is right, add it to {WORDS_FOLDER}/{language}.txt."
            yield Finding(path, line, "spelling", message)


def is_known(word: str, language: str) -> bool:
    """Return whether a dictionary of the language knows a word, in any of its forms."""
    lower = word.lower()
    plain = lower.replace("œ", "oe").replace("æ", "ae")
    words = _dictionary(language)
    return (
        lower in words
        or plain in words
        or any(simplemma.is_known(form, lang=language) for form in (lower, plain, word))
    )


def own_words(path: Path) -> frozenset[str]:
    """Read the list of words that no dictionary has: one a line, `#` begins a comment."""
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word.lower() for line in lines if (word := line.split("#")[0].strip()))


def _unknown_words(
    passages: Iterable[Passage], language: str, own: frozenset[str]
) -> Iterator[tuple[str, int]]:
    places: dict[str, int] = {}
    names: set[str] = set()
    for passage in passages:
        if likely_language(passage) != language:
            continue  # That is a finding of its own; its words would hide it.
        text = prose(passage.text)
        for match in WORD.finditer(text):
            before = text[max(0, match.start() - 20) : match.start()].rsplit("\n", 1)[-1]
            for part in re.split(r"['’\-]", match[0]):
                if _is_not_a_word(part) or part.lower() in own:
                    continue
                if part[0].isupper() and not SENTENCE_START.search(before):
                    names.add(part)
                    continue
                if is_known(part, language):
                    continue
                places.setdefault(part, passage.line_at(match.start()))
    for word, line in places.items():
        # A capital in the middle of a sentence makes a name; it may begin a sentence as well.
        if word not in names:
            yield word, line


def _is_not_a_word(part: str) -> bool:
    """Return whether a part is too short, an elision, an acronym or a name in mixed case."""
    is_mixed = part[1:] != part[1:].lower()
    return len(part) < SHORTEST or part.lower() in ELIDED or is_mixed


def _hint(word: str, language: str) -> str:
    found = _checker(language).correction(word.lower())
    return f" Did you mean {found!r}?" if found and found != word.lower() else ""


@cache
def _checker(language: str) -> SpellChecker:
    return SpellChecker(language=language, distance=1)


@cache
def _dictionary(language: str) -> frozenset[str]:
    return frozenset(_checker(language).word_frequency.dictionary)
