"""Arriving: the public site, sign-in, and the hub's own pages, readable by everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.platform, pytest.mark.browser]


def violations(page):
    """Return what axe finds wrong with a page: rule and places."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def test_a_visitor_finds_the_site_signs_in_and_lands_in_campus(new_page, platform, screenshot):
    page = new_page()
    page.goto("/")
    page.wait_for_url("**/site/")
    screenshot(page, "arrival-1-site")
    page.get_by_role("link", name="Se connecter").first.click()
    page.wait_for_url("**/hub/login**")
    screenshot(page, "arrival-2-sign-in")
    page.fill("#username_input", "camille")
    page.fill("#password_input", "faux")
    page.click("#login_submit")
    expect(page.get_by_role("alert")).to_contain_text("Identifiant ou mot de passe incorrect")
    screenshot(page, "arrival-3-wrong-password")
    page.fill("#password_input", platform.password("camille"))
    page.click("#login_submit")
    page.wait_for_url("**/services/campus/**")
    page.goto("/")
    page.wait_for_url("**/services/campus/**")


def test_the_sign_in_page_speaks_english_to_an_english_browser(new_page):
    page = new_page(locale="en-GB")
    page.goto("/hub/login")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("width", [1280, 360])
def test_sign_in_has_no_violation_of_accessibility_rules(new_page, width):
    page = new_page(width=width)
    page.goto("/hub/login")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/hub/home", "/hub/nulle-part", "/hub/spawn-pending/camille"])
def test_the_hubs_pages_have_no_violation_of_accessibility_rules(new_page, path):
    page = new_page("camille")
    page.goto(path)
    assert violations(page) == []


def test_signing_in_needs_no_mouse(new_page, platform):
    page = new_page()
    page.goto("/hub/login")
    page.keyboard.type("camille")
    page.keyboard.press("Tab")
    page.keyboard.type(platform.password("camille"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/campus/**")


def test_no_page_of_the_way_asks_a_third_party(new_page, platform):
    asked = []
    page = new_page()
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/site/", "/hub/login", "/hub/nulle-part"):
        page.goto(path)
    assert [url for url in asked if not url.startswith((platform.url, "data:"))] == []
