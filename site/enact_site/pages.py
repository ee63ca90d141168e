"""Pages as plain Markdown with front matter, whatever engine turns them into HTML."""

import posixpath
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
# How blocks begin that are no sentence: lists, tables, code, dates in italics.
NOT_PROSE = "-*|`#!>{"
HEADING = re.compile(r"^# +(.+?)(?: *\{[^}]*\})? *$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page in one language.

    Attributes:
        path: relative to the language's folder, such as `cours/decouvrir-l-ia.md`.
        translation: path of the same page in the other language; empty = the same path.
        meta: front matter; `title`, `description`, `order` and `layout` are read.
        body: Markdown.
    """

    language: str
    path: str
    body: str
    meta: dict[str, object] = field(default_factory=dict)
    translation: str = ""

    @property
    def title(self) -> str:
        """The title in front matter, or the first heading."""
        if title := self.meta.get("title"):
            return str(title)
        found = HEADING.search(self.body)
        return re.sub(r"[*`_]", "", found.group(1)) if found else Path(self.path).stem

    @property
    def about(self) -> str:
        """What the page is about: its description, or the first sentence of its text."""
        if found := self.meta.get("description"):
            return str(found)
        for block in re.split(r"\n\s*\n", HEADING.sub("", self.body, count=1)):
            text = re.sub(r"\[([^\]]+)\]\([^)]*\)|<[^>]+>", r"\1", block.strip())
            if text and text[0] not in NOT_PROSE:
                return re.sub(r"[*`_]", "", text.split("\n")[0])
        return ""

    @property
    def order(self) -> float:
        """Place in its folder: small first; pages without one come last, by title."""
        return float(str(self.meta.get("order", 1000)))

    @property
    def html_path(self) -> str:
        """Path of the finished page, relative to the language's folder."""
        return f"{self.path.removesuffix('.md')}.html"


def read_pages(folder: Path, language: str) -> list[Page]:
    """Read every Markdown page below a folder, sorted by path."""
    return [
        parse_page(path.read_text("utf-8"), language, path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*.md"))
    ]


def parse_page(text: str, language: str, path: str) -> Page:
    """Split a page's front matter from its Markdown."""
    found = FRONT_MATTER.match(text)
    meta = dict(yaml.safe_load(found.group(1)) or {}) if found else {}
    body = text[found.end() :] if found else text
    return Page(language, path, body, meta, str(meta.pop("translation", "")))


def link_translations(pages: Iterable[Page]) -> dict[tuple[str, str], str]:
    """Return, for each (language, path), the path of the same page in the other language.

    A page names its translation in front matter, from either side, or has the same path; a page
    without a translation leads to the other language's home.
    """
    pages = list(pages)
    known = {(page.language, page.path) for page in pages}
    links: dict[tuple[str, str], str] = {}
    for page in pages:
        other = other_language(page.language)
        if page.translation and (other, page.translation) in known:
            links[page.language, page.path] = page.translation
            links.setdefault((other, page.translation), page.path)
    for page in pages:
        other = other_language(page.language)
        same = page.path if (other, page.path) in known else "index.md"
        links.setdefault((page.language, page.path), same)
    return links


def other_language(language: str) -> str:
    """Return the language that the switch leads to."""
    return "en" if language == "fr" else "fr"


def alternate_url(page: Page, translation: str) -> str:
    """Return the address of a page in the other language, relative to this page.

    French pages stand at the root of the site, English ones below `en/`.
    """
    here = posixpath.dirname(page.path if page.language == "fr" else f"en/{page.path}")
    target = f"{translation.removesuffix('.md')}.html"
    target = target if page.language == "en" else f"en/{target}"
    return posixpath.relpath(target, here or ".")


def write_pages(pages: Iterable[Page], folder: Path) -> None:
    """Write all pages to `<folder>/<language>/`, each with the address of its translation."""
    pages = list(pages)
    links = link_translations(pages)
    for page in pages:
        target = folder / page.language / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        meta = {**page.meta, "title": page.title}
        meta["alternate"] = alternate_url(page, links[page.language, page.path])
        head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=True, width=1000)
        target.write_text(f"---\n{head}---\n{page.body}", "utf-8")


def copy_files(source: Path, target: Path) -> None:
    """Copy what stands beside the Markdown pages: images, downloads."""
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
