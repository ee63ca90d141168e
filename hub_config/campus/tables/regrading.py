"""Tables of regrades and of messages to a cohort."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub_config.campus.tables.base import Base, now
from hub_config.campus.tables.work import Submission


class Regrade(Base):
    """One new grading of all submissions of an assignment, shown before it counts.

    Attributes:
        state: `running`, `ready`, `applied` or `dropped`.
    """

    __tablename__ = "regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    state: Mapped[str] = mapped_column(String(8), default="running")
    created_by: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]

    items: Mapped[list["RegradeItem"]] = relationship(order_by="RegradeItem.submission_id")


class RegradeItem(Base):
    """One submission of a regrade.

    Attributes:
        old_score: points of the tests before.
        new_score: points of the tests now; None until graded.
        record_sha256: blob of the new record.
    """

    __tablename__ = "regrade_item"

    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id"), primary_key=True, index=True
    )
    old_score: Mapped[float]
    new_score: Mapped[float | None]
    record_sha256: Mapped[str | None] = mapped_column(String(64))

    submission: Mapped[Submission] = relationship()


class Announcement(Base):
    """A message of the instructors to their cohort."""

    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    author: Mapped[str] = mapped_column(String(255))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
