"""Each folder of `tests/broken_courses` breaks the example course; the gate says how, exactly.

`defect.toml` holds `expected` (every line that `enact check` prints, without the course's
folder), `[[edit]]` tables (`file`, `old`, `new`) and `remove` (files). Other files are added.
"""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from grading.quality.gate import check_course

BROKEN = Path(__file__).parents[2] / "broken_courses"
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
    for name in values.get("remove", ()):
        (course / name).unlink()
    shutil.copytree(
        defect, course, dirs_exist_ok=True, ignore=shutil.ignore_patterns("defect.toml")
    )


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda path: path.name)
def test_says_exactly_what_is_wrong(petit_cours: Path, defect: Path) -> None:
    break_course(petit_cours, defect)
    found = check_course(petit_cours, [petit_cours]).findings
    lines = [str(finding).replace(f"{petit_cours}/", "") for finding in found]
    assert lines == read_defect(defect)["expected"]


def test_the_unbroken_course_is_sound(petit_cours: Path) -> None:
    assert check_course(petit_cours, [petit_cours]).findings == ()
