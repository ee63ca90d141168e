"""The whole build: read, write Markdown, render, check."""

import re
import shutil
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from enact_site.cohorts import calendar, has_dates
from enact_site.contents import documentation_page, search_data, sitemap_page
from enact_site.course_pages import CatalogueView, cards, catalogue_pages, facts
from enact_site.directory import directory_pages
from enact_site.engine import render
from enact_site.figures.pages import FOLDERS, figure_pages
from enact_site.figures.published import read_published
from enact_site.figures.release import statistics_file, write_downloads
from enact_site.fonts import keep_fonts, write_fonts
from enact_site.links import check_links
from enact_site.machine import catalogue_json
from enact_site.pages import Page, copy_files, read_pages, write_pages
from enact_site.paths_page import paths_page
from enact_site.quality_pages import quality_pages
from enact_site.settings import LANGUAGES, OPERATOR, ROOT, SiteSettings
from enact_site.words import Words, words
from grading.course import Catalogue, read_catalogue

SOURCES = ROOT / "site" / "pages"
HOME_CARDS = 6
MARK = re.compile(r"<!-- enact:([\w.]+) -->")


class SiteError(Exception):
    """The site cannot be built as it stands; the message lists every problem."""


@dataclass(frozen=True)
class BuildReport:
    """What a build made.

    Attributes:
        pages: number of pages, all languages together.
        courses: number of courses.
        wall_time_s: seconds for the whole build.
    """

    pages: int
    courses: int
    wall_time_s: float


def build(settings: SiteSettings, tell: Callable[[str], None] = lambda _: None) -> BuildReport:
    """Build the site.

    Args:
        settings: where things are.
        tell: is told, in a few words, what begins.

    Raises:
        CourseError: a course cannot be read.
        EngineError: the engine refused a page.
        SiteError: the finished site has broken links.
    """
    start = time.monotonic()
    tell("reading courses")
    catalogue = read_catalogue(settings.courses)
    tell("writing pages")
    pages = write_sources(settings, catalogue)
    tell("rendering")
    render(settings, pages)
    tell("checking links")
    if broken := check_links(settings.site):
        raise SiteError("broken links:\n" + "\n".join(broken))
    count = sum(len(found) for found in pages.values())
    return BuildReport(count, len(catalogue.courses), time.monotonic() - start)


def write_sources(settings: SiteSettings, catalogue: Catalogue) -> Mapping[str, Sequence[Page]]:
    """Write every Markdown page and file that the engine needs; return the pages."""
    # A first build makes the demo figures; another process does it while the fonts are cut here.
    with ThreadPoolExecutor(1) as aside:
        figures = aside.submit(statistics_file, settings)
        keep_fonts(settings.build / "fonts")
        source = figures.result()
    published = read_published(source)
    view = CatalogueView.of(settings, catalogue, published)
    shutil.rmtree(settings.pages, ignore_errors=True)
    pages = {language: make_pages(view, language) for language in LANGUAGES}
    for language in LANGUAGES:
        folder = settings.pages / language
        pages[language] += figure_pages(published, language, folder)
        write_downloads(settings, source, folder / FOLDERS[language])
        pages[language].append(documentation_page(pages, language))
    for language in LANGUAGES:
        pages[language].append(sitemap_page(pages[language], language))
    write_pages([page for found in pages.values() for page in found], settings.pages)
    for language in LANGUAGES:
        folder = settings.pages / language
        copy_files(SOURCES / language, folder)
        write_fonts(settings.build / "fonts", folder / "assets" / "fonts")
        (folder / "catalogue.json").write_text(catalogue_json(view), "utf-8")
        if has_dates(view.cohorts):
            courses = {course.slug: course for course in catalogue.courses}
            days = calendar(view.cohorts, courses, words(language), settings.today)
            (folder / "cohorts.ics").write_bytes(days.encode())
        (folder / "search-data.js").write_text(search_data(pages[language]), "utf-8")
    return pages


def make_pages(view: CatalogueView, language: str) -> list[Page]:
    """Return the hand-written and the generated pages of one language."""
    written = [fill_in(view, page) for page in read_pages(SOURCES / language, language)]
    return [
        *written,
        *catalogue_pages(view, language),
        *quality_pages(view, language),
        paths_page(view, language),
        *directory_pages(view, language),
    ]


def fill_in(view: CatalogueView, page: Page) -> Page:
    """Replace the marks `<!-- enact:… -->` of a hand-written page by what they stand for."""
    word = words(page.language)
    blocks = {
        "cards": lambda: cards(view, page.language, view.courses[:HOME_CARDS]),
        "facts": lambda: facts(view, page.language),
        "notice": lambda: notice(view.settings, word),
        "today": lambda: word.date(view.settings.today),
    }
    blocks |= {
        f"operator.{key}": partial(word.text, text)
        for key, text in read_operator(view.settings.operator).items()
    }

    def block(found: re.Match[str]) -> str:
        if found[1] not in blocks:
            known = ", ".join(sorted(blocks))
            raise SiteError(f"{page.path}: unknown mark {found[1]!r}; expected one of {known}.")
        return blocks[found[1]]()

    return replace(page, body=MARK.sub(block, page.body))


def notice(settings: SiteSettings, word: Words) -> str:
    """Return what legal pages say while nobody answers for the installation yet."""
    if not settings.operator.samefile(OPERATOR):
        return ""
    text = word(
        "This platform is not open to the public yet: the institution that opens it completes "
        "these lines."
    )
    return (
        f'<div class="demo" role="note"><p><strong>{word("demo")}</strong></p><p>{text}</p></div>'
    )


def read_operator(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Return who answers for this installation, as the legal pages print it.

    Raises:
        SiteError: a line is missing, unknown or lacks a language.
    """
    found = tomllib.loads(path.read_text("utf-8"))
    expected = tomllib.loads(OPERATOR.read_text("utf-8"))
    problems = [f"{path}: {key} is missing." for key in expected if key not in found]
    problems += [f"{path}: unknown key {key!r}." for key in found if key not in expected]
    problems += [
        f"{path}: {key} expects {{ fr = …, en = … }}, got {text!r}."
        for key, text in found.items()
        if not isinstance(text, dict) or set(text) != set(LANGUAGES)
    ]
    if problems:
        raise SiteError("\n".join(problems))
    return found
