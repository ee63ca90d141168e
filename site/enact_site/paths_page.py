"""Learning paths: which course after which, from bachelor to doctorate and for companies."""

from enact_site.catalogue import LEVEL_NAMES, course_path
from enact_site.course_pages import CatalogueView
from enact_site.pages import Page, other_language
from enact_site.render import localised, render
from enact_site.words import Words, words
from grading.course import Course
from grading.schema import LEVELS

PATHS = {"fr": "parcours.md", "en": "paths.md"}


def paths_page(view: CatalogueView, language: str) -> Page:
    """Return the page of the learning paths."""
    word = words(language)
    columns = [
        {
            "name": word(LEVEL_NAMES[level]),
            "courses": [
                _course(view, word, course) for course in view.courses if course.level == level
            ],
        }
        for level in LEVELS
    ]
    body = render("paths.md.j2", word, columns=[column for column in columns if column["courses"]])
    meta = {"title": word("Learning paths"), "order": 20, "hide": ["navigation", "toc"]}
    meta["description"] = word("Which course after which, from bachelor to doctorate.")
    return Page(language, PATHS[language], body, meta, PATHS[other_language(language)])


def _course(view: CatalogueView, word: Words, course: Course) -> dict[str, object]:
    path = course_path(course, word.language).removesuffix(".md")
    after = [
        {
            "title": localised(word, other.title),
            "url": f"{course_path(other, word.language).removesuffix('.md')}.html",
        }
        for other in view.neighbours[course.slug].after
    ]
    return {
        "title": localised(word, course.title),
        "url": f"{path}.html",
        "hours": word.hours(course.hours),
        "after": after,
    }
