"""A grading engine for tests of the campus: small, honest, without walls."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from grading.errors import PlatformError
from grading.record import ExerciseRecord, GradeRecord, Hashes, QuestionRecord, Status


class SmallEngine:
    """Runs the cells of a notebook with `exec` and gives the points of tests that pass.

    It runs only code that these tests write themselves.
    """

    def __init__(self, course_dir: Path, settings: object) -> None:
        self.course_dir = course_dir

    def grade(
        self,
        assignment: str,
        student_id: str,
        files: Mapping[str, bytes],
        submitted_at: datetime | None,
        attempt: int,
    ) -> GradeRecord:
        exercises = tuple(
            self._grade_notebook(path.stem, files[path.name], path)
            for path in sorted((self.course_dir / "source" / assignment).glob("*.ipynb"))
        )
        return GradeRecord(
            assignment=assignment,
            student=student_id,
            attempt=attempt,
            submitted_at=submitted_at,
            exercises=exercises,
            hashes=Hashes(submission="", tests="", environment="", limits=""),
        )

    def try_visible(self, assignment: str, files: Mapping[str, bytes]) -> GradeRecord:
        return self.grade(assignment, "", files, None, 1)

    def _grade_notebook(self, name: str, content: bytes, source: Path) -> ExerciseRecord:
        given = {grade_id(cell): cell for cell in json.loads(content)["cells"]}
        names: dict[str, Any] = {"etendue": None}
        questions = []
        for cell in json.loads(source.read_bytes())["cells"]:
            mark = cell["metadata"].get("nbgrader", {})
            if mark.get("solution") and not mark.get("grade"):
                with suppress(Exception):
                    exec(_text(given[grade_id(cell)]), names)
            elif mark.get("grade"):
                questions.append(_question(cell, mark, names))
        notebook = content.decode()
        return ExerciseRecord(
            name=name, is_missing=False, questions=tuple(questions), notebook=notebook
        )


def _question(cell: dict[str, Any], mark: dict[str, Any], names: dict[str, Any]) -> QuestionRecord:
    if mark["solution"]:
        return QuestionRecord(
            id=mark["grade_id"],
            kind="written",
            cell_type="markdown",
            max_score=mark["points"],
            score=None,
            status=Status.NEEDS_MANUAL,
        )
    try:
        exec(_text(cell), names)
        passed = True
    except Exception:
        passed = False
    return QuestionRecord(
        id=mark["grade_id"],
        kind="tests",
        cell_type="code",
        max_score=mark["points"],
        score=mark["points"] if passed else 0.0,
        status=Status.CORRECT if passed else Status.WRONG,
    )


def grade_id(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _text(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


class SlowEngine(SmallEngine):
    """Takes long enough to be killed in the middle."""

    def grade(self, *args: Any, **kwargs: Any) -> GradeRecord:
        time.sleep(0.1)
        return super().grade(*args, **kwargs)


class FailingEngine(SmallEngine):
    """Fails a number of times, as a platform does, before it works."""

    failures = 0

    def grade(self, *args: Any, **kwargs: Any) -> GradeRecord:
        if FailingEngine.failures:
            FailingEngine.failures -= 1
            raise PlatformError("the fork server is gone")
        return super().grade(*args, **kwargs)
