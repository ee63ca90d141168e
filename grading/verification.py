"""Repeat a grade record: the same bytes, tests, environment, limits and seed, the same verdict."""

from dataclasses import dataclass

from grading.autograde import Grader, hashes_of
from grading.errors import EnactError
from grading.record import ENGINE_VERSION, GradeRecord
from grading.submission import Submission


class CannotRepeat(EnactError):
    """Something that decides the verdict has changed since the record was made."""


@dataclass(frozen=True)
class Verification:
    """What a second run gave.

    Attributes:
        record: the record of the second run.
        differences: one line for each part of the verdict that differs; none means the same.
    """

    record: GradeRecord
    differences: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the verdict was repeated to the letter."""
        return not self.differences


def repeat(grader: Grader, record: GradeRecord, submission: Submission) -> Verification:
    """Grade the files of a record again and compare the verdicts.

    Args:
        grader: the course folder, open.
        record: the record to repeat.
        submission: what was handed in.

    Raises:
        CannotRepeat: the files, tests, environment, limits or engine are not the record's.
    """
    now = hashes_of(submission.files, grader.rubric(record.assignment))
    changed = [
        f"the {name} changed: {getattr(record.hashes, name)[:12]} then, "
        f"{getattr(now, name)[:12]} now"
        for name in type(now).model_fields
        if getattr(now, name) != getattr(record.hashes, name)
    ]
    if record.engine != ENGINE_VERSION:
        changed.append(f"the engine's rules changed: {record.engine} then, {ENGINE_VERSION} now")
    if record.seed != grader.settings.seed:
        changed.append(f"the seed changed: {record.seed} then, {grader.settings.seed} now")
    if changed:
        raise CannotRepeat("This record cannot be repeated here: " + "; ".join(changed) + ".")
    again = grader.grade_submission(submission)
    return Verification(again, tuple(_differences(record, again)))


def _differences(one: GradeRecord, other: GradeRecord) -> list[str]:
    then, now = _flat(one), _flat(other)
    return [
        f"{key}: {then.get(key, '-')} then, {now.get(key, '-')} now"
        for key in sorted(then.keys() | now.keys())
        if then.get(key) != now.get(key)
    ]


def _flat(record: GradeRecord) -> dict[str, str]:
    """Return the verdict as text by place."""
    parts = {
        f"{exercise.name}/{question.id}": f"{question.status.value} {question.score}"
        f"/{question.max_score:g} {question.mode or ''}".strip()
        for exercise in record.exercises
        for question in exercise.questions
    }
    for exercise in record.exercises:
        parts[f"{exercise.name}: unanswered"] = ", ".join(exercise.unanswered)
    for number, flag in enumerate(sorted(record.flags, key=str)):
        parts[f"flag {number}"] = f"{flag.kind} {flag.exercise}/{flag.cell} {flag.evidence}"
    return parts
