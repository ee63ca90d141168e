"""Notebook servers and kernels against stock JupyterHub's: time, memory, a class at once."""

import asyncio
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import nbformat

from tests.benchmarks.notebook_hub import Hub
from tests.benchmarks.report import Report
from tests.journeys.conftest import BROWSER_FLAGS, BROWSERS

IMPORTS = "import numpy, pandas, sklearn.linear_model"
# A kernel's parent is its server, except where a warm parent forked it.
MEMORY = """
import glob, os, pandas
ours = glob.glob("/proc/[0-9]*") if os.getppid() == 0 else ["/proc/self", f"/proc/{os.getppid()}"]
total = 0
for folder in ours:
    with open(folder + "/smaps_rollup") as file:
        total += sum(int(line.split()[1]) for line in file if line.startswith("Private_"))
print(total)
"""
PROBE_S = 0.2


def run(quick: bool) -> Report:
    """Measure."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="enact-bench-") as folder:
        for kind in ("stock", "ours"):
            hub = Hub(kind, Path(folder))
            try:
                report.details[kind] = _measure(hub, quick)
            finally:
                hub.close()
    _tell(report)
    return report


def _measure(hub: Hub, quick: bool) -> dict[str, Any]:
    is_ours = hub.kind == "ours"
    hub.start("first")
    count = (50 if is_ours else 5) if not quick else (12 if is_ours else 3)
    found: dict[str, Any] = {"ready_s": []}
    for _ in range(count):
        found["ready_s"].append(hub.start("student"))
        hub.stop("student")
    found.update(_kernels(hub, 2 if quick else 3))
    found["browser_s"] = _browser(hub, 2 if quick else 3)
    if is_ours:
        students, clicks_s = (20, 8.0) if quick else (100, 40.0)
        found["at_once"] = asyncio.run(_class(hub, students, 0.0, "pupil"))
        found["class"] = asyncio.run(_class(hub, students, clicks_s, "latecomer"))
    return found


def _kernels(hub: Hub, count: int) -> dict[str, list[float]]:
    """Return seconds from asking for a kernel to the end of a cell with imports, and memory."""
    first_s, private_mb = [], []
    for number in range(count):
        name = f"worker-{number}"
        hub.start(name)
        kernel = hub.kernel(name)
        asked = time.monotonic()
        kernel.run(IMPORTS)
        first_s.append(time.monotonic() - asked)
        private_mb.append(int(kernel.run(MEMORY)) / 1024)
        kernel.close()
        hub.stop(name)
    return {"first_cell_s": first_s, "private_mb": private_mb}


def _browser(hub: Hub, count: int) -> list[float]:
    """Return seconds from the click on *sign in* to a notebook with an idle kernel."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        return []
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(BROWSER_FLAGS))
        for number in range(count):
            name = f"reader-{number}"
            home = hub.state / "homes" / name
            home.mkdir()
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
            notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
            nbformat.write(notebook, home / "a.ipynb")
            times.append(_sign_in(browser, hub, name))
            hub.stop(name)
        browser.close()
    return times


def _sign_in(browser: Any, hub: Hub, name: str) -> float:
    context = browser.new_context(base_url=hub.url, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto("/hub/login?next=%2Fhub%2Fuser-redirect%2Flab%2Ftree%2Fa.ipynb")
    page.fill("#username_input", name)
    page.fill("#password_input", "x")
    started = time.monotonic()
    page.click("#login_submit")
    page.locator(".jp-CodeCell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").first.wait_for()
    seconds = time.monotonic() - started
    context.close()
    return seconds


async def _class(hub: Hub, count: int, clicks_s: float, prefix: str) -> dict[str, Any]:
    """Start many servers; return when the last is ready and how the hub answers meanwhile.

    Args:
        hub: where.
        count: how many.
        clicks_s: seconds over which the clicks are spread evenly.
        prefix: beginning of the students' names.
    """
    limits = httpx.Limits(max_connections=None)
    headers = hub.http.headers
    async with httpx.AsyncClient(headers=headers, timeout=300, limits=limits) as client:
        names = [f"{prefix}-{number}" for number in range(count)]
        for name in names:
            (hub.state / "homes" / name).mkdir()
        users = {"usernames": names}
        (await client.post(f"{hub.url}/hub/api/users", json=users)).raise_for_status()
        answers: list[float] = []
        probing = asyncio.create_task(_probe(client, f"{hub.url}/hub/login", answers))
        started = time.monotonic()
        pauses = (number * clicks_s / count for number in range(count))
        await asyncio.gather(*map(_start, [client] * count, [hub.url] * count, names, pauses))
        seconds = time.monotonic() - started
        probing.cancel()
        stops = (client.delete(f"{hub.url}/hub/api/users/{name}/server") for name in names)
        await asyncio.gather(*stops)
    return {"students": count, "seconds": seconds, "clicks_s": clicks_s, "hub_s": answers}


async def _start(client: httpx.AsyncClient, url: str, name: str, pause_s: float) -> None:
    """After a while, ask for a server and follow its progress, as the page of a browser does."""
    await asyncio.sleep(pause_s)
    server = f"{url}/hub/api/users/{name}/server"
    answer = await client.post(server)
    answer.raise_for_status()
    if answer.status_code == httpx.codes.ACCEPTED:
        async with client.stream("GET", f"{server}/progress") as progress:
            async for line in progress.aiter_lines():
                if '"ready": true' in line:
                    break
    (await client.get(f"{url}/user/{name}/api/status")).raise_for_status()


async def _probe(client: httpx.AsyncClient, url: str, answers: list[float]) -> None:
    while True:
        asked = time.monotonic()
        await client.get(url)
        answers.append(time.monotonic() - asked)
        await asyncio.sleep(PROBE_S)


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def _tell(report: Report) -> None:
    stock, ours = report.details["stock"], report.details["ours"]
    ready, median = ours["ready_s"], statistics.median
    report.add("server ready, p95", _p95(ready), "s", target=0.8, is_limit=True, aim=0.4)
    report.add("server ready, median", median(ready), "s")
    report.add("server ready, stock, median", median(stock["ready_s"]), "s")
    if ours["browser_s"] and stock["browser_s"]:
        share = median(ours["browser_s"]) / median(stock["browser_s"])
        report.add("sign-in to notebook, median", median(ours["browser_s"]), "s")
        report.add("sign-in to notebook, stock, median", median(stock["browser_s"]), "s")
        report.add("sign-in to notebook, of stock", share, "x", target=0.5, is_limit=True, aim=0.33)
    first = median(ours["first_cell_s"])
    report.add("first cell with imports", first, "s", target=0.5, is_limit=True, aim=0.2)
    report.add("first cell with imports, stock", median(stock["first_cell_s"]), "s")
    private = median(ours["private_mb"])
    share = private / median(stock["private_mb"])
    report.add("private memory of server and kernel", private, "MB")
    report.add("private memory, stock", median(stock["private_mb"]), "MB")
    report.add("private memory, of stock", share, "x", target=0.5, is_limit=True, aim=0.33)
    many, spread = ours["at_once"], ours["class"]
    text = f"{many['students']} students start at once"
    report.add(text, many["seconds"], "s", target=60, is_limit=True, aim=30)
    slow = _p95(many["hub_s"])
    report.add("hub's answer meanwhile, p95", slow, "s", target=0.5, is_limit=True)
    text = f"{spread['students']} start, clicks within {spread['clicks_s']:.0f} s"
    report.add(text, spread["seconds"], "s")
    report.add("hub's answer meanwhile, p95", _p95(spread["hub_s"]), "s")
