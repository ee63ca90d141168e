"""Cohorts that anybody may join, as the public site shows them: dates and no people."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub_config.campus.catalogue import Courses
from hub_config.campus.cohorts import synchronise
from hub_config.campus.database import open_database
from hub_config.campus.settings import read_settings
from hub_config.campus.tables import Cohort, now


class PublicCohort(BaseModel):
    """One cohort; moments are ISO 8601 in UTC."""

    model_config = ConfigDict(frozen=True)

    cohort: str
    course: str
    starts_at: datetime | None = Field(description="First day; null: it has begun already.")
    ends_at: datetime | None = Field(description="Last day; null: it has no end.")
    open: bool = Field(description="One can enrol now.")
    is_demo: bool


def public_cohorts(session: Session, moment: datetime) -> Sequence[PublicCohort]:
    """Return the cohorts that anybody may join and that have not ended.

    Cohorts by invitation stay out: that a company trains its staff is its own affair.
    """
    found = session.scalars(
        select(Cohort).where(Cohort.access == "open").order_by(Cohort.slug)
    ).all()
    return [
        PublicCohort(
            cohort=cohort.slug,
            course=cohort.course,
            starts_at=cohort.starts_at,
            ends_at=cohort.ends_at,
            open=True,
            is_demo=cohort.is_demo,
        )
        for cohort in found
        if cohort.ends_at is None or cohort.ends_at > moment
    ]


def write_cohorts(cohorts: Sequence[PublicCohort], path: Path) -> None:
    """Write the file that the site's build reads; an unchanged file keeps its date."""
    data = [cohort.model_dump(mode="json") for cohort in cohorts]
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if not path.is_file() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def write_public_cohorts(path: Path) -> int:
    """Write the cohorts of this platform, folders read first; return how many there are."""
    settings = read_settings()
    database = open_database(settings)
    try:
        synchronise(database, settings, Courses(settings.courses))
        with database.read() as session:
            found = public_cohorts(session, now())
    finally:
        database.close()
    write_cohorts(found, path)
    return len(found)
