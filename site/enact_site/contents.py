"""Pages that list other pages: the documentation's contents, and the site map with its search."""

import json
import posixpath
import re
from collections.abc import Mapping, Sequence

from enact_site.catalogue import plain
from enact_site.nav import DOCUMENTATION, documentation, sort_key
from enact_site.pages import Page
from enact_site.render import render
from enact_site.words import words

MARKUP = re.compile(r"<[^>]+>|[#*`_\[\](){}|>]+|https?://\S+")
SCRIPT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
SITEMAPS = {"fr": "plan.md", "en": "sitemap.md"}


def documentation_page(pages: Mapping[str, Sequence[Page]], language: str) -> Page:
    """Return the documentation's contents; French readers also see what exists in English."""
    word = words(language)
    groups = documentation(word, pages[language])
    own = {page.path for page in pages[language]}
    own |= {page.translation for page in pages[language]}
    english = documentation(word, [p for p in pages["en"] if p.path not in own])
    other = english if language == "fr" else []
    body = render("docs.md.j2", word, groups=groups, other=other)
    meta = {"title": word("Documentation"), "order": 1, "hide": ["navigation", "toc"]}
    meta["description"] = word("Guides, explanations and reference of the platform.")
    return Page(language, "docs.md", body, meta)


def sitemap_page(pages: Sequence[Page], language: str) -> Page:
    """Return the site map; with a script it is also the search page."""
    word = words(language)
    titles = {
        "": word("The site"),
        "cours": word("Courses"),
        "courses": word("Courses"),
        "chiffres": word("Figures"),
        "figures": word("Figures"),
        "visite": word("How it works"),
        "tour": word("How it works"),
        **dict.fromkeys(DOCUMENTATION, word("Documentation")),
    }
    groups: dict[str, list[Page]] = {}
    for page in sorted(pages, key=sort_key):
        folder = posixpath.dirname(page.path).split("/")[0]
        groups.setdefault(titles.get(folder, folder), []).append(page)
    body = render("sitemap.md.j2", word, groups=groups)
    meta = {"title": word("Search and site map"), "hide": ["navigation", "toc"]}
    meta |= {"script": "search.js", "order": 900}
    meta["description"] = word("Search the whole site, or find a page in the list of all pages.")
    translation = SITEMAPS["en" if language == "fr" else "fr"]
    return Page(language, SITEMAPS[language], body, meta, translation)


def search_data(pages: Sequence[Page]) -> str:
    """Return what the search page searches, as a script that a page on a disk can load too."""
    entries = [
        {
            "url": page.html_path,
            "title": page.title,
            "about": str(page.meta.get("description", "")),
            "text": plain(f"{page.title} {page.meta.get('description', '')} {_text(page)}"),
        }
        for page in pages
    ]
    data = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f"window.enactPages = {data};\n"


def _text(page: Page) -> str:
    return MARKUP.sub(" ", SCRIPT.sub(" ", page.body))
