"""One page a course: how good are its tests, question by question and mistake by mistake."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from enact_site.catalogue import COURSE_FOLDERS
from enact_site.course_pages import CatalogueView
from enact_site.pages import Page, other_language
from enact_site.quality import TestQuality, read_quality
from enact_site.render import localised, render
from enact_site.words import words
from grading.course import Course

FOLDER = "tests"
MISTAKES = {
    "arithmetic": "another operation: plus for minus, times for divided by",
    "operands": "the two sides of an operation swapped",
    "comparison": "another comparison: less than for at most",
    "logic": "and for or, a lost not",
    "condition": "a lost filter, a condition turned round",
    "constant": "another number, text or switch",
    "off-by-one": "one element too few",
    "axis": "rows for columns",
    "keyword": "a forgotten option",
    "reduction": "another summary: median for mean, largest for smallest",
    "call": "a forgotten step",
    "missing-copy": "the data of others changed by accident",
    "arguments": "arguments or results in the wrong order",
    "train-test": "training and test data mixed up",
    "statement": "a forgotten line",
}


@dataclass(frozen=True)
class Row:
    """Deliberate mistakes of one question or of one kind.

    Attributes:
        name: what the row is about.
        caught: mistakes that cost points, out of `mutants`.
        place: title of the assignment; empty for a kind of mistake.
    """

    name: str
    caught: int
    mutants: int
    place: str = ""


def quality_pages(view: CatalogueView, language: str) -> list[Page]:
    """Return the page of every course that was measured."""
    pages = []
    for course in view.courses:
        quality = read_quality(view.settings.quality, course)
        if quality is not None:
            pages.append(_page(course, quality, language))
    return pages


def quality_path(course: Course, language: str) -> str:
    """Return the path of a course's page about its tests."""
    return f"{COURSE_FOLDERS[language]}/{FOLDER}/{course.slug}.md"


def _page(course: Course, quality: TestQuality, language: str) -> Page:
    word = words(language)
    solutions = quality.solutions
    titles = {item.slug: localised(word, item.title) for item in course.assignments}
    title = word("How good are the tests of “{course}”?", course=word.text(course.title))
    body = render(
        "quality.md.j2",
        word,
        title=title,
        course_url=f"../{course.slug}.html",
        gate=f"{'../../en' if language == 'fr' else '../..'}/explain/quality-gate.html",
        quality=quality,
        measured=word.date(quality.measured_on),
        equivalent=quality.equivalent,
        questions=[_question(item, titles) for item in solutions if item["mutants"]],
        mistakes=[Row(word(MISTAKES[n]), c, m) for n, c, m in _kinds(solutions) if n in MISTAKES],
    )
    meta = {"hide": ["navigation"], "title": title}
    meta["description"] = word(
        "What was done to the tests of this course before anybody was graded by them."
    )
    other = quality_path(course, other_language(language))
    return Page(language, quality_path(course, language), body, meta, other)


def _question(item: Mapping[str, Any], titles: Mapping[str, str]) -> Row:
    place = titles.get(item["assignment"], item["assignment"])
    return Row(item["solution"], item["caught"], item["mutants"], place)


def _kinds(solutions: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """Return kinds of mistakes with those caught and all, most frequent first."""
    caught: Counter[str] = Counter()
    mutants: Counter[str] = Counter()
    for item in solutions:
        for name, count in item["operators"].items():
            caught[name] += count["caught"]
            mutants[name] += count["mutants"]
    return [(name, caught[name], count) for name, count in mutants.most_common()]
