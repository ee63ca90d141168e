"""Templates that write Markdown, and the few ways in which text enters them."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import markdown
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from enact_site.words import Words

TEMPLATES = Path(__file__).parent.parent / "templates"
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
INTRODUCTION = re.compile(r"\A# [^\n]*\n+(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


@cache
def environment() -> Environment:
    """Return the templates' environment; an unknown name in a template is an error."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["inline"] = inline
    return found


def render(template: str, words: Words, **values: object) -> str:
    """Fill in a template of `site/templates/` with a language's words."""
    text = environment().get_template(template).render(_=words, words=words, **values)
    return BLANK_LINES.sub("\n\n", text)


@cache
def inline(text: str) -> Markup:
    """Return one paragraph of Markdown as HTML, without the paragraph around it."""
    html = markdown.markdown(text.strip())
    # The sources are the project's own courses and pages, reviewed like code.
    return Markup(re.sub(r"\A<p>(.*)</p>\Z", r"\1", html, flags=re.DOTALL))  # noqa: S704


def localised(words: Words, text: Mapping[str, str]) -> Markup:
    """Return a course's text as HTML, marked with its language if it is not the page's."""
    language = words.language_of(text)
    html = inline(words.text(text))
    if language == words.language:
        return html
    return Markup('<span lang="{}">{}</span>').format(language, html)


def introduction(readme: str) -> str:
    """Return what a README says between its title and its first section."""
    found = INTRODUCTION.match(readme.strip())
    return found.group(1).strip() if found else ""
