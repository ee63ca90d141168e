"""A campus database as it is after years: many people, cohorts and submissions."""

import hashlib
import json
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from grading.record import FlagRecord, GradeRecord, Hashes
from hub_config.campus import organisations, staff
from hub_config.campus.blobs import BlobStore, pack
from hub_config.campus.database import Database, open_database
from hub_config.campus.results import store_record
from hub_config.campus.settings import CampusSettings
from hub_config.campus.staff_files import read
from hub_config.campus.tables import (
    Assignment,
    Base,
    Cohort,
    Enrolment,
    Manager,
    Organisation,
    Person,
    Seat,
    SeatOrder,
    Staff,
    Submission,
    Teaching,
)

PEOPLE, COHORTS, SUBMISSIONS = 20_000, 200, 500_000
ASSIGNMENTS, QUESTIONS = 5, 5
WORKS = 120
START = "2024-09-01"
SIREN, OTHER_SIREN = "732829320", "552100554"
ORGANISATION = "atelier"

# Rows lie in the order in which they were handed in, as years of use leave them: those of one
# cohort are far from one another.
SUBMISSION_ROWS = text("""
WITH RECURSIVE attempt(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM attempt WHERE n < :attempts)
INSERT INTO submission
  (key, person_id, assignment_id, attempt, received_at, sha256, size, is_late, status)
SELECT lower(hex(randomblob(8))), enrolment.person_id, assignment.id, attempt.n,
  strftime('%Y-%m-%d %H:%M:%S.000000', :start,
    (assignment.position * 700 + attempt.n * 100 + enrolment.person_id % 97) || ' hours') AS moment,
  work.sha256, 1, 0, 'graded'
FROM enrolment JOIN assignment ON assignment.cohort_id = enrolment.cohort_id CROSS JOIN attempt
JOIN work ON work.n = (enrolment.person_id / :cohorts + attempt.n) % :works
ORDER BY moment
""")
RESULT_ROWS = text("""
INSERT INTO result
  (submission_id, record_sha256, auto_score, score, max_score, needs_manual, flags, graded_at)
SELECT id, :sha256, id * 7919 % 11, id * 7919 % 11, 10, id % 53 = 0, id % 41 = 0, received_at
FROM submission
""")
QUESTION_ROWS = text("""
WITH RECURSIVE question(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM question WHERE n < :last)
INSERT INTO question_score
  (submission_id, question, position, score, max_score, status, failed, got)
SELECT id, 'n/q' || n, n, 2.0 * good, 2, CASE WHEN good THEN 'correct' ELSE 'wrong' END,
  CASE WHEN good THEN NULL ELSE 'moyenne : 3 attendu' END, CASE WHEN good THEN NULL ELSE '0' END
FROM (SELECT id, n, (id * 7919 + n * 104729) / 13 % 2 AS good FROM submission CROSS JOIN question)
""")


NEXT_NUMBER = (
    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1) FROM {table}"
)


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
    attempts = max(1, int(SUBMISSIONS * scale) // (people * ASSIGNMENTS))
    slugs = [f"cohort-{n}" for n in range(cohorts)]
    with database.write() as session:
        session.execute(insert(Person), [{"name": f"p{n}"} for n in range(people)])
        session.execute(
            insert(Cohort),
            [{"slug": s, "course": "x", "title": {"fr": s}, "access": "open"} for s in slugs],
        )
        session.execute(insert(Assignment), list(_assignments(cohorts)))
        session.execute(insert(Enrolment), list(_enrolments(people, cohorts)))
        _add_others(session)
        record = _store_work(session, BlobStore(state / "campus" / "blobs"))
        numbers = {"attempts": attempts, "start": START, "cohorts": cohorts, "works": WORKS}
        session.execute(SUBMISSION_ROWS, numbers)
        session.execute(RESULT_ROWS, {"sha256": record})
        session.execute(QUESTION_ROWS, {"last": QUESTIONS - 1})
        key = session.scalars(select(Submission.key).where(Submission.person_id == 1)).first()
        rows = session.scalar(select(func.count()).select_from(Submission)) or 0
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    database.close()
    cohort = slugs[0]
    groups = [("p0", f"nbgrader-{cohort}"), ("teacher", f"formgrade-{cohort}"), ("boss", "")]
    return Size(submissions=rows, people_to_look_with=groups, pages=_pages(cohort, str(key)))


def _store_work(session: Session, blobs: BlobStore) -> str:
    """Store different notebooks, and one record with a flag, whose name is returned."""
    session.execute(text("CREATE TEMP TABLE work (n INTEGER PRIMARY KEY, sha256 TEXT)"))
    choice = random.Random(0)
    for number in range(WORKS):
        lines = [f"x{choice.randrange(9)} {choice.choice('+-*/')}= {n}" for n in range(60)]
        cells = [{"cell_type": "code", "source": "\n".join(lines), "metadata": {}}]
        content = json.dumps({"cells": cells}).encode()
        values = {"n": number, "sha256": blobs.put(pack({"n.ipynb": content}))}
        session.execute(text("INSERT INTO work VALUES (:n, :sha256)"), values)
    flag = FlagRecord(kind="edited-cell", level="edit", exercise="n", cell="c", evidence="given")
    hashes = Hashes(submission="", tests="", environment="", limits="")
    record = GradeRecord(
        assignment="a0", student="p0", attempt=1, exercises=(), flags=(flag,), hashes=hashes
    )
    return store_record(blobs, record)


def _pages(cohort: str, key: str) -> list[tuple[str, str, str]]:
    return [
        ("my courses", "p0", ""),
        ("catalogue", "p0", "catalogue"),
        ("a course", "p0", f"cohorts/{cohort}"),
        ("an assignment", "p0", f"cohorts/{cohort}/assignments/a0"),
        ("a submission", "p0", f"submissions/{key}"),
        ("profile with a search", "p0", "profile?commune=nancy"),
        ("scores of a cohort", "teacher", f"teaching/{cohort}"),
        ("scores as a file", "teacher", f"teaching/{cohort}/scores.csv"),
        ("who is stuck", "teacher", f"teaching/{cohort}/insights"),
        ("flags", "teacher", f"teaching/{cohort}/flags"),
        ("similar work", "teacher", f"teaching/{cohort}/assignments/a0/similar"),
        ("settings of a cohort", "teacher", f"teaching/{cohort}/settings"),
        ("an organisation", "boss", f"organisations/{ORGANISATION}"),
        ("progress of its staff", "boss", f"organisations/{ORGANISATION}/cohorts/{cohort}"),
        ("operation", "operator", "operator"),
    ]


def _add_others(session: Session) -> None:
    """Add an instructor and an organisation that pays for the whole first cohort."""
    teacher, boss = Person(name="teacher"), Person(name="boss")
    organisation = Organisation(slug=ORGANISATION, name="Atelier", siren=OTHER_SIREN)
    session.add_all([teacher, boss, organisation])
    session.flush()
    session.add(Teaching(cohort_id=1, person_id=teacher.id))
    session.add(Manager(organisation_id=organisation.id, person_id=boss.id))
    enrolled = session.scalars(select(Enrolment.person_id).where(Enrolment.cohort_id == 1)).all()
    here = {"organisation_id": organisation.id, "cohort_id": 1}
    order = {"seats": len(enrolled), "status": "confirmed", "ordered_by": "boss"}
    session.add(SeatOrder(**here, **order))
    for person in enrolled:
        session.add(
            Staff(
                organisation_id=organisation.id,
                person_id=person,
                first_name="Prénom",
                last_name=f"Nom {person}",
                email=f"personne{person}@atelier.example",
            )
        )
        session.add(Seat(**here, person_id=person, accepted_at=datetime.now(UTC)))


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


def _enrolments(people: int, cohorts: int) -> Iterator[dict[str, Any]]:
    for person in range(people):
        yield {
            "cohort_id": person % cohorts + 1,
            "person_id": person + 1,
            "status": "enrolled",
            "source": "hub",
        }


def store_class(blobs: BlobStore, students: int) -> dict[str, str]:
    """Store the work of a class, of which some copy, and return the blob of each student."""
    choice = random.Random(0)
    # As in any class, some ways to write a line are known to many and most are one's own.
    idioms = [_line(choice) for _ in range(400)]
    found: dict[str, str] = {}
    for number in range(students):
        own = [choice.choice(idioms) if choice.random() < 0.5 else _line(choice) for _ in range(40)]
        content = pack({"s.py": "\n".join(own).encode()})
        sha256 = hashlib.sha256(content).hexdigest()
        path = blobs.path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        copies = found and choice.random() < 0.01
        found[f"s{number}"] = choice.choice(list(found.values())) if copies else sha256
    return found


def _line(choice: random.Random) -> str:
    parts = [f"x{choice.randrange(9)}", f"f({choice.randrange(9)})", "y[0]", "'text'", "(a, b)"]
    signs = [" + ", " - ", " * ", " / ", " % ", " == ", " and ", " or "]
    words = [word for _ in range(6) for word in (choice.choice(parts), choice.choice(signs))]
    return f"r = {''.join(words[:-1])}"


def copy_to(state: Path, url: str) -> None:
    """Carry all rows of a state folder's database over to a PostgreSQL database."""
    open_database(CampusSettings(state=state, database_url=url)).close()
    address = url.replace("+psycopg", "")
    with (
        closing(sqlite3.connect(state / "campus" / "campus.sqlite")) as source,
        psycopg.connect(address) as target,
    ):
        target.execute("SET TIME ZONE 'UTC'")
        for table in Base.metadata.sorted_tables:
            names = ", ".join(column.name for column in table.columns)
            with target.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in source.execute(f"SELECT {names} FROM {table.name}"):
                    copy.write_row(row)
            if "id" in table.columns:
                target.execute(NEXT_NUMBER.format(table=table.name))
    with psycopg.connect(address, autocommit=True) as target:
        target.execute("ANALYZE")


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
