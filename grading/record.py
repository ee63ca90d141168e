"""The grade record: what was graded, with what, and what it earned; plain JSON.

The *verdict* (scores, statuses, flags and the hashes of all that decided them) is the part that a
second run must repeat to the letter; times, memory and outputs may differ.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from grading.rubric import FileBytes, canonical_json, sha256_json

RECORD_VERSION = 1
# Changes whenever the engine could give another verdict on the same input.
ENGINE_VERSION = "2"

Level = Literal["notice", "edit", "tampering"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """What became of a question."""

    CORRECT = "correct"
    PARTIAL = "partial"
    WRONG = "wrong"
    NEEDS_MANUAL = "needs-manual"
    LIMIT = "limit"
    UNANSWERED = "unanswered"


class FlagRecord(_Frozen):
    """Something about a submission that its instructor should know.

    Attributes:
        kind: short stable name, such as `edited-locked-cell`.
        level: `notice` (says nothing about honesty), `edit` (something that belongs to the
            instructor was changed and put back) or `tampering` (the scoring was attacked).
        exercise: name of the notebook; "" for the whole submission.
        cell: nbgrader's id of the cell; "" when no cell is to blame.
        evidence: what was seen, for the instructor.
    """

    kind: str
    level: Level
    exercise: str
    cell: str
    evidence: str


class LimitRecord(_Frozen):
    """The limit that a question's code broke; `value` is the limit, in `unit`."""

    which: str
    value: float
    unit: str


class Finding(_Frozen):
    """Why a question has not all its points, in words that a student may read.

    Attributes:
        code: which sentence tells it, a key of the message catalogue.
        is_hidden: whether a hidden test found it.
        intent: what the test says about itself (the message of its `assert`).
        test: the line of a visible test; never set for a hidden one.
        expected: what a visible test wanted, as text.
        got: what it got, as text.
        error: type of the exception, when one was raised.
        detail: text of the exception, without paths.
    """

    code: str
    is_hidden: bool = False
    intent: str | None = None
    test: str | None = None
    expected: str | None = None
    got: str | None = None
    error: str | None = None
    detail: str | None = None


class QuestionRecord(_Frozen):
    """One question of a submission.

    Attributes:
        id: nbgrader's `grade_id`.
        kind: `tests`, `written` or `task`.
        cell_type: `code` or `markdown`.
        max_score: what it is worth.
        score: what it earned; None until a person has graded it.
        status: what became of it.
        finding: why points are missing.
        limit: the limit that was broken.
        mode: where its tests ran.
        assertions: how many assertions were evaluated.
        wall_time_s: seconds that its tests took.
        memory_mb: megabytes in use after them.
    """

    id: str
    kind: Literal["tests", "written", "task"]
    cell_type: Literal["code", "markdown"]
    max_score: float
    score: float | None
    status: Status
    finding: Finding | None = None
    limit: LimitRecord | None = None
    mode: Literal["judged", "sealed"] | None = None
    assertions: int = 0
    wall_time_s: float = 0.0
    memory_mb: float = 0.0


class ExerciseRecord(_Frozen):
    """One notebook of a submission.

    Attributes:
        name: file name without `.ipynb`.
        is_missing: whether it was not handed in (every question then scores 0).
        questions: its questions in the instructor's order.
        unanswered: ids of the answers that are still the released stub.
        notebook: the autograded notebook as JSON text; "" when the record was stored without.
        wall_time_s: seconds that its run took.
        peak_memory_mb: megabytes that its processes used at most.
    """

    name: str
    is_missing: bool
    questions: tuple[QuestionRecord, ...]
    unanswered: tuple[str, ...] = ()
    notebook: str = ""
    wall_time_s: float = 0.0
    peak_memory_mb: float = 0.0

    @property
    def score(self) -> float:
        """What the notebook earned so far."""
        return sum(question.score or 0.0 for question in self.questions)

    @property
    def max_score(self) -> float:
        """What the notebook is worth."""
        return sum(question.max_score for question in self.questions)


class Hashes(_Frozen):
    """SHA-256 of everything that decides a verdict.

    Attributes:
        submission: names and bytes of the files handed in.
        tests: the instructor's cells, points, files and rules.
        environment: versions of Python, of the packages and of the engine.
        limits: time, memory and the like.
    """

    submission: str
    tests: str
    environment: str
    limits: str


class GradeRecord(_Frozen):
    """The result of grading one submission.

    Attributes:
        version: version of this format.
        engine: version of the engine's rules.
        assignment: nbgrader's name of the assignment.
        student: nbgrader's id of the student.
        attempt: number of the hand-in, from 1.
        submitted_at: when it was handed in (UTC).
        exercises: its notebooks.
        flags: what the instructor should know.
        hashes: what decided the verdict.
        seed: seed of the random generators.
        files: what the cells wrote into their folder, by exercise-independent relative path.
    """

    version: int = RECORD_VERSION
    engine: str = ENGINE_VERSION
    assignment: str
    student: str
    attempt: int = 1
    submitted_at: datetime | None = None
    exercises: tuple[ExerciseRecord, ...]
    flags: tuple[FlagRecord, ...] = ()
    hashes: Hashes
    seed: int = 0
    files: dict[str, FileBytes] = {}

    @property
    def score(self) -> float:
        """What the submission earned so far."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        """What the assignment is worth."""
        return sum(exercise.max_score for exercise in self.exercises)

    @property
    def needs_manual(self) -> bool:
        """Whether a question waits for a person."""
        return any(
            question.status is Status.NEEDS_MANUAL
            for exercise in self.exercises
            for question in exercise.questions
        )

    def verdict(self) -> dict[str, Any]:
        """Return the part that the same input must always give again."""
        values = self.model_dump(mode="json", exclude={"files", "submitted_at", "exercises"})
        values["exercises"] = [
            {
                "name": exercise.name,
                "is_missing": exercise.is_missing,
                "unanswered": list(exercise.unanswered),
                "questions": [
                    {
                        "id": question.id,
                        "score": question.score,
                        "max_score": question.max_score,
                        "status": question.status.value,
                        "mode": question.mode,
                    }
                    for question in exercise.questions
                ],
            }
            for exercise in self.exercises
        ]
        return values

    def verdict_hash(self) -> str:
        """Return the SHA-256 of the verdict."""
        return sha256_json(self.verdict())

    def without_notebooks(self) -> "GradeRecord":
        """Return the record without autograded notebooks and files, which lie beside it."""
        exercises = tuple(
            exercise.model_copy(update={"notebook": ""}) for exercise in self.exercises
        )
        return self.model_copy(update={"exercises": exercises, "files": {}})

    def to_json(self) -> bytes:
        """Return the record's canonical JSON."""
        return canonical_json(self.model_dump(mode="json"))

    @classmethod
    def from_json(cls, content: bytes) -> "GradeRecord":
        """Read a record.

        Raises:
            pydantic.ValidationError: the text is no record of this version.
        """
        return cls.model_validate_json(content)


def submission_hash(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of the names and bytes of a submission's files."""
    return sha256_json(
        {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    )
