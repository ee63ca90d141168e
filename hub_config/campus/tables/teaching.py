"""Tables of people, cohorts, assignments and enrolments."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub_config.campus.tables.base import Base, now


class Person(Base):
    """Somebody who signs in through the hub.

    Attributes:
        name: user name at the hub.
        display_name: first and last name as the person or the organisation gave it.
        language: `fr` or `en` once chosen, else None.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255), unique=True)
    display_name: Mapped[str | None] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(5))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    erased_at: Mapped[datetime | None]


class Cohort(Base):
    """One run of a course.

    Attributes:
        slug: nbgrader's `course_id` and name of the cohort's folder.
        access: `open` (anybody may enrol), `invited` or `closed`.
        capacity: enrolled people above which others wait, or None.
    """

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    course: Mapped[str] = mapped_column(String(120), index=True)
    title: Mapped[dict[str, Any]]
    access: Mapped[str] = mapped_column(String(10), default="invited")
    capacity: Mapped[int | None]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    assignments: Mapped[list["Assignment"]] = relationship(
        order_by="Assignment.position", back_populates="cohort"
    )


class Assignment(Base):
    """An assignment of a cohort: the course's, with the cohort's own dates.

    Attributes:
        notebooks: names of its exercises, without `.ipynb`.
        cells: graded cells per notebook, to check a submission before it is taken.
        max_attempts: attempts in all; None means no limit.
        burst: attempts that may follow one another at once; None means no limit.
        refill_min: minutes until a used attempt comes back.
        keeps: which attempt counts, `best` or `last`.
    """

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("cohort_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    slug: Mapped[str] = mapped_column(String(120))
    module: Mapped[str] = mapped_column(String(120), default="")
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(255))
    notebooks: Mapped[list[str]]
    cells: Mapped[dict[str, Any]]
    max_score: Mapped[float] = mapped_column(default=0.0)
    max_attempts: Mapped[int | None]
    burst: Mapped[int | None]
    refill_min: Mapped[float] = mapped_column(default=20.0)
    keeps: Mapped[str] = mapped_column(String(4), default="best")
    due_at: Mapped[datetime | None]
    is_released: Mapped[bool] = mapped_column(default=True)

    cohort: Mapped[Cohort] = relationship(back_populates="assignments")


class Teaching(Base):
    """Somebody teaches a cohort, as the hub's group `formgrade-<cohort>` says."""

    __tablename__ = "teaching"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Enrolment(Base):
    """A person in a cohort.

    Attributes:
        status: `enrolled`, `waiting` or `left`.
        source: who put the person there: `hub`, `self`, `instructor`, `organisation`.
        extra_minutes: minutes added to every deadline for this person.
        shares_scores: the person lets the organisation that paid see scores.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id"),
        Index("ix_enrolment_person", "person_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(12))
    extra_minutes: Mapped[int] = mapped_column(default=0)
    shares_scores: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    cohort: Mapped[Cohort] = relationship()
    person: Mapped[Person] = relationship()
