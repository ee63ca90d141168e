"""What readers meet: in a real browser, straight from the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sample_courses import slug

pytestmark = pytest.mark.browser

KINDS = (
    "index",
    "catalogue",
    f"cours/{slug(2)}",
    "visite/index",
    "visite/etudiant",
    "visite/exploitation",
    "accessibilite",
    "mentions-legales",
    "confidentialite",
    "plan",
    "docs",
    "en/index",
    "en/catalogue",
    f"en/courses/{slug(2)}",
    "en/tour/index",
    "en/tour/operator",
    "en/accessibility",
    "en/privacy",
    "en/sitemap",
    "en/docs",
    "en/reference/course-format",
    "competences",
    "laboratoires",
    "parcours",
    "chiffres/index",
    "chiffres/femmes",
    "chiffres/territoires",
    "chiffres/methode",
    "en/skills",
    "en/laboratories",
    "en/paths",
    "en/figures/index",
    "en/figures/people-trained",
    "en/figures/places",
    "en/figures/method",
    "404",
)


def open_page(browser: Browser, site: Path, name: str, **options: object) -> Page:
    page = browser.new_context(**options).new_page()
    page.goto(f"file://{site}/{name}.html")
    return page


@pytest.fixture(scope="module", params=["light", "dark"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that is used again and again: opening one costs more than looking at it.

    Whatever it looks at, it asks nobody else for anything.
    """
    context = browser.new_context(color_scheme=request.param)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_no_violation(reader: Page, site: Path, name: str):
    reader.goto(f"file://{site}/{name}.html")
    result = Axe().run(reader)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("name", ["index", "catalogue", f"cours/{slug(2)}", "visite/index", "plan"])
def test_nothing_sticks_out_of_a_phone(browser: Browser, site: Path, name: str):
    page = open_page(browser, site, name, viewport={"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert width == 320


def test_filters_narrow_the_catalogue_by_keyboard(browser: Browser, site: Path):
    page = open_page(browser, site, "catalogue")
    page.get_by_label("Niveau").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-course]:visible")).to_have_count(3)
    expect(page.locator("[data-count]")).to_have_text("3 cours")
    page.context.close()


def test_search_ignores_accents(browser: Browser, site: Path):
    page = open_page(browser, site, "catalogue")
    page.get_by_label("Que voulez-vous apprendre").fill("DEMONSTRATEUR")
    expect(page.locator("[data-course]:visible h3")).to_have_text(["De l'idée au démonstrateur"])
    page.context.close()


def test_no_match_says_so(browser: Browser, site: Path):
    page = open_page(browser, site, "catalogue")
    page.get_by_label("Que voulez-vous apprendre").fill("zzz")
    expect(page.locator("[data-empty]")).to_be_visible()
    page.context.close()


def test_a_link_can_carry_a_filter(browser: Browser, site: Path):
    page = browser.new_page()
    page.goto(f"file://{site}/catalogue.html?level=doctorat")
    expect(page.locator("[data-course]:visible")).to_have_count(2)
    page.close()


def test_site_search_finds_pages_without_a_server(browser: Browser, site: Path):
    page = open_page(browser, site, "plan")
    page.get_by_label("Chercher dans le site").fill("capteurs series")
    expect(page.locator("[data-results] a").first).to_have_text("Prévoir des séries de capteurs")
    page.context.close()


def test_catalogue_shows_every_course_without_javascript(browser: Browser, site: Path):
    page = open_page(browser, site, "catalogue", java_script_enabled=False)
    assert (
        page.locator("[data-course]:visible").count(),
        page.locator("form:visible").count(),
    ) == (
        8,
        0,
    )
    page.context.close()


def test_dark_theme_works_without_javascript(browser: Browser, site: Path):
    pixels = []
    for scheme in ("light", "dark"):
        page = open_page(browser, site, "index", java_script_enabled=False, color_scheme=scheme)
        pixels.append(page.screenshot(clip={"x": 2, "y": 2, "width": 1, "height": 1}))
        page.context.close()
    assert pixels[0] != pixels[1]


def test_theme_choice_is_kept(browser: Browser, site: Path):
    page = open_page(browser, site, "index", color_scheme="light")
    page.get_by_role("button", name="Thème sombre").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.context.close()


def test_language_switch_stays_on_the_course(browser: Browser, site: Path):
    page = open_page(browser, site, f"cours/{slug(2)}")
    page.get_by_role("link", name="English version").click()
    assert page.locator("h1").inner_text() == "Learn from images"
    page.context.close()


def test_home_page_weighs_less_than_300_kb(browser: Browser, site: Path):
    page = browser.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(f"file://{site}/index.html", wait_until="networkidle")
    page.close()
    assert sum(sizes) < 300_000
