"""Learning paths: which course after which, from bachelor to doctorate and for companies."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from enact_site.catalogue import LEVEL_NAMES, course_path
from enact_site.course_pages import CatalogueView, nearest
from enact_site.figures.published import DATA
from enact_site.pages import Page, other_language
from enact_site.render import localised, render
from enact_site.words import Words, words
from grading.course import Course
from grading.schema import LEVELS

PATHS = {"fr": "parcours.md", "en": "paths.md"}
SHORTEST = 2


@dataclass(frozen=True)
class LearningPath:
    """A way through several courses, for somebody with an aim."""

    slug: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    courses: tuple[str, ...]


def read_paths(path: Path = DATA / "paths.toml") -> list[LearningPath]:
    """Read the learning paths."""
    found = tomllib.loads(path.read_text("utf-8"))
    return [
        LearningPath(slug, item["title"], item["about"], tuple(item["courses"]))
        for slug, item in found.items()
    ]


def paths_page(view: CatalogueView, language: str) -> Page:
    """Return the page of the learning paths."""
    word = words(language)
    known = {course.slug: course for course in view.courses}
    columns = [
        {
            "name": word(LEVEL_NAMES[level]),
            "courses": [
                _course(view, word, course) for course in view.courses if course.level == level
            ],
        }
        for level in LEVELS
    ]
    found = [_path(word, each, known) for each in read_paths()]
    body = render(
        "paths.md.j2",
        word,
        paths=[each for each in found if len(each["courses"]) >= SHORTEST],
        columns=[column for column in columns if column["courses"]],
    )
    meta = {"title": word("Learning paths"), "order": 20, "hide": ["navigation", "toc"]}
    meta["description"] = word("Which course after which, from bachelor to doctorate.")
    return Page(language, PATHS[language], body, meta, PATHS[other_language(language)])


def next_courses(view: CatalogueView, course: Course) -> Sequence[Course]:
    """Return what comes right after a course, without what comes after that."""
    after = view.neighbours[course.slug].after

    @cache
    def names(slug: str) -> set[str]:
        return {other.slug for other in view.neighbours[slug].after}

    # Two courses may each prepare for parts of the other: neither is then later.
    later = {far for near in after for far in names(near.slug) if near.slug not in names(far)}
    return [other for other in after if other.slug not in later]


def _path(word: Words, path: LearningPath, known: Mapping[str, Course]) -> dict[str, Any]:
    courses = [known[slug] for slug in path.courses if slug in known]
    return {
        "slug": path.slug,
        "title": word.text(path.title),
        "about": word.text(path.about),
        "hours": word.hours(sum(course.hours for course in courses)),
        "courses": [
            {
                "title": localised(word, course.title),
                "url": _url(word, course),
                "level": word(LEVEL_NAMES[course.level]),
                "hours": word.hours(course.hours),
            }
            for course in courses
        ],
    }


def _course(view: CatalogueView, word: Words, course: Course) -> dict[str, object]:
    return {
        "title": localised(word, course.title),
        "url": _url(word, course),
        "hours": word.hours(course.hours),
        "after": [
            {"title": localised(word, other.title), "url": _url(word, other)}
            for other in nearest(course, next_courses(view, course))
        ],
    }


def _url(word: Words, course: Course) -> str:
    return f"{course_path(course, word.language).removesuffix('.md')}.html"
