"""Follows every link of the finished site that stays inside it."""

import posixpath
from collections.abc import Collection, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ATTRIBUTES = {"href", "src"}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name in ATTRIBUTES:
                self.links.append(value)
            elif name == "id" or (name == "name" and tag == "a"):
                self.ids.add(value)


def check_links(site: Path) -> list[str]:
    """Return every link of the site that leads nowhere, as `page: link`, sorted.

    Links to other hosts and links that begin with `/`, which lead to the hub, are not followed.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read(site / name) for name in files if name.endswith(".html")}
    broken = [
        f"{name}: {link}"
        for name, page in pages.items()
        for link in dict.fromkeys(page.links)
        if not _leads_somewhere(name, link, files, pages)
    ]
    return sorted(broken)


def foreign_resources(site: Path) -> list[str]:
    """Return what a reader's browser would fetch from another host, as `page: address`."""
    found = []
    for path in site.rglob("*.html"):
        parser = _Resources()
        parser.feed(path.read_text("utf-8"))
        found += [f"{path.relative_to(site)}: {address}" for address in parser.found]
    return sorted(found)


class _Resources(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        address = values.get("src") or (values.get("href") if tag == "link" else None)
        if address and urlsplit(address).netloc and values.get("rel") != "canonical":
            self.found.append(address)


def _read(path: Path) -> _Links:
    parser = _Links()
    parser.feed(path.read_text("utf-8"))
    return parser


def _leads_somewhere(
    name: str, link: str, files: Collection[str], pages: Mapping[str, _Links]
) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return True
    target = name
    if parts.path:
        path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
        target = posixpath.normpath(path)
        if target not in files:
            target = posixpath.normpath(f"{target}/index.html")
    if target not in files:
        return False
    if not parts.fragment or target not in pages:
        return True
    return unquote(parts.fragment) in pages[target].ids
