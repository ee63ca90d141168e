"""Tables of organisations: seats, staff, invitations and certificates."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub_config.campus.tables.base import Base, now
from hub_config.campus.tables.teaching import Cohort, Person


class Organisation(Base):
    """A company or institution that buys seats."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    siren: Mapped[str] = mapped_column(String(9), unique=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Manager(Base):
    """Somebody manages the training of an organisation."""

    __tablename__ = "manager"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Staff(Base):
    """Somebody who works at an organisation, as the organisation named them."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("organisation_id", "email"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    first_name: Mapped[str] = mapped_column(String(120))
    last_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(255))
    added_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship()


class SeatOrder(Base):
    """An organisation asks for seats in a cohort; an operator confirms.

    Attributes:
        status: `asked`, `confirmed` or `refused`.
        reference: the organisation's own order number.
    """

    __tablename__ = "seat_order"
    __table_args__ = (Index("ix_seat_order_organisation", "organisation_id", "cohort_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    seats: Mapped[int]
    reference: Mapped[str | None] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(10), default="asked")
    ordered_by: Mapped[str] = mapped_column(String(255))
    ordered_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    cohort: Mapped[Cohort] = relationship()


class Seat(Base):
    """A seat of a cohort that somebody of an organisation uses, or gave back.

    Attributes:
        accepted_at: when the person took it; until then the organisation sees nothing.
    """

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("organisation_id", "cohort_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(default=now)
    accepted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Invitation(Base):
    """A link that lets staff take a seat by themselves; only its hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    max_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_by: Mapped[str] = mapped_column(String(255))

    organisation: Mapped[Organisation] = relationship()
    cohort: Mapped[Cohort] = relationship()


class StaffUpload(Base):
    """A staff file that was checked and waits for its manager's word.

    Attributes:
        rows: the good lines, as read.
        problems: the bad lines with their reasons.
    """

    __tablename__ = "staff_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    file_name: Mapped[str] = mapped_column(String(255))
    rows: Mapped[dict[str, Any]]
    created_by: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]


class Certificate(Base):
    """An issued certificate, so that its code can be checked by whoever is shown it.

    Attributes:
        code: what stands on the paper.
        hours: hours credited.
    """

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    holder: Mapped[str] = mapped_column(String(255))
    course_title: Mapped[str] = mapped_column(Text)
    hours: Mapped[float]
    issued_at: Mapped[datetime] = mapped_column(default=now)
