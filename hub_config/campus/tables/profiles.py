"""The table of what people told about themselves, by their own choice."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hub_config.campus.tables.base import Base


class Profile(Base):
    """Optional, self-declared, with consent; only `statistics.py` reads it besides its owner.

    The commune itself is not kept: only what it belongs to, so that nobody can be singled out
    by coming from a small place.

    Attributes:
        gender: `woman`, `man`, `other`, or None.
        status: `student`, `phd`, `employee`, `job-seeker`, `teacher`, `other`, or None.
        department: department of origin, its code; `99` for outside France; None when not told.
        epci: group of communes, its SIREN, or None.
        is_metropole, is_rural, is_remote, is_priority: classes of the commune of origin
            (definitions on the page about statistics), or None.
        vintage: vintage of the table of communes that the classes come from.
        consent_at: when the person agreed to statistics; None means no consent, so no data.
        consent_version: version of the text that the person agreed to.
    """

    __tablename__ = "profile"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    gender: Mapped[str | None] = mapped_column(String(10))
    status: Mapped[str | None] = mapped_column(String(12))
    department: Mapped[str | None] = mapped_column(String(3))
    epci: Mapped[str | None] = mapped_column(String(9))
    is_metropole: Mapped[bool | None]
    is_rural: Mapped[bool | None]
    is_remote: Mapped[bool | None]
    is_priority: Mapped[bool | None]
    vintage: Mapped[str | None] = mapped_column(String(10))
    consent_at: Mapped[datetime | None]
    consent_version: Mapped[int | None]
