"""The menu: every page found, in a sensible order."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from enact_site.pages import Page
from enact_site.words import Words

DOCUMENTATION = ("tutorials", "how-to", "explain", "reference")


@dataclass(frozen=True)
class Section:
    """One entry of the main menu.

    Attributes:
        title: message of the entry.
        index: its first page.
        folders: folders and files whose pages belong to it.
    """

    title: str
    index: str
    folders: tuple[str, ...]

    def holds(self, path: str) -> bool:
        """Tell whether a page belongs to this section."""
        return path == self.index or any(
            path == folder or path.startswith(f"{folder}/") for folder in self.folders
        )


SECTIONS = {
    "fr": (
        Section("Catalogue", "catalogue.md", ("parcours.md", "cours")),
        Section("Skills", "competences.md", ("laboratoires.md",)),
        Section("Figures", "chiffres/index.md", ("chiffres",)),
        Section("How it works", "visite/index.md", ("visite",)),
        Section("Documentation", "docs.md", DOCUMENTATION),
    ),
    "en": (
        Section("Catalogue", "catalogue.md", ("paths.md", "courses")),
        Section("Skills", "skills.md", ("laboratories.md",)),
        Section("Figures", "figures/index.md", ("figures",)),
        Section("How it works", "tour/index.md", ("tour",)),
        Section("Documentation", "docs.md", DOCUMENTATION),
    ),
}
FOLDER_TITLES = {
    "tutorials": "Tutorials",
    "how-to": "Guides",
    "explain": "Explanations",
    "reference": "Reference",
}
# A page a course in every page's menu would make the build grow with the square of the courses.
OUT_OF_MENU = ("cours", "courses")


def sort_key(page: Page) -> tuple[float, str]:
    """Sort by order, then by title as a reader expects: accents and case do not count."""
    plain = unicodedata.normalize("NFD", page.title.casefold())
    return page.order, "".join(c for c in plain if not unicodedata.combining(c))


def menu(words: Words, pages: Sequence[Page]) -> list[dict[str, object]]:
    """Return the main menu's entries: title, path and what belongs to each."""
    found = {page.path for page in pages}
    return [
        {
            "title": words(section.title),
            "path": section.index,
            "folders": [f"{folder}/" for folder in section.folders] + [*section.folders],
        }
        for section in SECTIONS[words.language]
        if section.index in found
    ]


def navigation(words: Words, pages: Sequence[Page]) -> list[object]:
    """Return MkDocs' `nav`: the home, the sections with their pages, then all other pages."""
    by_path = {page.path: page for page in pages}
    home = [{by_path["index.md"].title: "index.md"}] if "index.md" in by_path else []
    entries: list[object] = [*home]
    placed = {"index.md"}
    for section in SECTIONS[words.language]:
        members = [p for p in pages if section.holds(p.path) and not _is_out_of_menu(p)]
        if not members:
            continue
        placed.update(page.path for page in members)
        members.sort(key=lambda p: (p.path != section.index, sort_key(p)))
        entries.append({words(section.title): _section_entries(words, members)})
    rest = [p for p in pages if p.path not in placed and not _is_out_of_menu(p)]
    entries += [{page.title: page.path} for page in sorted(rest, key=sort_key)]
    return entries


def documentation(words: Words, pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    """Return the documentation's pages grouped by kind, for its contents page."""
    groups = []
    for folder in DOCUMENTATION:
        members = [page for page in pages if page.path.startswith(f"{folder}/")]
        if members:
            groups.append((words(FOLDER_TITLES[folder]), sorted(members, key=sort_key)))
    return groups


def _section_entries(words: Words, members: Sequence[Page]) -> list[object]:
    entries: list[object] = []
    folders = {folder: title for folder, title in FOLDER_TITLES.items()}
    for page in members:
        if page.path.split("/")[0] not in folders:
            entries.append({page.title: page.path})
    for title, pages in documentation(words, members):
        entries.append({title: [{page.title: page.path} for page in pages]})
    return entries


def _is_out_of_menu(page: Page) -> bool:
    return page.path.split("/")[0] in OUT_OF_MENU
