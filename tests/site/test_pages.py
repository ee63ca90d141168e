import pytest

from enact_site.nav import navigation
from enact_site.pages import Page, alternate_url, link_translations, parse_page
from enact_site.words import words


def page(language: str, path: str, translation: str = "", **meta: object) -> Page:
    return Page(language, path, f"# {path}\n", dict(meta), translation)


def test_title_comes_from_the_first_heading_without_its_markup():
    assert parse_page("# The `course` *format*\n", "en", "a.md").title == "The course format"


def test_front_matter_names_the_translation():
    found = parse_page("---\ntitle: A\ntranslation: b.md\n---\ntext", "fr", "a.md")
    assert (found.translation, found.body, found.meta) == ("b.md", "text", {"title": "A"})


def test_a_page_without_description_is_about_its_first_sentence():
    found = parse_page("# A\n\n*2026.*\n\nWhat [it](x.md) `does`.\nMore.\n", "en", "a.md")
    assert found.about == "What it does."


def test_translation_named_by_one_side_is_known_to_the_other():
    pages = [page("fr", "cours/x.md", "courses/x.md"), page("en", "courses/x.md")]
    assert link_translations(pages)["en", "courses/x.md"] == "cours/x.md"


def test_page_without_translation_leads_to_the_other_home():
    assert link_translations([page("en", "explain/a.md")])["en", "explain/a.md"] == "index.md"


@pytest.mark.parametrize(
    ("language", "path", "translation", "expected"),
    [
        ("fr", "index.md", "index.md", "en/index.html"),
        ("en", "index.md", "index.md", "../index.html"),
        ("fr", "cours/x.md", "courses/x.md", "../en/courses/x.html"),
        ("en", "courses/x.md", "cours/x.md", "../../cours/x.html"),
    ],
)
def test_language_switch_stays_on_the_page(language, path, translation, expected):
    assert alternate_url(page(language, path), translation) == expected


def test_menu_holds_every_page_that_is_not_a_course():
    pages = [page("en", path) for path in ("index.md", "explain/b.md", "odd.md", "courses/x.md")]
    assert navigation(words("en"), pages) == [
        {"index.md": "index.md"},
        {"Documentation": [{"Explanations": [{"explain/b.md": "explain/b.md"}]}]},
        {"odd.md": "odd.md"},
    ]


def test_menu_sorts_by_order_then_by_title_without_accents():
    pages = [
        Page("en", "how-to/a.md", "# Zoo"),
        Page("en", "how-to/b.md", "# État"),
        Page("en", "how-to/c.md", "# Last", {"order": 1}),
    ]
    section = navigation(words("en"), pages)[0]["Documentation"][0]["Guides"]
    assert [next(iter(entry)) for entry in section] == ["Last", "État", "Zoo"]
