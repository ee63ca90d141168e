"""What a student reads about each question of an attempt: score, expected and got, hints."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from grading.messages import finding_text, limit_text, status_text
from grading.record import ExerciseRecord, Finding, GradeRecord, QuestionRecord, Status
from hub_config.campus.hints import OpenHints
from hub_config.campus.tables import QuestionScore

Language = Literal["fr", "en"]


def explain(
    record: GradeRecord,
    language: Language,
    rows: Sequence[QuestionScore] = (),
    hints: Mapping[str, OpenHints] | None = None,
) -> list[dict[str, Any]]:
    """Return the questions of a record, in order, ready to be shown.

    Args:
        record: the result.
        language: language of the texts.
        rows: the questions in the database, for what an instructor gave by hand.
        hints: what the person may read, by question id.
    """
    by_hand = {row.question: row for row in rows}
    return [
        {
            **_question(
                language, exercise, question, by_hand.get(f"{exercise.name}/{question.id}")
            ),
            **_hints((hints or {}).get(question.id, OpenHints())),
        }
        for exercise, question in _questions(record)
    ]


def _questions(record: GradeRecord) -> Iterator[tuple[ExerciseRecord, QuestionRecord]]:
    for exercise in record.exercises:
        for question in exercise.questions:
            yield exercise, question


def _question(
    language: Language,
    exercise: ExerciseRecord,
    question: QuestionRecord,
    row: QuestionScore | None,
) -> dict[str, Any]:
    given = row.manual_score if row else None
    status = question.status if given is None else _by_hand(given, question)
    finding = None if status is Status.CORRECT else question.finding
    limit = question.limit if finding else None
    return {
        "exercise": exercise.name,
        "question": question.id,
        "status": status.value,
        "status_text": status_text(language, status),
        "score": question.score if given is None else given,
        "max_score": question.max_score,
        "reason": finding_text(language, finding) if finding else None,
        "limit": limit_text(language, limit) if limit else None,
        **_shown(finding),
        "comment": row.comment if row else None,
    }


def _by_hand(score: float, question: QuestionRecord) -> Status:
    if score >= question.max_score:
        return Status.CORRECT
    return Status.PARTIAL if score else Status.WRONG


def _shown(finding: Finding | None) -> dict[str, str | None]:
    """Return what a finding may tell: of a hidden test neither its text nor its values."""
    if finding is None:
        return dict.fromkeys(("intent", "test", "expected", "got", "error"))
    error = finding.error if finding.code in ("error", "refused") else None
    values = {
        "intent": finding.intent,
        "test": finding.test,
        "expected": finding.expected,
        "got": finding.got,
    }
    if finding.is_hidden:
        values = dict.fromkeys(values) | {"intent": finding.intent}
    return values | {"error": f"{error}: {finding.detail}" if error and finding.detail else error}


def _hints(hints: OpenHints) -> dict[str, Any]:
    return {"hints": list(hints.texts), "next_hint_in": hints.next_in}
