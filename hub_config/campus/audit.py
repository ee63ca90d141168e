"""The audit log: who saw or changed what about somebody else."""

from sqlalchemy.orm import Session

from hub_config.campus.database import Database
from hub_config.campus.people import Identity
from hub_config.campus.tables import AuditEvent


def add(
    session: Session, identity: Identity, action: str, target: str, detail: str | None = None
) -> None:
    """Note an action inside the transaction that does it."""
    session.add(AuditEvent(actor=identity.name, action=action, target=target, detail=detail))


def note(
    database: Database, identity: Identity, action: str, target: str, detail: str | None = None
) -> None:
    """Note that something was looked at."""
    with database.write() as session:
        add(session, identity, action, target, detail)
