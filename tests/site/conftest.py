"""A finished site of sample courses, built once, and a browser to read it with."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "site"), str(Path(__file__).parent)]

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from enact_site.build import build  # noqa: E402
from enact_site.settings import SiteSettings  # noqa: E402
from sample_courses import write_courses  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> SiteSettings:
    folder = tmp_path_factory.mktemp("site")
    courses = write_courses(folder / "courses")
    return SiteSettings(courses=courses, build=folder / "build", quality=folder / "quality")


@pytest.fixture(scope="session")
def site(settings: SiteSettings) -> Path:
    """The finished site's folder."""
    settings.build.mkdir(exist_ok=True)
    build(settings)
    return settings.site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
