"""What the quality gate measured of a course's tests."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.course import RECORD, Course, content_digest


@dataclass(frozen=True)
class TestQuality:
    """How good the tests of a course are.

    Attributes:
        caught: deliberate errors that cost points, out of `mutants`.
        equivalent: deliberate changes that change no answer.
        wrong_answers: wrong answers kept with the course, each of which loses its points.
        right_answers: other right answers, each of which earns full points.
        solutions: deliberate errors by solution and by kind, as the gate reports them.
        measured_on: day of the measurement.
        is_current: the course has not changed since.
    """

    caught: int
    mutants: int
    equivalent: int
    wrong_answers: int
    right_answers: int
    solutions: Sequence[Mapping[str, Any]]
    measured_on: datetime.date
    is_current: bool

    @property
    def share(self) -> float:
        """Share of deliberate errors caught, 0 to 1."""
        return self.caught / self.mutants


def read_quality(folder: Path, course: Course) -> TestQuality | None:
    """Return the gate's figures for a course, or None if it was not run or found no test.

    The figures kept beside the course count while the course is as it was measured; else a
    later report of `enact check` on this machine, if there is one.
    """
    digest = content_digest(course.folder)
    kept = course.folder / RECORD
    record = json.loads(kept.read_text("utf-8")) if kept.is_file() else None
    if record and record["content"] == digest:
        return _quality(record, datetime.date.fromisoformat(record["measured_on"]), True)
    report = folder / f"{course.slug}.json"
    if report.is_file():
        moment = report.stat().st_mtime
        newest = max(p.stat().st_mtime for p in course.folder.rglob("*") if p.is_file())
        day = datetime.datetime.fromtimestamp(moment, datetime.UTC).date()
        return _quality(json.loads(report.read_text("utf-8")), day, moment >= newest)
    if record:
        return _quality(record, datetime.date.fromisoformat(record["measured_on"]), False)
    return None


def _quality(
    found: Mapping[str, Any], measured_on: datetime.date, is_current: bool
) -> TestQuality | None:
    if not found.get("mutants"):
        return None
    return TestQuality(
        caught=found["caught"],
        mutants=found["mutants"],
        equivalent=found.get("equivalent", 0),
        wrong_answers=found["wrong_answers"],
        right_answers=found["right_answers"],
        solutions=found.get("solutions", ()),
        measured_on=measured_on,
        is_current=is_current,
    )
