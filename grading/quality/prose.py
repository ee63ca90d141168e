"""Checks of what people read: headings, images, figures, links and language."""

import ast
import re
from collections.abc import Iterator
from urllib.parse import unquote

from grading.course import Course
from grading.exercise import read_text_cells
from grading.quality.finding import Finding
from grading.quality.language import likely_language
from grading.quality.passages import Document, Passage, documents, without_code

HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.+?)\s*#*$", re.MULTILINE)
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]+)[^)]*\)")
HTML_IMAGE = re.compile(r"<img\b(?P<attributes>[^>]*)>", re.IGNORECASE)
HTML_ALT = re.compile(r"\balt\s*=\s*(\"[^\"]+\"|'[^']+')", re.IGNORECASE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)[^)]*\)")
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)

FIGURE_IN_WORDS = {"fr": "La figure en mots", "en": "The figure in words"}
DRAWING_CALLS = frozenset({"show", "subplots", "plot", "scatter", "hist", "imshow", "boxplot"})


def check_prose(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with headings, images, links, figures and language."""
    for document in documents(course):
        yield from _check_headings(document)
        for passage in document.passages:
            yield from _check_images(passage)
            yield from _check_links(passage)
            yield from _check_language(passage)
    yield from _check_figures(course)


def _check_headings(document: Document) -> Iterator[Finding]:
    found = [
        (passage.line_at(match.start()), len(match["marks"]), match["title"])
        for passage in document.passages
        for match in HEADING.finditer(without_code(passage.text))
    ]
    if not found or found[0][1] != 1:
        line = found[0][0] if found else 1
        yield Finding(document.path, line, "headings", "no title. Begin with '# Title'.")
    level = 0
    for index, (line, depth, title) in enumerate(found):
        if depth == 1 and index > 0:
            message = f"second title {title!r}. Write it '## {title}'."
            yield Finding(document.path, line, "headings", message)
        if level and depth > level + 1:
            message = f"heading {title!r} has level {depth} after level {level}. Skip no level."
            yield Finding(document.path, line, "headings", message)
        level = depth


def _check_images(passage: Passage) -> Iterator[Finding]:
    text = without_code(passage.text)
    for match in IMAGE.finditer(text):
        if not match["alt"].strip():
            message = f"image {match['target']!r} has no text. Say in the brackets what it shows."
            yield Finding(passage.path, passage.line_at(match.start()), "alt-text", message)
    for match in HTML_IMAGE.finditer(text):
        if not HTML_ALT.search(match["attributes"]):
            message = 'image without alt="…". Say in it what the image shows.'
            yield Finding(passage.path, passage.line_at(match.start()), "alt-text", message)


def _check_links(passage: Passage) -> Iterator[Finding]:
    text = without_code(passage.text)
    for pattern in (LINK, IMAGE):
        for match in pattern.finditer(text):
            target = unquote(match["target"].split("#")[0])
            if not target or SCHEME.match(target):
                continue
            if not (passage.path.parent / target).exists():
                message = f"link to {target!r}: no such file beside this one."
                yield Finding(passage.path, passage.line_at(match.start()), "links", message)


def _check_language(passage: Passage) -> Iterator[Finding]:
    likely = likely_language(passage)
    if likely != passage.language:
        message = f"the text looks like {likely!r}, the course is in {passage.language!r}."
        yield Finding(passage.path, passage.line, "language", message)


def _check_figures(course: Course) -> Iterator[Finding]:
    """A figure has no text of its own in a notebook, so the next cell must say what it shows."""
    words = FIGURE_IN_WORDS[course.language]
    paths = [
        *(lesson.path for module in course.modules for lesson in module.lessons),
        *(exercise.path for found in course.assignments for exercise in found.exercises),
    ]
    for path in paths:
        if path.suffix != ".py":
            continue
        cells = read_text_cells(path, [])
        for cell, following in zip(cells, (*cells[1:], None), strict=True):
            if cell.kind != "code" or cell.metadata or not _draws(cell.source):
                continue
            if (
                following is None
                or following.kind != "markdown"
                or words.lower() not in following.source.lower()
            ):
                message = (
                    "this cell draws a figure that not everyone can see. "
                    f"Describe it in the next cell, after '**{words}.**'."
                )
                yield Finding(path, cell.line, "figure-in-words", message)


def _draws(source: str) -> bool:
    """Return whether code outside functions calls something that draws."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        for node in ast.walk(statement):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in DRAWING_CALLS
            ):
                return True
    return False
