"""Every course of this repository passes the quality gate."""

from pathlib import Path

import pytest

from grading.course import course_folders
from grading.quality.gate import check_course
from grading.quality.report import write_report

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("folder", course_folders(ROOT / "courses"), ids=lambda path: path.name)
def test_a_course_passes_the_gate(folder: Path) -> None:
    quality = check_course(folder, [folder])
    write_report(quality, ROOT / "build" / "quality")
    assert "\n".join(map(str, quality.findings)) == ""
