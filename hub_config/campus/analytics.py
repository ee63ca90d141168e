"""What a cohort's results tell its instructors: who is stuck, and how questions behave."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hub_config.campus.results import counting
from hub_config.campus.tables import Assignment, Person, QuestionScore, Result, Submission

# A person is stuck on a question that failed in this many attempts in a row.
STUCK_ATTEMPTS = 2
# Below this many people a correlation says nothing.
MIN_PEOPLE = 10
MAX_GROUPS = 5


@dataclass(frozen=True)
class WrongAnswers:
    """Answers that failed in the same way.

    Attributes:
        failed: what failed.
        got: the most frequent values that were got, with how many people each.
    """

    failed: str
    people: int
    got: list[tuple[str, int]]


@dataclass(frozen=True)
class Question:
    """How one question behaves in a cohort.

    Attributes:
        facility: mean share of the points, over the attempt that counts; None without answers.
        discrimination: correlation with the rest of the assignment; None when it says nothing.
        wrong: what went wrong, most frequent first, over newest attempts.
    """

    name: str
    people: int
    facility: float | None
    discrimination: float | None
    wrong: list[WrongAnswers]


@dataclass(frozen=True)
class Stuck:
    """Somebody who fails a question again and again.

    Attributes:
        attempts: attempts in a row, the newest included, that failed it.
        since: moment of the first of them.
    """

    person: Person
    assignment: Assignment
    question: str
    attempts: int
    since: datetime


Rows = dict[str, QuestionScore]


@dataclass(frozen=True)
class Attempts:
    """The graded attempts of one person at one assignment, oldest first."""

    submissions: list[Submission]
    counting: Submission | None


def load(session: Session, assignment: Assignment) -> dict[int, Attempts]:
    """Return the graded attempts of everybody at an assignment, by person."""
    found: defaultdict[int, list[Submission]] = defaultdict(list)
    for submission in session.scalars(
        select(Submission)
        .join(Result, Result.submission_id == Submission.id)
        .where(Submission.assignment_id == assignment.id)
        .options(
            joinedload(Submission.person),
            joinedload(Submission.result).selectinload(Result.questions),
        )
        .order_by(Submission.attempt)
    ):
        found[submission.person_id].append(submission)
    return {
        person_id: Attempts(submissions, counting(assignment, submissions))
        for person_id, submissions in found.items()
    }


def questions(attempts: dict[int, Attempts]) -> list[Question]:
    """Return how the questions of an assignment behave, in their order."""
    counted = [_rows(each.counting) for each in attempts.values() if each.counting]
    newest = [_rows(each.submissions[-1]) for each in attempts.values()]
    names = {row.question: row.position for rows in counted for row in rows.values()}
    return [_question(name, counted, newest) for name in sorted(names, key=lambda n: names[n])]


def stuck(assignment: Assignment, attempts: dict[int, Attempts]) -> list[Stuck]:
    """Return who fails which question again and again, longest first."""
    found = []
    for each in attempts.values():
        for name in _rows(each.submissions[-1]):
            failing = _failing_in_a_row(each.submissions, name)
            if len(failing) >= STUCK_ATTEMPTS:
                last = failing[-1]
                found.append(
                    Stuck(last.person, assignment, name, len(failing), failing[0].received_at)
                )
    return sorted(found, key=lambda each: each.since)


def _failing_in_a_row(submissions: Sequence[Submission], name: str) -> list[Submission]:
    """Return the newest attempts that failed a question, back to the last that did not."""
    failing: list[Submission] = []
    for submission in reversed(submissions):
        row = _rows(submission).get(name)
        if row is None or not _is_failed(row):
            break
        failing.insert(0, submission)
    return failing


def _is_failed(row: QuestionScore) -> bool:
    return row.final_score is not None and row.final_score < row.max_score / 2


def _rows(submission: Submission | None) -> Rows:
    if submission is None or submission.result is None:
        return {}
    return {row.question: row for row in submission.result.questions}


def _question(name: str, counted: Sequence[Rows], newest: Sequence[Rows]) -> Question:
    shares, rests = [], []
    for rows in counted:
        row = rows.get(name)
        if row is None or row.final_score is None or not row.max_score:
            continue
        shares.append(row.final_score / row.max_score)
        rests.append(sum(r.final_score or 0.0 for key, r in rows.items() if key != name))
    return Question(
        name=name,
        people=len(shares),
        facility=sum(shares) / len(shares) if shares else None,
        discrimination=correlation(shares, rests) if len(shares) >= MIN_PEOPLE else None,
        wrong=_wrong_answers([rows[name] for rows in newest if name in rows]),
    )


def _wrong_answers(rows: Sequence[QuestionScore]) -> list[WrongAnswers]:
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.failed and row.final_score is not None and row.final_score < row.max_score:
            groups[row.failed][row.got or ""] += 1
    ordered = sorted(groups.items(), key=lambda item: -item[1].total())
    return [
        WrongAnswers(failed, got.total(), [pair for pair in got.most_common(3) if pair[0]])
        for failed, got in ordered[:MAX_GROUPS]
    ]


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's correlation, or None when one side does not vary."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    var_x = sum((x - mean_x) ** 2 for x in xs)
    var_y = sum((y - mean_y) ** 2 for y in ys)
    if var_x == 0 or var_y == 0:
        return None
    both = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return both / math.sqrt(var_x * var_y)
