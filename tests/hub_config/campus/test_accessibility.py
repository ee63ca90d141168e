"""Every page in a real browser: no barrier, on a phone too, by keyboard, in two languages."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from tornado.web import create_signed_value

from hub_config.campus.demo import SLUG
from hub_config.campus.tables import Certificate
from hub_config.campus.web.app import cookie_secret

from .conftest import ASSIGNMENT, CLIENT_ID, COHORT, WRONG, Loop, Platform, people
from .test_companies import GOOD, PROGRESS, hand_over, invitation, path_of, upload
from .test_manual import graded
from .test_projects import ask

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SCREENSHOTS = Path(__file__).parents[3] / "build" / "screenshots" / "campus"

PAGES = [
    ("camille", ""),
    ("camille", "catalogue"),
    ("camille", f"cohorts/{COHORT}"),
    ("camille", f"cohorts/{COHORT}/assignments/{ASSIGNMENT}"),
    ("camille", "submissions/{key}"),
    ("camille", "profile?commune=nancy"),
    ("camille", "nowhere"),
    ("zoe", ""),
    ("zoe", "{invitation}"),
    ("ines", f"teaching/{COHORT}"),
    ("ines", f"teaching/{COHORT}/settings?q=cam"),
    ("ines", f"teaching/{COHORT}/insights"),
    ("ines", f"teaching/{COHORT}/flags"),
    ("ines", f"teaching/{COHORT}/assignments/{ASSIGNMENT}/similar"),
    ("ines", "{regrade}"),
    ("ines", "teaching"),
    ("marc", f"organisations/{SLUG}"),
    ("marc", "{upload}"),
    ("marc", PROGRESS),
    ("zoe", "certificates/{certificate}"),
    ("zoe", "projects/new"),
    ("zoe", "projects"),
    ("zoe", "projects/1"),
    ("admin", "projects/1"),
    ("admin", "operator"),
    ("admin", "operator/audit"),
    ("admin", "organisations"),
]


@pytest.fixture(scope="module")
def platform(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    state = tmp_path_factory.mktemp("pages") / "state"
    shutil.copytree(released, state)
    loop = Loop()
    platform = Platform(state, loop, people())
    yield platform
    platform.close()
    loop.close()


@pytest.fixture(scope="module")
def places(platform: Platform) -> dict[str, str]:
    """Fill the platform and return the addresses of what is in it."""
    platform.start_worker()
    hand_over(platform, "camille")
    graded(platform, WRONG)
    key = graded(platform, WRONG)
    page = f"teaching/{COHORT}"
    ines = platform.browser("ines")
    ines.post(f"{page}/announcements", page=page, text="Bienvenue !")
    path = ask(platform)
    platform.browser("admin").post(path, page=path, action="take")
    platform.browser("marc").get(f"{PROGRESS}/papers/certificate.pdf")
    with platform.campus.database.read() as session:
        certificate = session.scalars(select(Certificate.code)).first()
    regrade = ines.post(f"{page}/assignments/{ASSIGNMENT}/regrades", page=page)
    return {
        "key": key,
        "certificate": str(certificate),
        "invitation": invitation(platform),
        "regrade": path_of(regrade),
        "upload": path_of(upload(platform, GOOD + "A;B;nope\n;;\n;x;y\n")),
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((p for n in ("chromium", "chromium-browser") if (p := shutil.which(n))), None)
    if found is None:
        pytest.skip("no Chromium: apt-get install --no-install-recommends chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def open_page(
    platform: Platform, browser: Browser, who: str, path: str, **options: Any
) -> tuple[Page, list[str]]:
    platform.forgive()
    context = browser.new_context(**options)
    value = create_signed_value(cookie_secret(platform.settings), CLIENT_ID, f"token-{who}")
    cookie = {"name": CLIENT_ID, "value": value.decode(), "url": platform.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(platform.url + path)
    return page, [error for error in errors if "404" not in error]


@pytest.mark.parametrize(("who", "path"), PAGES)
@pytest.mark.parametrize(
    ("locale", "scheme", "width"), [("fr-FR", "light", 1280), ("en-GB", "dark", 360)]
)
def test_page_has_no_barrier(
    platform: Platform,
    browser: Browser,
    places: dict[str, str],
    who: str,
    path: str,
    locale: str,
    scheme: str,
    width: int,
) -> None:
    page, errors = open_page(
        platform,
        browser,
        who,
        path.format(**places),
        locale=locale,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    if os.environ.get("KEEP_SCREENSHOTS"):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        name = (path.partition("?")[0] or "home").replace("/", "-").strip("{}")
        page.screenshot(path=SCREENSHOTS / f"{who}-{name}-{scheme}.png", full_page=True)
    violations = [
        f"{each['id']}: {node['html']}"
        for each in Axe().run(page).response["violations"]
        for node in each["nodes"]
    ]
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.context.close()
    assert violations == []
    assert errors == []
    assert overflow <= 0


def test_feedback_has_no_barrier(
    platform: Platform, browser: Browser, places: dict[str, str]
) -> None:
    # Its policy lets no script run in it, axe included, so a copy of it is looked at.
    text = platform.browser("camille").get(f"submissions/{places['key']}/feedback").text
    page = browser.new_page()
    page.set_content(text)
    violations = Axe().run(page).response["violations"]
    page.close()
    assert [each["id"] for each in violations] == []


def test_first_stop_of_the_keyboard_leads_to_the_content(
    platform: Platform, browser: Browser
) -> None:
    page, _ = open_page(platform, browser, "camille", "")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()


def test_score_appears_by_itself(
    platform: Platform, browser: Browser, places: dict[str, str]
) -> None:
    from .test_api import hand_in

    platform.update_assignment(burst=None)
    platform.stop_worker()
    hand_in(platform.api("yanis"))
    path = f"cohorts/{COHORT}/assignments/{ASSIGNMENT}"
    page, _ = open_page(platform, browser, "yanis", path, locale="en-GB")
    assert page.locator("tbody .tag", has_text="waiting for a grader").is_visible()
    platform.start_worker()
    page.locator("tbody .score").wait_for(timeout=20_000)
    assert page.locator("#news").text_content() == "A result has arrived."
    page.context.close()


def test_home_page_asks_nobody_else_for_anything(platform: Platform, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{platform.url}certificates/0")
    context.close()
    origin = platform.url.partition("/services")[0]
    assert [url for url in asked if not url.startswith(origin)] == []
