"""Requests for a proof of concept: from a company's need to somebody who answers for it.

A request has a state and, from the moment an operator takes it, an owner. Only the owner moves
it on; another operator may take it over. Who asked sees every step and may withdraw.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from hub_config.campus.errors import N_, Refused, forbidden, unknown
from hub_config.campus.people import Identity
from hub_config.campus.tables import ProjectEvent, ProjectRequest

MAX_OPEN = 10
MAX_TEXT = 5000


class Status(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    TAKEN = "taken"
    MATCHED = "matched"
    RUNNING = "running"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NAMES: Mapping[Status, str] = {
    Status.ASKED: N_("waits for somebody to take it"),
    Status.TAKEN: N_("being looked at"),
    Status.MATCHED: N_("a laboratory is found"),
    Status.RUNNING: N_("under way"),
    Status.DONE: N_("finished"),
    Status.DECLINED: N_("declined"),
    Status.WITHDRAWN: N_("withdrawn"),
}
# What the owner may do next; taking and withdrawing are actions of their own.
NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.TAKEN: (Status.MATCHED, Status.DECLINED),
    Status.MATCHED: (Status.RUNNING, Status.TAKEN, Status.DECLINED),
    Status.RUNNING: (Status.DONE, Status.DECLINED),
}
OPEN = (Status.ASKED, *NEXT)


def ask(
    session: Session, identity: Identity, values: Mapping[str, str], moment: datetime
) -> ProjectRequest:
    """Store a request.

    Args:
        session: a session for writing.
        identity: who asks.
        values: `need`, `title`, `description`, `organisation` and `contact`.
        moment: now.

    Raises:
        Refused: something is missing or too long, or too many requests are open.
    """
    if not all(values[name] for name in ("title", "description", "organisation", "contact")):
        raise Refused(
            422,
            "empty",
            N_("The need, its description, your organisation and a contact are needed."),
        )
    if len(values["description"]) > MAX_TEXT:
        raise _too_long()
    mine = select(func.count()).where(
        ProjectRequest.person_id == identity.person_id, ProjectRequest.status.in_(OPEN)
    )
    if session.scalar(mine) == MAX_OPEN:
        raise Refused(
            409,
            "too-many-open",
            N_("You have %(count)s open requests: wait for an answer, or withdraw one."),
            None,
            count=MAX_OPEN,
        )
    request = ProjectRequest(
        person_id=identity.person_id,
        need=values["need"][:80],
        title=values["title"][:200],
        description=values["description"],
        organisation=values["organisation"][:255],
        contact=values["contact"][:255],
        asked_at=moment,
    )
    session.add(request)
    _tell(request, Status.ASKED, "", False, moment)
    session.flush()
    return request


def find(session: Session, identity: Identity, request_id: int) -> ProjectRequest:
    """Return a request that this person may read: their own, or any for an operator.

    Raises:
        Refused: there is none; whose it is, others are not told.
    """
    request = session.get(ProjectRequest, request_id)
    is_mine = request is not None and request.person_id == identity.person_id
    if request is None or not (is_mine or identity.is_operator):
        raise unknown("unknown-request", N_("This request does not exist."))
    return request


def listed(session: Session, identity: Identity) -> Sequence[ProjectRequest]:
    """Return the requests that this person may read: open ones first, then the latest."""
    query = select(ProjectRequest).order_by(
        ProjectRequest.status.notin_(OPEN), ProjectRequest.id.desc()
    )
    if not identity.is_operator:
        query = query.where(ProjectRequest.person_id == identity.person_id)
    return session.scalars(query).all()


def take(request: ProjectRequest, identity: Identity, moment: datetime) -> None:
    """Make an operator the owner of a request.

    Raises:
        Refused: the person is no operator, or the request is closed.
    """
    if not identity.is_operator:
        raise forbidden()
    _check_open(request)
    request.owner_id = identity.person_id
    status = Status(request.status)
    _tell(request, Status.TAKEN if status is Status.ASKED else status, "", True, moment)


def move(
    request: ProjectRequest,
    identity: Identity,
    status: Status,
    note: str,
    laboratory: str,
    moment: datetime,
) -> None:
    """Bring a request to its next state.

    Raises:
        Refused: the person is not its owner, this state does not follow, or a reason is missing.
    """
    if not identity.is_operator or request.owner_id != identity.person_id:
        raise forbidden()
    if status not in NEXT.get(Status(request.status), ()):
        raise Refused(409, "wrong-state", N_("The request has moved on since; look at it again."))
    if status is Status.DECLINED and not note:
        raise Refused(422, "empty", N_("Say why: who asked will read it."))
    if status is Status.MATCHED and not laboratory:
        raise Refused(422, "empty", N_("Name the laboratory or service."))
    request.laboratory = laboratory[:255] or request.laboratory
    _tell(request, status, note, True, moment)


def withdraw(request: ProjectRequest, identity: Identity, moment: datetime) -> None:
    """End a request on the word of who asked.

    Raises:
        Refused: somebody else asked, or the request is closed.
    """
    if request.person_id != identity.person_id:
        raise forbidden()
    _check_open(request)
    _tell(request, Status.WITHDRAWN, "", False, moment)


def say(request: ProjectRequest, identity: Identity, note: str, moment: datetime) -> None:
    """Add a message that both sides read.

    Raises:
        Refused: the message is empty or too long.
    """
    if not note:
        raise Refused(422, "empty", N_("The message is empty."))
    by_owner = request.person_id != identity.person_id
    _tell(request, Status(request.status), note, by_owner, moment)


def forget(session: Session, person_id: int) -> None:
    """Delete what a person asked for, and give back what they answered for."""
    mine = select(ProjectRequest).where(ProjectRequest.person_id == person_id)
    for request in session.scalars(mine):
        session.delete(request)
    session.execute(
        update(ProjectRequest).where(ProjectRequest.owner_id == person_id).values(owner_id=None)
    )


def _check_open(request: ProjectRequest) -> None:
    if Status(request.status) not in OPEN:
        raise Refused(409, "closed", N_("This request is closed."))


def _tell(
    request: ProjectRequest, status: Status, note: str, by_owner: bool, moment: datetime
) -> None:
    if len(note) > MAX_TEXT:
        raise _too_long()
    request.status = status
    request.changed_at = moment
    request.events.append(ProjectEvent(status=status, note=note, by_owner=by_owner, at=moment))


def _too_long() -> Refused:
    return Refused(
        422, "too-long", N_("At most %(count)s characters, please."), None, count=MAX_TEXT
    )
