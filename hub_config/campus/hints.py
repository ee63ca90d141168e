"""Hints that open with attempts: counted here, so that no closed hint ever leaves campus."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grading.course import Course
from grading.record import Status
from grading.schema import Hint
from hub_config.campus.catalogue import localised
from hub_config.campus.tables import QuestionScore, Result, Submission

# An answer that was not tried opens nothing.
FAILED = (Status.WRONG.value, Status.PARTIAL.value, Status.LIMIT.value)


@dataclass(frozen=True)
class OpenHints:
    """What one person may read about one question.

    Attributes:
        texts: the hints that have opened, in the author's order (Markdown).
        next_in: failed attempts until one more opens; None when there is no other.
    """

    texts: tuple[str, ...] = ()
    next_in: int | None = None


def failed_attempts(session: Session, person_id: int, assignment_id: int) -> Counter[str]:
    """Return how many graded attempts of a person failed at each `exercise/question`."""
    rows = session.execute(
        select(QuestionScore.question, func.count())
        .join(Result, Result.submission_id == QuestionScore.submission_id)
        .join(Submission, Submission.id == Result.submission_id)
        .where(
            Submission.person_id == person_id,
            Submission.assignment_id == assignment_id,
            QuestionScore.status.in_(FAILED),
        )
        .group_by(QuestionScore.question)
    )
    return Counter({question: count for question, count in rows})


def open_hints(
    course: Course | None, assignment: str, failed: Counter[str], language: str
) -> dict[str, OpenHints]:
    """Return the hints that are open, by question id, of every question that has hints.

    Args:
        course: what the cohort runs; None when its folder is gone.
        assignment: slug of the assignment.
        failed: failed attempts by `exercise/question`.
        language: language of the texts, where the course has it.
    """
    known = {each.slug: each for each in course.assignments} if course else {}
    found = known.get(assignment)
    tries: Counter[str] = Counter()
    for question, count in failed.items():
        tries[question.partition("/")[2]] += count
    hints = found.hints if found else ()
    return {
        question: _opened(
            [hint for hint in hints if hint.question == question], tries[question], language
        )
        for question in {hint.question for hint in hints}
    }


def _opened(hints: list[Hint], tries: int, language: str) -> OpenHints:
    waiting = [hint.after - tries for hint in hints if hint.after > tries]
    texts = tuple(localised(hint.text, language) for hint in hints if hint.after <= tries)
    return OpenHints(texts, min(waiting, default=None))
