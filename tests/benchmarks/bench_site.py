"""Building the public site: 50 courses from nothing and again, growth to 300, the home's weight."""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import Report
from tests.site.sample_courses import write_courses

ROOT = Path(__file__).parent.parent.parent
FEW, MANY = 50, 300


def run(quick: bool) -> Report:
    """Measure everything.

    Args:
        quick: 10 and 50 courses in place of 50 and 300.
    """
    few, many = (10, FEW) if quick else (FEW, MANY)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="enact-bench-") as folder:
        place = Path(folder)
        first = build(place, few)
        report.add(
            f"{few} courses from nothing, demo figures and fonts made too", first, "s", target=30.0,
            is_limit=True,
        )  # fmt: skip
        times = {count: build(place, count) for count in (few, many)}
        report.details["times_s"] = times
        report.add(
            f"{FEW} courses again, both languages", times[FEW], "s", target=30.0, is_limit=True
        )  # fmt: skip
        growth = (times[many] / times[few]) / (many / few)
        report.add(
            f"growth from {few} to {many} courses, 1 = linear", growth, "x", target=1.0,
            is_limit=True,
        )  # fmt: skip
        weight = home_weight(place / "build" / "site")
        report.add("home page, not compressed", weight / 1000, "kB", target=300.0, is_limit=True)
    return report


def build(place: Path, count: int) -> float:
    """Build a site of `count` sample courses as the command does; return the seconds it took."""
    courses = place / f"courses-{count}"
    if not courses.exists():
        write_courses(courses, count)
    command = [sys.executable, str(ROOT / "site" / "generate.py"), "--courses", str(courses)]
    started = time.monotonic()
    subprocess.run([*command, "--build", str(place / "build")], check=True, capture_output=True)
    return time.monotonic() - started


def home_weight(site: Path) -> int:
    """Return the bytes of the home page and of everything that it loads."""
    html = (site / "index.html").read_text("utf-8")
    loaded = re.findall(r'(?:src|rel="stylesheet" href)="([^"]+)"', html)
    fonts = (site / "assets" / "fonts").glob("*.woff2")
    files = {site / "index.html", *(site / path for path in loaded), *fonts}
    return sum(path.stat().st_size for path in files)
