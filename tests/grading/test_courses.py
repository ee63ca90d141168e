"""Every course of this repository passes the quality gate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.course import course_folders
from grading.quality.gate import GateOptions, check_course, modules_of_courses
from grading.quality.report import write_report
from grading.quality.servers import Servers

ROOT = Path(__file__).parents[2]
FOLDERS = course_folders(ROOT / "courses")


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """Start servers once that all courses share."""
    with Servers() as servers:
        servers.require(modules_of_courses({folder: [folder] for folder in FOLDERS}))
        yield servers


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_course_passes_the_gate(folder: Path, servers: Servers) -> None:
    quality = check_course(folder, [folder], GateOptions(servers=servers))
    write_report(quality, ROOT / "build" / "quality")
    assert "\n".join(map(str, quality.findings)) == ""
