"""No command, setting or route without its page, and no page that lags behind."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from hub_config.campus.web.app import ROUTES
from hub_config.settings_page import PAGE, settings_page

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "site" / "pages" / "en"
ENGLISH = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PAGES.rglob("*.md")))
COMMANDS = sorted(point.name for point in entry_points(group="enact.commands"))
GOALS = ("run", "test", "lint", "bench", "site")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_its_page(command):
    assert f"enact {command}" in ENGLISH


@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_of_make_is_described(goal):
    assert f"make {goal}" in ENGLISH


def test_the_settings_page_is_what_the_models_say():
    written = PAGE.read_text(encoding="utf-8")
    assert written == settings_page(), "run: .venv/bin/python -m hub_config.settings_page"


def api_routes():
    """Return the routes of the HTTP API with `{name}` in place of each pattern."""
    import re

    for pattern, _ in ROUTES:
        if pattern.startswith("api/") and "*" not in re.sub(r"\(\?P<\w+>[^()]*\)", "", pattern):
            yield re.sub(r"\(\?P<(\w+)>[^()]*\)", r"{\1}", pattern)


@pytest.mark.parametrize("route", sorted(set(api_routes())))
def test_a_route_of_the_api_is_described(route):
    page = (PAGES / "reference" / "http-api.md").read_text(encoding="utf-8")
    assert route.replace("{submission}", "{submission_id}") in page


def test_every_page_of_english_documentation_has_one_first_heading():
    pages = [path for path in PAGES.rglob("*.md") if path.parent.name in ("how-to", "reference")]
    wrong = [
        str(path.relative_to(ROOT))
        for path in pages
        if path.read_text(encoding="utf-8").count("\n# ")
        + path.read_text(encoding="utf-8").startswith("# ")
        < 1
    ]
    assert wrong == []
