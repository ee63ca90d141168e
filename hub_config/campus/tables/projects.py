"""Tables of requests for a proof of concept."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub_config.campus.tables.base import Base, now
from hub_config.campus.tables.teaching import Person


class ProjectRequest(Base):
    """Somebody asks for a proof of concept; an operator answers for it.

    Attributes:
        person_id: who asked.
        need: slug of the need on the public map of skills, or empty.
        title: the need in one line.
        description: in the words of who asked.
        organisation: name of the company, as they give it.
        contact: e-mail address or telephone number.
        status: see `projects.Status`.
        owner_id: the operator who answers for it; None until one takes it.
        laboratory: who works on it, once somebody does.
    """

    __tablename__ = "project_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    need: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(String(255))
    contact: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(10), default="asked", index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    laboratory: Mapped[str] = mapped_column(String(255), default="")
    asked_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    events: Mapped[list["ProjectEvent"]] = relationship(
        order_by="ProjectEvent.id", cascade="all, delete-orphan"
    )


class ProjectEvent(Base):
    """What happened to a request, as both sides read it.

    Attributes:
        status: the state that it came to.
        by_owner: said by who answers for it, not by who asked.
    """

    __tablename__ = "project_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("project_request.id"), index=True)
    status: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")
    by_owner: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=now)
