"""What changed tests do to scores that students already have: who gains, who loses, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from grading.record import GradeRecord, QuestionRecord
from grading.rubric import Rubric, RubricCell

_Cells = Mapping[str, Mapping[str, Mapping[str, object]]]


@dataclass(frozen=True)
class QuestionChange:
    """A question whose score would change.

    Attributes:
        exercise: name of the notebook.
        question: nbgrader's id.
        before: the score until now; None when it waits for a person or did not exist.
        after: the score with the tests of today.
        reason: what changed in the tests, and what they say of the answer.
    """

    exercise: str
    question: str
    before: float | None
    after: float | None
    reason: str


@dataclass(frozen=True)
class Difference:
    """A student whose scores would change.

    Attributes:
        student: nbgrader's id.
        before: points until now.
        after: points with the tests of today.
        changes: the questions that differ.
    """

    student: str
    before: float
    after: float
    changes: tuple[QuestionChange, ...]


def compare(
    old: GradeRecord, new: GradeRecord, old_tests: _Cells, rubric: Rubric
) -> Difference | None:
    """Compare two records of the same hand-in under different tests.

    Args:
        old: the record that students see.
        new: the record of today.
        old_tests: the cells behind the old record, by exercise and id; may be empty.
        rubric: the cells behind the new one.

    Returns:
        The difference; None when no question's score changes.
    """
    before, after = _questions(old), _questions(new)
    changes = []
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        if one is None or other is None or one.score != other.score:
            changes.append(
                QuestionChange(
                    *key,
                    one.score if one else None,
                    other.score if other else None,
                    _reason(key, one, other, old_tests, rubric),
                )
            )
    return Difference(new.student, old.score, new.score, tuple(changes)) if changes else None


def _questions(record: GradeRecord) -> dict[tuple[str, str], QuestionRecord]:
    return {
        (exercise.name, question.id): question
        for exercise in record.exercises
        for question in exercise.questions
    }


def _reason(
    key: tuple[str, str],
    one: QuestionRecord | None,
    other: QuestionRecord | None,
    old_tests: _Cells,
    rubric: Rubric,
) -> str:
    exercise, name = key
    if other is None:
        return "the question was removed"
    reasons = ["the question is new"] if one is None else []
    was = old_tests.get(exercise, {}).get(name)
    now = _cell(rubric, exercise, name)
    if was is not None and now is not None:
        if was.get("source") != now.source:
            reasons.append("its tests changed")
        if was.get("points") != now.points:
            reasons.append(f"it was worth {was.get('points'):g}, now {now.points:g}")
    finding = other.finding
    if finding is not None:
        reasons.append(finding.intent or finding.detail or finding.code)
    return "; ".join(reasons) or "other cells or files of the assignment changed"


def _cell(rubric: Rubric, exercise: str, name: str) -> RubricCell | None:
    for notebook in rubric.exercises:
        if notebook.name == exercise:
            return next((cell for cell in notebook.cells if cell.id == name), None)
    return None
