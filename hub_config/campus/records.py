"""Reads, from the campus's database, the rows that figures are made from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from grading.course import Course, Module
from hub_config.campus.disclosure import (
    ABROAD,
    DEPARTMENTS,
    GENDERS,
    OTHER_REGION,
    STAGES,
    UNKNOWN,
    CourseNode,
)
from hub_config.campus.profiles import ABROAD as ABROAD_CODE
from hub_config.campus.statistics import COLUMNS, academic_year
from hub_config.campus.tables import (
    Assignment,
    Cohort,
    Enrolment,
    Person,
    Profile,
    Result,
    Seat,
    Submission,
)

PASS_SHARE = 0.5
LEAST_MODULE_HOURS = 2.0


@dataclass
class Work:
    """What one person did in one cohort: best share of the points, by assignment."""

    best: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def validates(self, module: Module) -> bool:
        """Tell whether every assignment of the module has half of its points."""
        return bool(module.assignments) and all(
            self.best.get(assignment.slug, 0.0) >= PASS_SHARE for assignment in module.assignments
        )


def read_records(
    session: Session, courses: Mapping[str, Course]
) -> tuple[pd.DataFrame, dict[int, list[CourseNode]]]:
    """Return one row a person, year and course, and the courses offered by year.

    Demonstration people and cohorts are left out, and so is what people told about themselves
    without having agreed to statistics.
    """
    work = _read_work(session)
    seats = {
        (seat.cohort_id, seat.person_id): seat.organisation_id
        for seat in session.scalars(select(Seat).where(Seat.returned_at.is_(None)))
    }
    rows: list[dict[str, Any]] = []
    query = (
        select(Enrolment, Cohort, Profile)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Profile, Profile.person_id == Person.id)
        .where(Person.is_demo.is_(False), Cohort.is_demo.is_(False))
    )
    offered: dict[int, dict[str, CourseNode]] = defaultdict(dict)
    for enrolment, cohort, profile in session.execute(query):
        course = courses.get(cohort.course)
        if course is None:
            continue
        node = CourseNode(course.slug, course.level, course.fields[0])
        year = academic_year(cohort.starts_at or enrolment.created_at)
        offered[year][course.slug] = node
        organisation = seats.get((cohort.id, enrolment.person_id))
        rows.append(
            {
                "person": enrolment.person_id,
                "year": year,
                "course": node.course,
                "level": node.level,
                "field": node.field,
                "via": "person" if organisation is None else "organisation",
                "organisation": organisation,
                **_progress(enrolment, course, work.get((cohort.id, enrolment.person_id))),
                **_profile(profile),
            }
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return _once_a_course(frame), {year: list(nodes.values()) for year, nodes in offered.items()}


def _read_work(session: Session) -> dict[tuple[int, int], Work]:
    work: dict[tuple[int, int], Work] = defaultdict(Work)
    query = (
        select(Assignment.cohort_id, Submission.person_id, Assignment.slug, Result)
        .join(Submission, Submission.assignment_id == Assignment.id)
        .join(Result, Result.submission_id == Submission.id)
    )
    for cohort, person, slug, result in session.execute(query):
        share = result.score / result.max_score if result.max_score else 0.0
        best = work[cohort, person].best
        best[slug] = max(best[slug], share)
    return work


def _progress(enrolment: Enrolment, course: Course, work: Work | None) -> dict[str, Any]:
    """Return how far somebody came; `passed` means points in at least one question."""
    validated = [module for module in course.modules if work and work.validates(module)]
    stage = "asked"
    if work and len(validated) == len(course.modules):
        stage = "finished"
    elif work and any(work.best.values()):
        stage = "passed"
    elif work or enrolment.status == "enrolled":
        stage = "enrolled"
    is_trained = any(module.hours >= LEAST_MODULE_HOURS for module in validated)
    return {"stage": stage, "is_trained": is_trained}


def _profile(profile: Profile | None) -> dict[str, str]:
    """Return the classes that figures use; without consent all are unknown."""
    if profile is None or profile.consent_at is None:
        return {"gender": UNKNOWN, "status": "other", **_elsewhere(UNKNOWN)}
    gender = profile.gender if profile.gender in GENDERS else UNKNOWN
    status = "doctoral" if profile.status == "phd" else "other"
    return {"gender": str(gender), "status": status, **_origin(profile)}


def _origin(profile: Profile) -> dict[str, str]:
    if profile.department == ABROAD_CODE:
        return _elsewhere(ABROAD)
    if profile.department is None or profile.is_metropole is None or profile.is_rural is None:
        return _elsewhere(UNKNOWN)
    is_near = profile.department in DEPARTMENTS
    return {
        "department": profile.department if is_near else OTHER_REGION,
        "metropole": "inside" if profile.is_metropole else "outside",
        "rural": "rural" if profile.is_rural else "urban",
        "origin": "france",
    }


def _elsewhere(value: str) -> dict[str, str]:
    return dict.fromkeys(("department", "metropole", "rural", "origin"), value)


def _once_a_course(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep, of a person who took a course twice in a year, the row that came furthest."""
    if frame.empty:
        return frame.astype({"is_trained": bool})
    order = frame["stage"].map({stage: i for i, stage in enumerate(STAGES)})
    best = frame.assign(order=order).sort_values("order", kind="stable")
    return best.drop_duplicates(["person", "year", "course"], keep="last").drop(columns="order")
