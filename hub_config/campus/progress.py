"""How far people of an organisation are: modules done, hours credited, skills proven.

Only what the organisation may see is computed: no code, no attempts, and scores only with the
person's consent.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from grading.course import Course
from grading.course import Module as CourseModule
from hub_config.campus.reading import Attempt, attempts_of
from hub_config.campus.results import counting
from hub_config.campus.tables import (
    Assignment,
    Cohort,
    Enrolment,
    Person,
    QuestionScore,
    Result,
    Seat,
    Staff,
    Submission,
)

# A skill is proven by this share of the points of the questions that prove it.
PROVEN = 0.7
CHUNK = 500


@dataclass(frozen=True)
class Work:
    """One assignment that somebody handed in and that was graded.

    Attributes:
        first_at, last_at: first and last hand-in.
        hours: hours that the course counts for it.
    """

    assignment: Assignment
    first_at: datetime
    last_at: datetime
    hours: float


@dataclass(frozen=True)
class Progress:
    """How far one person is.

    Attributes:
        staff: the person as the organisation named them; None by an invitation link.
        score_percent: share of the points, only with the person's consent.
        is_finished: there is graded work in every assignment.
    """

    seat: Seat
    staff: Staff
    modules_done: int
    modules: int
    hours: float
    course_hours: float
    skills: list[str]
    work: list[Work]
    score_percent: float | None
    is_finished: bool


def seats_query(organisation_id: int, cohort_id: int) -> Select[Seat, Staff]:
    """Return the query for everybody who accepted a seat, by name."""
    return (
        select(Seat, Staff)
        .join(
            Staff,
            (Staff.person_id == Seat.person_id) & (Staff.organisation_id == Seat.organisation_id),
        )
        .join(Person, Person.id == Seat.person_id)
        .options(contains_eager(Seat.person))
        .where(
            Seat.organisation_id == organisation_id,
            Seat.cohort_id == cohort_id,
            Seat.accepted_at.is_not(None),
        )
        .order_by(Staff.last_name, Staff.first_name)
    )


def finished(session: Session, organisation_id: int, cohort_id: int) -> int:
    """Return how many people of an organisation have graded work in every assignment."""
    released = (Assignment.cohort_id == cohort_id, Assignment.is_released)
    all_of_them = session.scalar(select(func.count()).where(*released)) or 0
    done = (
        select(Submission.person_id)
        .join(Result, Result.submission_id == Submission.id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Seat, Seat.person_id == Submission.person_id)
        .where(
            *released,
            Seat.organisation_id == organisation_id,
            Seat.cohort_id == cohort_id,
            Seat.accepted_at.is_not(None),
        )
        .group_by(Submission.person_id)
        .having(func.count(Submission.assignment_id.distinct()) == all_of_them)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(done)) or 0


def of_seats(
    session: Session, cohort: Cohort, course: Course | None, rows: Sequence[tuple[Seat, Staff]]
) -> list[Progress]:
    """Return the progress of some of the people who accepted a seat."""
    assignments = session.scalars(
        select(Assignment)
        .where(Assignment.cohort_id == cohort.id, Assignment.is_released)
        .order_by(Assignment.position)
    ).all()
    people = [seat.person_id for seat, _ in rows]
    done = _graded(session, assignments, people)
    shares = _shares(session, assignments, done)
    sharing = set(
        session.scalars(
            select(Enrolment.person_id).where(
                Enrolment.cohort_id == cohort.id, Enrolment.shares_scores
            )
        )
    )
    return [
        _progress(
            seat,
            staff,
            course,
            assignments,
            done[seat.person_id],
            shares,
            seat.person_id in sharing,
        )
        for seat, staff in rows
    ]


Graded = dict[int, list[Attempt]]
Shares = dict[str, float]


def _graded(
    session: Session, assignments: Sequence[Assignment], people: Sequence[int]
) -> defaultdict[int, Graded]:
    """Return the graded attempts, by person and assignment, oldest first."""
    found: defaultdict[int, Graded] = defaultdict(dict)
    ids = [each.id for each in assignments]
    for (person_id, assignment_id), attempts in attempts_of(session, ids, people).items():
        graded = [attempt for attempt in attempts if attempt.result]
        if graded:
            found[person_id][assignment_id] = graded
    return found


def _shares(
    session: Session, assignments: Sequence[Assignment], done: dict[int, Graded]
) -> dict[int, Shares]:
    """Return, by submission that counts, the share of the points by question."""
    counted = [
        attempt.submission_id
        for graded in done.values()
        for each in assignments
        if (attempt := counting(each, graded.get(each.id, []))) is not None
    ]
    shares: defaultdict[int, Shares] = defaultdict(dict)
    for start in range(0, len(counted), CHUNK):
        rows = session.connection().execute(
            select(
                QuestionScore.submission_id,
                QuestionScore.question,
                func.coalesce(QuestionScore.manual_score, QuestionScore.score, 0.0),
                QuestionScore.max_score,
            ).where(QuestionScore.submission_id.in_(counted[start : start + CHUNK]))
        )
        for submission_id, question, score, max_score in rows:
            if max_score:
                shares[submission_id][question.partition("/")[2]] = score / max_score
    return shares


def _progress(
    seat: Seat,
    staff: Staff,
    course: Course | None,
    assignments: Sequence[Assignment],
    done: Graded,
    shares: dict[int, Shares],
    shares_scores: bool,
) -> Progress:
    modules = _modules(course, assignments)
    finished = [m for m in modules.values() if all(each.id in done for each in m)]
    hours = _hours(course, modules)
    work = [
        Work(
            each,
            done[each.id][0].received_at,
            done[each.id][-1].received_at,
            hours.get(each.id, 0.0),
        )
        for each in assignments
        if each.id in done
    ]
    return Progress(
        seat=seat,
        staff=staff,
        modules_done=len(finished),
        modules=len(modules),
        hours=sum(each.hours for each in work),
        course_hours=course.hours if course else 0.0,
        skills=_proven(course, assignments, done, shares),
        work=work,
        score_percent=_score(assignments, done) if shares_scores else None,
        is_finished=0 < len(work) == len(assignments),
    )


def _modules(
    course: Course | None, assignments: Sequence[Assignment]
) -> dict[str, list[Assignment]]:
    modules: defaultdict[str, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        modules[assignment.module].append(assignment)
    return dict(modules)


def _hours(course: Course | None, modules: dict[str, list[Assignment]]) -> dict[int, float]:
    """Return the hours that each assignment stands for: its share of its module's hours."""
    lengths: dict[str, float] = {}
    found: list[CourseModule] = list(course.modules) if course else []
    for module in found:
        lengths[module.slug] = module.hours
    return {
        each.id: lengths.get(slug, 0.0) / len(items)
        for slug, items in modules.items()
        for each in items
    }


def _proven(
    course: Course | None,
    assignments: Sequence[Assignment],
    done: Graded,
    shares: dict[int, Shares],
) -> list[str]:
    """Return the skills that the work proves, sorted."""
    earned: defaultdict[str, float] = defaultdict(float)
    possible: defaultdict[str, float] = defaultdict(float)
    by_slug = {each.slug: each for each in assignments}
    for assignment in course.assignments if course else ():
        row = by_slug.get(assignment.slug)
        counted = counting(row, done.get(row.id, [])) if row else None
        answers = shares.get(counted.submission_id, {}) if counted else {}
        for question, skills in assignment.skills.items():
            for skill in skills:
                possible[skill] += 1.0
                earned[skill] += answers.get(question, 0.0)
    return sorted(s for s, total in possible.items() if total and earned[s] / total >= PROVEN)


def _score(assignments: Sequence[Assignment], done: Graded) -> float | None:
    counted = [counting(each, done[each.id]) for each in assignments if each.id in done]
    results = [each.result for each in counted if each and each.result]
    possible = sum(result.max_score for result in results)
    if not possible:
        return None
    return 100 * sum(result.score for result in results) / possible
