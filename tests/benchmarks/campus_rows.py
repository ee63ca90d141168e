"""A campus database as it is after years: many people, cohorts and submissions."""

import secrets
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hub_config.campus import organisations, staff
from hub_config.campus.database import Database, open_database
from hub_config.campus.settings import CampusSettings
from hub_config.campus.staff_files import read
from hub_config.campus.tables import (
    Assignment,
    Base,
    Cohort,
    Enrolment,
    Person,
    QuestionScore,
    Result,
    SeatOrder,
    Submission,
    Teaching,
)

PEOPLE, COHORTS, SUBMISSIONS = 20_000, 200, 500_000
ASSIGNMENTS, QUESTIONS = 4, 5
CHUNK = 20_000
START = datetime(2024, 9, 1, tzinfo=UTC)
SIREN = "732829320"


@dataclass(frozen=True)
class Size:
    """What was made, and the pages to look at.

    Attributes:
        people_to_look_with: user name and hub group.
        pages: name, user name, path.
    """

    submissions: int
    people_to_look_with: list[tuple[str, str]]
    pages: list[tuple[str, str, str]]


def fill(state: Path, scale: float) -> Size:
    """Fill the database of a state folder; `scale` 1 is the size of the promise."""
    database = open_database(CampusSettings(state=state))
    people, cohorts = int(PEOPLE * scale), max(2, int(COHORTS * scale))
    per_cohort = people // cohorts
    attempts = max(1, int(SUBMISSIONS * scale) // (people * ASSIGNMENTS))
    with database.write() as session:
        _add(session, Person, ({"name": f"p{n}", "created_at": START} for n in range(people)))
        slugs = [f"cohort-{n}" for n in range(cohorts)]
        _add(session, Cohort, ({"slug": s, "course": "x", "title": {"fr": s}} for s in slugs))
        _add(session, Assignment, _assignments(cohorts))
        _add(session, Enrolment, _enrolments(people, per_cohort, cohorts))
        _add(session, Person, [{"name": "teacher", "created_at": START}])
        _add(session, Teaching, [{"cohort_id": 1, "person_id": people + 1}])
        rows = people * ASSIGNMENTS * attempts
        _add(session, Submission, _submissions(people, per_cohort, cohorts, attempts))
        _add(session, Result, _results(rows))
        _add(session, QuestionScore, _questions(rows))
        key = session.scalars(select(Submission.key).where(Submission.id == 1)).one()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    database.close()
    cohort = slugs[0]
    return Size(
        submissions=rows,
        people_to_look_with=[("p0", f"nbgrader-{cohort}"), ("teacher", f"formgrade-{cohort}")],
        pages=[
            ("my courses", "p0", ""),
            ("a course", "p0", f"cohorts/{cohort}"),
            ("an assignment", "p0", f"cohorts/{cohort}/assignments/a0"),
            ("a submission", "p0", f"submissions/{key}"),
            ("scores of a cohort", "teacher", f"teaching/{cohort}"),
            ("who is stuck", "teacher", f"teaching/{cohort}/insights"),
            ("operation", "operator", "operator"),
        ],
    )


def _add(session: Session, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            session.execute(insert(table), chunk)
            chunk = []
    if chunk:
        session.execute(insert(table), chunk)


def _assignments(cohorts: int) -> Iterator[dict[str, Any]]:
    for cohort in range(cohorts):
        for number in range(ASSIGNMENTS):
            yield {
                "cohort_id": cohort + 1,
                "slug": f"a{number}",
                "title": f"A{number}",
                "module": f"m{number // 2}",
                "position": number,
                "notebooks": ["n"],
                "cells": {"n": []},
                "max_score": 10.0,
                "burst": 3,
            }


def _enrolments(people: int, per_cohort: int, cohorts: int) -> Iterator[dict[str, Any]]:
    for person in range(people):
        yield {
            "cohort_id": min(person // per_cohort, cohorts - 1) + 1,
            "person_id": person + 1,
            "status": "enrolled",
            "source": "hub",
        }


def _submissions(
    people: int, per_cohort: int, cohorts: int, attempts: int
) -> Iterator[dict[str, Any]]:
    for person in range(people):
        cohort = min(person // per_cohort, cohorts - 1)
        for number in range(ASSIGNMENTS):
            for attempt in range(attempts):
                yield {
                    "key": secrets.token_urlsafe(12),
                    "person_id": person + 1,
                    "assignment_id": cohort * ASSIGNMENTS + number + 1,
                    "attempt": attempt + 1,
                    "received_at": START + timedelta(hours=person % 5000 + attempt),
                    "sha256": "0" * 64,
                    "size": 1,
                    "status": "graded",
                }


def _results(rows: int) -> Iterator[dict[str, Any]]:
    for number in range(rows):
        score = float(zlib.crc32(str(number).encode()) % 11)
        yield {
            "submission_id": number + 1,
            "record_sha256": "0" * 64,
            "auto_score": score,
            "score": score,
            "max_score": 10.0,
        }


def _questions(rows: int) -> Iterator[dict[str, Any]]:
    for number in range(rows):
        for question in range(QUESTIONS):
            good = zlib.crc32(f"{number}-{question}".encode()) % 2
            yield {
                "submission_id": number + 1,
                "question": f"n/q{question}",
                "position": question,
                "score": 2.0 * good,
                "max_score": 2.0,
                "status": "correct" if good else "wrong",
                "failed": None if good else "moyenne : 3 attendu",
                "got": None if good else "0",
            }


def staff_file(state: Path) -> tuple[float, str]:
    """Check and enrol 5,000 people of a file; return the seconds."""
    database = Database(f"sqlite:///{state / 'campus' / 'campus.sqlite'}")
    lines = [f"Prénom{n};Nom{n};personne{n}@entreprise.example" for n in range(5_000)]
    content = "\n".join(["Prénom;Nom;E-mail", *lines]).encode()
    now = datetime.now(UTC)
    with database.write() as session:
        organisation = organisations.create(session, "Entreprise", SIREN)
        cohort = session.scalars(select(Cohort).limit(1)).one()
        order = {"seats": 5_000, "status": "confirmed", "ordered_by": "bench"}
        here = {"organisation_id": organisation.id, "cohort_id": cohort.id}
        session.add(SeatOrder(**here, **order))
    started = time.monotonic()
    found = read("staff.csv", content)
    with database.write() as session:
        staff.give_seats(session, organisation.id, cohort, found.good, now)
    seconds = time.monotonic() - started
    database.close()
    return seconds, "s"
