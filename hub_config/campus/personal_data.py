"""A person's rights over their data: a copy of everything, and erasure."""

import io
import json
import shutil
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hub_config.campus import projects
from hub_config.campus.blobs import BlobStore
from hub_config.campus.database import Database
from hub_config.campus.errors import N_, Refused
from hub_config.campus.likeness import Likeness
from hub_config.campus.profiles import as_dict
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import (
    AuditEvent,
    Base,
    Certificate,
    Cohort,
    Enrolment,
    Job,
    Manager,
    Person,
    Profile,
    ProjectRequest,
    QuestionScore,
    RegradeItem,
    Result,
    Seat,
    Staff,
    Submission,
    Teaching,
)

# Rows about a person, by table, in the copy of their data.
EXPORTED: tuple[type[Base], ...] = (
    Enrolment,
    Teaching,
    Submission,
    Staff,
    Manager,
    Seat,
    Certificate,
    ProjectRequest,
)
NBGRADER_FOLDERS = ("submitted", "autograded", "feedback")


def export(database: Database, blobs: BlobStore, person_id: int) -> bytes:
    """Return everything stored about a person as a zip: JSON, what was handed in, records."""
    buffer = io.BytesIO()
    with database.read() as session, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _to_json(_everything(session, person_id)))
        for submission, slug, result in _submissions(session, person_id):
            name = f"submissions/{slug}/attempt-{submission.attempt}"
            archive.writestr(f"{name}.zip", blobs.get(submission.sha256))
            if result:
                archive.writestr(f"{name}-record.json.zlib", blobs.get(result.record_sha256))
    return buffer.getvalue()


def _everything(session: Session, person_id: int) -> dict[str, Any]:
    person = session.get_one(Person, person_id)
    values: dict[str, Any] = {
        "person": _row(person),
        "profile": as_dict(session.get(Profile, person_id)),
        "audit": [
            _row(event)
            for event in session.scalars(select(AuditEvent).where(AuditEvent.actor == person.name))
        ],
        "results": [
            _row(result)
            for result in session.scalars(
                select(Result).join(Submission).where(Submission.person_id == person_id)
            )
        ],
        "questions": [
            _row(row)
            for row in session.scalars(
                select(QuestionScore)
                .join(Submission, Submission.id == QuestionScore.submission_id)
                .where(Submission.person_id == person_id)
            )
        ],
    }
    for table in EXPORTED:
        rows = session.scalars(select(table).where(table.person_id == person_id))  # type: ignore[attr-defined]
        values[table.__tablename__] = [_row(row) for row in rows]
    return values


def _submissions(
    session: Session, person_id: int
) -> Sequence[tuple[Submission, str, Result | None]]:
    rows = session.execute(
        select(Submission, Cohort.slug, Result)
        .join(Submission.assignment)
        .join(Cohort)
        .outerjoin(Result, Result.submission_id == Submission.id)
        .where(Submission.person_id == person_id)
        .order_by(Submission.id)
    )
    return [
        (submission, f"{slug}/{submission.assignment.slug}", result)
        for submission, slug, result in rows
    ]


def _row(row: Base) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def _to_json(values: dict[str, Any]) -> str:
    def plain(value: object) -> str:
        return value.isoformat() if isinstance(value, datetime) else str(value)

    return json.dumps(values, default=plain, ensure_ascii=False, indent=1)


def erase(
    database: Database, blobs: BlobStore, settings: CampusSettings, person_id: int, now: datetime
) -> str:
    """Erase a person and return the user name that they had.

    What the law asks a training provider to keep stays: for a seat that an organisation paid,
    who was trained, in what, when and for how many hours (staff, seat and certificate rows).

    Raises:
        Refused: the person teaches or manages; somebody else must take over first.
    """
    with database.write() as session:
        person = session.get_one(Person, person_id)
        _check_may_leave(session, person_id)
        name = person.name
        likeness = Likeness.of(settings, blobs)
        cohorts = _forget_work(session, blobs, likeness, person_id)
        projects.forget(session, person_id)
        session.execute(delete(Profile).where(Profile.person_id == person_id))
        session.execute(delete(Enrolment).where(Enrolment.person_id == person_id))
        person.name = f"erased-{person_id}"
        _forget_in_audit_log(session, name, person.name)
        person.display_name = person.email = person.language = None
        person.erased_at = now
    for cohort in cohorts:
        _forget_in_course_folder(settings, cohort, name)
    shutil.rmtree(settings.state / "homes" / name, ignore_errors=True)
    return name


def _forget_in_audit_log(session: Session, name: str, instead: str) -> None:
    """Replace a user name in the audit log: what was done stays, to whom is told no more."""
    session.execute(update(AuditEvent).where(AuditEvent.actor == name).values(actor=instead))
    about = AuditEvent.target.endswith(f"/{name}", autoescape=True)
    for event in session.scalars(select(AuditEvent).where(about)):
        event.target = f"{event.target.removesuffix(name)}{instead}"


def _check_may_leave(session: Session, person_id: int) -> None:
    teaches = session.scalar(select(Teaching).where(Teaching.person_id == person_id).limit(1))
    manages = session.scalar(select(Manager).where(Manager.person_id == person_id).limit(1))
    if teaches or manages:
        raise Refused(
            409,
            "still-responsible",
            N_(
                "You teach a course or manage an organisation: hand this over first, "
                "then erase your account."
            ),
        )


def _forget_work(
    session: Session, blobs: BlobStore, likeness: Likeness, person_id: int
) -> list[str]:
    """Delete submissions, results and their bytes; return the cohorts they belonged to."""
    rows = _submissions(session, person_id)
    ids = [submission.id for submission, _, _ in rows]
    hashes = {submission.sha256 for submission, _, _ in rows}
    records = {result.record_sha256 for _, _, result in rows if result}
    for table in (Job, RegradeItem, QuestionScore, Result):
        session.execute(delete(table).where(table.submission_id.in_(ids)))
    session.execute(delete(Submission).where(Submission.id.in_(ids)))
    shared = set(session.scalars(select(Submission.sha256).where(Submission.sha256.in_(hashes))))
    for sha256 in (hashes - shared) | records:
        blobs.remove(sha256)
        likeness.forget(sha256)
    return sorted({slug.partition("/")[0] for _, slug, _ in rows})


def _forget_in_course_folder(settings: CampusSettings, cohort: str, name: str) -> None:
    """Take a student out of a cohort's gradebook and folders."""
    # Imported here: nbgrader takes a second to import and erasing is rare.
    from nbgrader.api import Gradebook, MissingEntry

    folder = settings.cohorts_folder / cohort
    for part in NBGRADER_FOLDERS:
        shutil.rmtree(folder / part / name, ignore_errors=True)
    for record in (folder / "records").rglob(f"{name}.json"):
        record.unlink()
    if (folder / "gradebook.db").is_file():
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            try:
                gradebook.remove_student(name)
            except MissingEntry:
                return
