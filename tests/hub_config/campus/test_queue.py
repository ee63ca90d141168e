"""Who is graded next, and what happens when graders fail or die."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hub_config.campus import queue
from hub_config.campus.database import Database, open_database
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Assignment, Cohort, Job, Person, Submission

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=10)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(CampusSettings(state=tmp_path))
    yield database
    database.close()


def add(database: Database, *waiting: str, priority: int = 0) -> None:
    """Queue submissions given as `cohort/student`, in this order."""
    with database.write() as session:
        for item in waiting:
            cohort_slug, name = item.split("/")
            cohort = session.scalar(select(Cohort).where(Cohort.slug == cohort_slug))
            if cohort is None:
                cohort = Cohort(slug=cohort_slug, course="c", title={})
                session.add(cohort)
                session.flush()
                session.add(
                    Assignment(cohort_id=cohort.id, slug="a", title="A", notebooks=[], cells={})
                )
            person = session.scalar(select(Person).where(Person.name == name))
            if person is None:
                person = Person(name=name)
                session.add(person)
            session.flush()
            assignment = cohort.assignments[0]
            attempt = session.scalar(
                select(func.count(Submission.id)).where(Submission.person_id == person.id)
            )
            total = session.scalar(select(func.count(Submission.id))) or 0
            submission = Submission(
                key=f"k{total}",
                person_id=person.id,
                assignment_id=assignment.id,
                attempt=(attempt or 0) + 1,
                received_at=START,
                sha256="0" * 64,
                size=1,
            )
            session.add(submission)
            session.flush()
            session.add(
                Job(
                    submission_id=submission.id,
                    cohort_id=cohort.id,
                    person_id=person.id,
                    assignment_id=assignment.id,
                    queued_at=START + timedelta(seconds=total),
                    available_at=START,
                    priority=priority,
                )
            )


def claim(database: Database, count: int, worker: str = "w", minutes: float = 1) -> list[str]:
    found = queue.claim(database, worker, count, START + timedelta(minutes=minutes), LEASE)
    return [f"{each.cohort}/{each.student}" for each in found]


def test_who_waits_longest_comes_first(database: Database) -> None:
    add(database, "a/x", "a/y", "a/z")
    assert claim(database, 2) == ["a/x", "a/y"]


def test_many_submissions_of_one_student_do_not_hold_up_others(database: Database) -> None:
    add(database, "a/x", "a/x", "a/x", "a/y")
    assert claim(database, 2) == ["a/x", "a/y"]


def test_courses_take_turns(database: Database) -> None:
    add(database, "a/x", "a/y", "a/z", "b/x")
    assert claim(database, 3) == ["a/x", "b/x", "a/y"]


def test_course_with_running_work_waits_for_the_other(database: Database) -> None:
    add(database, "a/x", "a/y", "a/z")
    assert claim(database, 2) == ["a/x", "a/y"]
    add(database, "b/x")
    assert claim(database, 1) == ["b/x"]


def test_regrades_come_after_people_who_wait(database: Database) -> None:
    add(database, "a/x", "a/y", priority=1)
    add(database, "a/z")
    assert claim(database, 1) == ["a/z"]


def test_nothing_is_claimed_twice(database: Database) -> None:
    add(database, "a/x", "a/y")
    assert len(claim(database, 5)) == 2
    assert claim(database, 5) == []


def test_failure_waits_before_it_runs_again(database: Database) -> None:
    add(database, "a/x")
    (held,) = queue.claim(database, "w", 1, START, LEASE)
    queue.put_back(database, held, "boom", START, first_s=60, max_tries=8)
    assert claim(database, 1, minutes=0.5) == []
    assert claim(database, 1, minutes=1.5) == ["a/x"]


def test_waiting_doubles_with_every_failure(database: Database) -> None:
    add(database, "a/x")
    for _ in range(3):
        (held,) = queue.claim(database, "w", 1, START, LEASE)
        queue.put_back(database, held, "boom", START - timedelta(hours=1), 1, max_tries=8)
    with database.read() as session:
        job = session.scalars(select(Job)).one()
    assert job.available_at - START == timedelta(seconds=4) - timedelta(hours=1)


def test_platform_gives_up_with_a_reason_and_no_score(database: Database) -> None:
    add(database, "a/x")
    (held,) = queue.claim(database, "w", 1, START, LEASE)
    queue.put_back(database, held, "boom", START, first_s=1, max_tries=1)
    with database.read() as session:
        job, submission = session.scalars(select(Job)).one(), session.scalars(select(Submission))
        assert (job.stage, job.last_error, submission.one().status) == ("failed", "boom", "failed")


def test_failed_submission_can_be_run_again(database: Database) -> None:
    add(database, "a/x")
    (held,) = queue.claim(database, "w", 1, START, LEASE)
    queue.put_back(database, held, "boom", START, first_s=1, max_tries=1)
    with database.write() as session:
        queue.retry_failed(session, held.submission_id, START)
    assert claim(database, 1) == ["a/x"]


def test_work_of_a_dead_worker_is_free_at_once(database: Database) -> None:
    add(database, "a/x")
    claim(database, 1, worker="dead")
    assert queue.release_dead(database, lambda name: name != "dead", START) == 1
    assert claim(database, 1) == ["a/x"]


def test_work_of_a_living_worker_is_left_alone_whatever_the_clock_says(
    database: Database,
) -> None:
    add(database, "a/x")
    claim(database, 1)
    assert queue.release_dead(database, lambda name: True, START + timedelta(days=400)) == 0


def test_lease_decides_about_workers_of_other_machines(database: Database) -> None:
    add(database, "a/x")
    claim(database, 1, minutes=0)
    assert queue.release_dead(database, lambda name: None, START + LEASE / 2) == 0
    assert queue.release_dead(database, lambda name: None, START + LEASE * 2) == 1


def test_lost_claim_puts_nothing_back(database: Database) -> None:
    add(database, "a/x")
    (held,) = queue.claim(database, "dead", 1, START, LEASE)
    queue.release_dead(database, lambda name: False, START)
    claim(database, 1, worker="next")
    queue.put_back(database, held, "late", START, first_s=1, max_tries=8)
    with database.read() as session:
        assert session.scalars(select(Job)).one().tries == 0


def test_clock_set_back_a_year_does_not_hold_up_a_retry(database: Database) -> None:
    add(database, "a/x")
    (held,) = queue.claim(database, "w", 1, START, LEASE)
    queue.put_back(database, held, "boom", START, first_s=60, max_tries=8)
    early = START - timedelta(days=365)
    assert len(queue.claim(database, "w", 1, early, LEASE)) == 1
