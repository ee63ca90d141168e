"""The real platform, started once on free ports, and a real browser."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "build" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
START_TIMEOUT_S = 240
PATIENCE_MS = 60_000
STOP_TIMEOUT_S = 60
# So small that tests can reach them quickly.
SMALL_LIMITS = {
    "ENACT_NOTEBOOK_MEMORY_MB": "768",
    "ENACT_NOTEBOOK_PROCESSES": "200",
    "ENACT_NOTEBOOK_DISK_MB": "48",
}


@dataclass(frozen=True)
class Platform:
    """A running platform."""

    url: str
    state: Path
    process: subprocess.Popen[bytes]
    output: Path

    def password(self, name: str) -> str:
        """Return the password of a person of the demonstration."""
        logins = json.loads((self.state / "hub" / "demo-logins.json").read_text())
        return logins[name]

    def client(self, name: str | None = None, language: str = "fr") -> httpx.Client:
        """Return a browser-like client, signed in when a name is given."""
        client = httpx.Client(
            base_url=self.url,
            follow_redirects=True,
            timeout=90,
            headers={"Accept-Language": language, "Sec-Fetch-Mode": "navigate"},
        )
        if name is not None:
            answer = sign_in(client, name, self.password(name))
            assert answer.status_code == 200, answer.text
        return client

    def token(self, name: str, *scopes: str) -> str:
        """Return a token of a person, by default one as their notebook server holds it."""
        scopes = scopes or ("access:services!service=campus",)
        with closing(self.client(name)) as client:
            client.get("/hub/home")
            xsrf = hub_xsrf(client)
            answer = client.post(
                f"/hub/api/users/{name}/tokens",
                json={"note": "test", "scopes": list(scopes)},
                headers={"X-XSRFToken": xsrf, "Referer": f"{self.url}/hub/home"},
            )
            assert answer.status_code == 201, answer.text
            return answer.json()["token"]

    def result(self, api: httpx.Client, key: str) -> dict[str, Any]:
        """Return a submission once it is graded, or as it is after a long wait."""
        for _ in range(4):
            found: dict[str, Any] = api.get(f"submissions/{key}", params={"wait": 60}).json()
            if found["status"] not in ("queued", "running"):
                break
        return found

    def api(self, name: str, language: str = "fr") -> httpx.Client:
        """Return a client of campus's API that carries a person's token."""
        headers = {"Authorization": f"token {self.token(name)}", "Accept-Language": language}
        return httpx.Client(
            base_url=f"{self.url}/services/campus/api/", headers=headers, timeout=90
        )


def sign_in(client: httpx.Client, name: str, password: str) -> httpx.Response:
    """Fill in the sign-in page."""
    client.get("/hub/login")
    form = {"username": name, "password": password, "_xsrf": hub_xsrf(client)}
    return client.post("/hub/login?next=/hub/home", data=form)


def hub_xsrf(client: httpx.Client) -> str:
    """Return the token that the hub's forms must carry."""
    found = [c.value for c in client.cookies.jar if c.name == "_xsrf" and c.path == "/hub/"]
    return found[0] or ""


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start_platform(state: Path, port: int, **variables: str) -> Platform:
    """Start the platform as `make run` does and wait until it says that it is ready."""
    output = state.parent / f"{state.name}.log"
    environment = {**os.environ, "ENACT_STATE": str(state), "ENACT_PORT": str(port), **variables}
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "hub_config.start"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    platform = Platform(f"http://127.0.0.1:{port}", state, process, output)
    deadline = time.monotonic() + START_TIMEOUT_S
    while "demo logins" not in output.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            stop_platform(platform)
            pytest.fail(f"the platform does not start:\n{output.read_text()}{logs(state)}")
        time.sleep(0.2)
    return platform


def stop_platform(platform: Platform) -> None:
    """Stop the platform as Ctrl-C does."""
    platform.process.send_signal(signal.SIGINT)
    try:
        platform.process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        platform.process.kill()
        platform.process.wait()


def logs(state: Path) -> str:
    """Return the end of every log of a platform."""
    parts = []
    for path in sorted((state / "hub" / "logs").glob("*.log")):
        parts.append(f"\n== {path.name}\n" + "\n".join(path.read_text().splitlines()[-15:]))
    return "".join(parts)


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A platform with the courses of this checkout, for all journeys of a session."""
    state = tmp_path_factory.mktemp("platform") / "var"
    # A busy machine grades slowly; the score shall come in the same click all the same.
    running = start_platform(state, free_port(), ENACT_FEEDBACK_WAIT_S="60", **SMALL_LIMITS)
    yield running
    stop_platform(running)


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium; without one the test says what to install.

    One per module: while it is there, its event loop bars every other one from the thread.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium: apt-get install --no-install-recommends chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(BROWSER_FLAGS))
        yield running
        running.close()


class Pages:
    """Pages of a browser, each of one person's own."""

    def __init__(self, browser: Any, platform: Platform) -> None:
        self._browser = browser
        self._platform = platform
        self._contexts: list[Any] = []

    def open(
        self,
        name: str | None = None,
        *,
        locale: str = "fr-FR",
        width: int = 1280,
        height: int = 860,
    ) -> Any:
        """Open a page, signed in when a name is given."""
        context = self._browser.new_context(
            base_url=self._platform.url,
            locale=locale,
            viewport={"width": width, "height": height},
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        page = context.new_page()
        if name is not None:
            page.goto("/hub/login")
            page.fill("#username_input", name)
            page.fill("#password_input", self._platform.password(name))
            page.click("#login_submit")
            page.wait_for_url("**/services/campus/**")
        return page

    def close(self) -> None:
        """Close all."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def new_page(browser, platform):
    """Return a function that opens a page of a person's own, in French."""
    with closing(Pages(browser, platform)) as pages:
        yield pages.open


@pytest.fixture(scope="module")
def kept_page(browser, platform):
    """Return a function that opens a page which stays open for all tests of a file."""
    with closing(Pages(browser, platform)) as pages:
        yield pages.open


@pytest.fixture(scope="session")
def screenshot():
    """Return a function that keeps a picture of a page below `build/screenshots/`."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def keep(page, name, *, full_page=False):
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full_page)

    return keep
