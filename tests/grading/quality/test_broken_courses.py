"""Each folder of `tests/broken_courses` breaks the example course; the gate says how, exactly.

`defect.toml` holds `expected` (every line that `enact check` prints, without the course's
folder), `[[edit]]` tables (`file`, `old`, `new`), `runs = true` for a defect that only shows when
exercises run, and `handed_in = true` for one that only matters after a release. Other files are
added to the course.
"""

import re
import shutil
import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from grading.course import read_course
from grading.quality.finding import CHECKS
from grading.quality.gate import GateOptions, check_course
from grading.quality.servers import Servers
from grading.release import release_course

BROKEN = Path(__file__).parents[2] / "broken_courses"
SITE = Path(__file__).parents[3] / "site" / "pages"
PAGES = (SITE / "en/reference/check.md", SITE / "fr/reference/verifier.md")
LINE = re.compile(r"[^:]+(?::\d+)?: (?P<message>.+) \[(?P<check>[\w-]+)\]")
ROW = re.compile(r"^\| `(?P<check>[\w-]+)` \| .+ \| `(?P<message>[^|]+)` \|$", re.MULTILINE)
DEFECTS = sorted(path.parent for path in BROKEN.glob("*/defect.toml"))


def read_defect(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "defect.toml").read_text(encoding="utf-8"))


def break_course(course: Path, defect: Path) -> None:
    values = read_defect(defect)
    for change in values.get("edit", ()):
        path = course / change["file"]
        text = path.read_text(encoding="utf-8")
        assert change["old"] in text
        path.write_text(text.replace(change["old"], change["new"], 1), encoding="utf-8")
    shutil.copytree(
        defect, course, dirs_exist_ok=True, ignore=shutil.ignore_patterns("defect.toml")
    )


def hand_in(course: Path, cohort: Path) -> None:
    """Release the course and give one student a submission."""
    release_course(read_course(course), cohort)
    url = f"sqlite:///{cohort / 'gradebook.db'}"
    with Gradebook(url, course_id=cohort.name) as gradebook, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        gradebook.update_or_create_student("camille")
        gradebook.update_or_create_submission("moyennes", "camille")


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda path: path.name)
def test_says_exactly_what_is_wrong(
    petit_cours: Path, tmp_path: Path, servers: Servers, defect: Path
) -> None:
    values = read_defect(defect)
    cohort = tmp_path / "cohorte"
    if values.get("handed_in"):
        hand_in(petit_cours, cohort)
    break_course(petit_cours, defect)
    options = GateOptions(
        runs=values.get("runs", False),
        against=cohort if values.get("handed_in") else None,
        servers=servers,
    )
    found = check_course(petit_cours, [petit_cours], options).findings
    lines = [str(finding).replace(f"{petit_cours}/", "") for finding in found]
    assert lines == read_defect(defect)["expected"]


def test_the_unbroken_course_is_sound(petit_cours: Path, servers: Servers) -> None:
    options = GateOptions(servers=servers)
    assert check_course(petit_cours, [petit_cours], options).findings == ()


def expected_lines() -> list[str]:
    return [line for defect in DEFECTS for line in read_defect(defect)["expected"]]


def test_every_check_has_a_broken_course() -> None:
    printed = " ".join(expected_lines())
    assert [check for check in CHECKS if f"[{check}]" not in printed] == []


def message_of(line: str) -> tuple[str, str]:
    """Return check and message of a line that `enact check` prints."""
    found = LINE.fullmatch(line)
    assert found, line
    return found["check"], found["message"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.parts[-3])
def test_a_message_on_the_page_is_one_that_is_printed(page: Path) -> None:
    printed = [message_of(line) for line in expected_lines()]
    invented = [
        row["check"]
        for row in ROW.finditer(page.read_text(encoding="utf-8"))
        if not any(
            check == row["check"] and message.startswith(row["message"].rstrip("…").rstrip())
            for check, message in printed
        )
    ]
    assert invented == []


def test_the_page_shows_every_message() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    missing = [f"- `{check}`: `{text}`" for check, text in map(message_of, expected_lines())]
    assert [line for line in missing if line not in page] == []
