"""The grading engine of each cohort, made when first needed and closed when not used for long."""

import importlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from grading.record import GradeRecord
from grading.settings import GradingSettings, read_settings

# A warm parent holds a few hundred megabytes.
MAX_OPEN = 4


class Engine(Protocol):
    """What a worker needs of `grading.autograde.Grader`."""

    def grade(
        self,
        assignment: str,
        student_id: str,
        files: Mapping[str, bytes],
        submitted_at: datetime | None,
        attempt: int,
    ) -> GradeRecord:
        """Grade one submission: bytes in, record out."""
        ...

    def try_visible(self, assignment: str, files: Mapping[str, bytes]) -> GradeRecord:
        """Run the tests that students can see, and no others."""
        ...


MakeEngine = Callable[[Path, GradingSettings], Engine]


def find_engine(name: str) -> MakeEngine:
    """Return the engine that a setting names as `module:callable`."""
    module, _, attribute = name.partition(":")
    make: MakeEngine = getattr(importlib.import_module(module), attribute)
    return make


class Engines:
    """Engines by course folder; the one not used for longest is closed when there are too many."""

    def __init__(self, make: MakeEngine, max_open: int = MAX_OPEN) -> None:
        self._make = make
        self._max_open = max_open
        self._open: OrderedDict[Path, Engine] = OrderedDict()
        self._users: dict[Path, int] = {}
        self._lock = threading.Lock()

    def grade(
        self,
        course_dir: Path,
        assignment: str,
        student_id: str,
        files: Mapping[str, bytes],
        submitted_at: datetime,
        attempt: int,
    ) -> GradeRecord:
        """Grade one submission with the engine of its course folder."""
        engine = self._take(course_dir)
        try:
            return engine.grade(assignment, student_id, files, submitted_at, attempt)
        finally:
            self._give_back(course_dir)

    def try_visible(
        self, course_dir: Path, assignment: str, files: Mapping[str, bytes]
    ) -> GradeRecord:
        """Run the tests that students can see with the engine of a course folder."""
        engine = self._take(course_dir)
        try:
            return engine.try_visible(assignment, files)
        finally:
            self._give_back(course_dir)

    def close(self) -> None:
        """Close every engine."""
        with self._lock:
            for engine in self._open.values():
                _close(engine)
            self._open.clear()

    def forget(self, course_dir: Path) -> None:
        """Close the engine of a course folder, so that the next grading reads it again."""
        with self._lock:
            engine = self._open.pop(course_dir, None)
        if engine is not None:
            _close(engine)

    def _take(self, course_dir: Path) -> Engine:
        with self._lock:
            engine = self._open.get(course_dir)
            if engine is None:
                self._make_room()
                engine = self._make(course_dir, read_settings(course_dir))
                self._open[course_dir] = engine
            self._open.move_to_end(course_dir)
            self._users[course_dir] = self._users.get(course_dir, 0) + 1
            return engine

    def _give_back(self, course_dir: Path) -> None:
        with self._lock:
            self._users[course_dir] -= 1

    def _make_room(self) -> None:
        for course_dir in list(self._open):
            if len(self._open) < self._max_open:
                return
            if not self._users.get(course_dir):
                _close(self._open.pop(course_dir))


def _close(engine: Engine) -> None:
    close = getattr(engine, "close", None)
    if close is not None:
        close()
