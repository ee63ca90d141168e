"""What a cohort's results tell its instructors: who is stuck, and how questions behave."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from hub_config.campus.reading import Attempt, attempts_of
from hub_config.campus.results import counting
from hub_config.campus.tables import Assignment, Person, QuestionScore, Submission

# A person is stuck on a question that failed in this many attempts in a row.
STUCK_ATTEMPTS = 2
# Below this many people a correlation says nothing.
MIN_PEOPLE = 10
MAX_GROUPS = 5
MAX_STUCK = 100
CHUNK = 500
FINAL_SCORE = func.coalesce(QuestionScore.manual_score, QuestionScore.score)


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


class Answer(NamedTuple):
    """One question of one attempt.

    Attributes:
        score: points that count; None while a written answer waits.
    """

    position: int
    score: float | None
    max_score: float
    failed: str | None
    got: str | None


Answers = dict[str, Answer]


@dataclass(frozen=True)
class Attempts:
    """The graded attempts of one person at one assignment, oldest first.

    Attributes:
        answers: questions of the newest attempt and of the one that counts, by attempt.
        counting: the attempt that counts.
        passed: number of the last attempt that did not fail a question, by question.
    """

    attempts: list[Attempt]
    answers: dict[int, Answers]
    counting: Attempt | None
    passed: dict[str, int]

    @property
    def newest(self) -> Answers:
        """The questions of the newest graded attempt."""
        return self.answers.get(self.attempts[-1].submission_id, {})


# The graded attempts of everybody at one assignment, by person.
Class = dict[int, Attempts]
# A person and an assignment.
Place = tuple[int, int]


def load(session: Session, assignments: Sequence[Assignment]) -> dict[int, Class]:
    """Return the graded attempts of everybody, by assignment and person."""
    ids = [each.id for each in assignments]
    by_id = {each.id: each for each in assignments}
    graded: dict[Place, list[Attempt]] = {}
    for place, attempts in attempts_of(session, ids).items():
        kept = [attempt for attempt in attempts if attempt.result]
        if kept:
            graded[place] = kept
    counted = {place: counting(by_id[place[1]], found) for place, found in graded.items()}
    shown = {attempts[-1].submission_id for attempts in graded.values()}
    shown |= {attempt.submission_id for attempt in counted.values() if attempt}
    answers = _answers(session, sorted(shown))
    passed = _passed(session, ids)
    classes: dict[int, Class] = {each.id: {} for each in assignments}
    for place, attempts in graded.items():
        person_id, assignment_id = place
        classes[assignment_id][person_id] = Attempts(
            attempts, answers, counted[place], passed[place]
        )
    return classes


def _answers(session: Session, submission_ids: Sequence[int]) -> dict[int, Answers]:
    """Return the questions of some attempts."""
    answers: defaultdict[int, Answers] = defaultdict(dict)
    for start in range(0, len(submission_ids), CHUNK):
        rows = session.connection().execute(
            select(
                QuestionScore.submission_id,
                QuestionScore.question,
                QuestionScore.position,
                FINAL_SCORE,
                QuestionScore.max_score,
                QuestionScore.failed,
                QuestionScore.got,
            ).where(QuestionScore.submission_id.in_(submission_ids[start : start + CHUNK]))
        )
        for submission_id, question, position, score, max_score, failed, got in rows:
            answer = Answer(position, score, max_score, failed, got)
            answers[submission_id][question] = answer
    return answers


def _passed(session: Session, assignment_ids: Sequence[int]) -> defaultdict[Place, dict[str, int]]:
    """Return the last attempt that did not fail a question, by person, assignment and question.

    The database goes through all attempts of a cohort much faster than this program would.
    """
    is_failed = FINAL_SCORE < QuestionScore.max_score / 2
    rows = session.connection().execute(
        select(
            Submission.person_id,
            Submission.assignment_id,
            QuestionScore.question,
            func.max(case((is_failed, 0), else_=Submission.attempt)),
        )
        .join(QuestionScore, QuestionScore.submission_id == Submission.id)
        .where(Submission.assignment_id.in_(assignment_ids))
        .group_by(Submission.assignment_id, Submission.person_id, QuestionScore.question)
    )
    passed: defaultdict[Place, dict[str, int]] = defaultdict(dict)
    for person_id, assignment_id, question, attempt in rows:
        passed[person_id, assignment_id][question] = attempt
    return passed


def questions(found: Class) -> list[Question]:
    """Return how the questions of an assignment behave, in their order."""
    counted = [
        each.answers.get(each.counting.submission_id, {})
        for each in found.values()
        if each.counting
    ]
    newest = [each.newest for each in found.values()]
    places = {name: answer.position for answers in counted for name, answer in answers.items()}
    return [_question(name, counted, newest) for name in sorted(places, key=lambda n: places[n])]


def stuck(session: Session, assignment: Assignment, found: Class) -> list[Stuck]:
    """Return who fails which question again and again, longest first."""
    rows = []
    for person_id, each in found.items():
        for name in each.newest:
            failing = [a for a in each.attempts if a.attempt > each.passed.get(name, 0)]
            if len(failing) >= STUCK_ATTEMPTS:
                rows.append((person_id, name, len(failing), failing[0].received_at))
    longest = sorted(rows, key=lambda row: row[3])[:MAX_STUCK]
    ids = {person_id for person_id, *_ in longest}
    people = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
    return [
        Stuck(people[person_id], assignment, name, count, since)
        for person_id, name, count, since in longest
    ]


def _question(name: str, counted: Sequence[Answers], newest: Sequence[Answers]) -> Question:
    shares, rests = [], []
    for answers in counted:
        answer = answers.get(name)
        if answer is None or answer.score is None or not answer.max_score:
            continue
        shares.append(answer.score / answer.max_score)
        rests.append(sum(a.score or 0.0 for key, a in answers.items() if key != name))
    return Question(
        name=name,
        people=len(shares),
        facility=sum(shares) / len(shares) if shares else None,
        discrimination=correlation(shares, rests) if len(shares) >= MIN_PEOPLE else None,
        wrong=_wrong_answers([answers[name] for answers in newest if name in answers]),
    )


def _wrong_answers(rows: Sequence[Answer]) -> list[WrongAnswers]:
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.failed and row.score is not None and row.score < row.max_score:
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
