"""What the quality gate measured of a course's tests."""

import json
from dataclasses import dataclass
from pathlib import Path

from grading.course import Course


@dataclass(frozen=True)
class TestQuality:
    """How good the tests of a course are.

    Attributes:
        caught: deliberate errors that cost points, out of `mutants`.
        wrong_answers: wrong answers kept with the course, each of which loses its points.
        right_answers: other right answers, each of which earns full points.
        is_current: the course has not changed since.
    """

    caught: int
    mutants: int
    wrong_answers: int
    right_answers: int
    is_current: bool

    @property
    def share(self) -> float:
        """Share of deliberate errors caught, 0 to 1."""
        return self.caught / self.mutants


def read_quality(folder: Path, course: Course) -> TestQuality | None:
    """Return the gate's figures for a course, or None if it was not run or found no test."""
    path = folder / f"{course.slug}.json"
    if not path.exists():
        return None
    found = json.loads(path.read_text("utf-8"))
    if not found.get("mutants"):
        return None
    newest = max(p.stat().st_mtime for p in course.folder.rglob("*") if p.is_file())
    return TestQuality(
        found["caught"],
        found["mutants"],
        found["wrong_answers"],
        found["right_answers"],
        path.stat().st_mtime >= newest,
    )
