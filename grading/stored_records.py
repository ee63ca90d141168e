"""The records that a course folder keeps of an assignment: graded, held back, and their tests."""

import json
import shutil
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from grading.autograded_files import write_whole
from grading.course_folder import CourseFolder
from grading.record import ENGINE_VERSION, GradeRecord, Hashes
from grading.rubric import Rubric

HELD, TESTS = ".held", ".tests"


class StoredRecords:
    """Records of one assignment.

    Args:
        folder: the course folder.
        assignment: nbgrader's name of the assignment.
    """

    def __init__(self, folder: CourseFolder, assignment: str) -> None:
        self._folder = folder
        self._assignment = assignment
        self._place = folder.record_path(assignment, "x").parent

    def find(self, student: str) -> GradeRecord | None:
        """Return the record of a student; None when there is none that can be read."""
        return _read(self._folder.record_path(self._assignment, student))

    def is_current(
        self, record: GradeRecord, hashes: Hashes, seed: int, submitted_at: datetime | None
    ) -> bool:
        """Tell whether grading again would give the same record, already written whole."""
        then = (record.hashes, record.seed, record.engine, record.submitted_at)
        is_same = then == (hashes, seed, ENGINE_VERSION, submitted_at)
        return (
            is_same and self._folder.path("autograded", record.student, self._assignment).is_dir()
        )

    def hold(self, record: GradeRecord) -> None:
        """Keep a whole record aside until its difference has been looked at."""
        write_whole(self._held(record.student), record.to_json())

    def held(self, student: str, hashes: Hashes, seed: int) -> GradeRecord | None:
        """Return a record held back earlier, if grading again would give the same."""
        record = _read(self._held(student))
        wanted = (hashes, seed, ENGINE_VERSION)
        is_same = record and (record.hashes, record.seed, record.engine) == wanted
        return record if is_same else None

    def release(self) -> None:
        """Forget what was held back: it has been written, or is out of date."""
        shutil.rmtree(self._place / HELD, ignore_errors=True)

    def keep_tests(self, rubric: Rubric) -> None:
        """Keep the tests of a rubric under their hash, so that later changes can be named."""
        path = self._tests(rubric.tests_hash())
        if not path.exists():
            cells = {
                exercise.name: {cell.id: cell.model_dump(mode="json") for cell in exercise.cells}
                for exercise in rubric.exercises
            }
            write_whole(path, json.dumps(cells, ensure_ascii=False).encode())

    def tests(self, tests_hash: str) -> dict[str, dict[str, dict[str, object]]]:
        """Return the cells kept under a hash, by exercise and id; none when nobody kept them."""
        try:
            found = json.loads(self._tests(tests_hash).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _held(self, student: str) -> Path:
        return self._place / HELD / f"{student}.json"

    def _tests(self, tests_hash: str) -> Path:
        return self._place / TESTS / f"{tests_hash}.json"


def _read(path: Path) -> GradeRecord | None:
    try:
        return GradeRecord.from_json(path.read_bytes())
    except (OSError, ValidationError):
        # A record of another version is as good as none: the submission is graded again.
        return None
