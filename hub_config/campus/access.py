"""Who may use a route: one word a route, checked before its handler runs."""

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub_config.campus.errors import N_, Refused, forbidden, unknown
from hub_config.campus.people import Identity
from hub_config.campus.tables import (
    Assignment,
    Cohort,
    Enrolment,
    Manager,
    Organisation,
    Submission,
    Teaching,
)


class Access(Enum):
    """What a person must be to use a route."""

    PUBLIC = "anybody, signed in or not"
    SIGNED_IN = "anybody signed in"
    STUDENT = "enrolled in {cohort}"
    MEMBER = "enrolled in {cohort} or one of its instructors"
    INSTRUCTOR = "an instructor of {cohort}"
    TEACHER = "an instructor of any cohort, or an operator"
    READER = "author of {submission} or an instructor of its cohort"
    MANAGER = "a manager of {organisation}"
    OPERATOR = "an operator"


@dataclass
class Scope:
    """What the names in a route's path stand for, once access to it is granted."""

    cohort: Cohort | None = None
    assignment: Assignment | None = None
    submission: Submission | None = None
    organisation: Organisation | None = None
    is_instructor: bool = False
    is_student: bool = False


def authorise(session: Session, identity: Identity, access: Access, path: dict[str, str]) -> Scope:
    """Check that a person may use a route and return what its path names.

    Args:
        session: a session for reading.
        identity: who asks.
        access: what the route demands.
        path: names in the route's path: `cohort`, `assignment`, `submission`.

    Raises:
        Refused: 404 if a name is unknown, 403 if the person may not.
    """
    scope = Scope()
    if access is Access.OPERATOR and not identity.is_operator:
        raise forbidden()
    if access is Access.TEACHER and not (identity.is_operator or identity.is_teacher):
        raise forbidden()
    if "organisation" in path:
        _find_organisation(session, identity, access, path["organisation"], scope)
    if "submission" in path:
        _find_submission(session, path["submission"], scope)
    elif "cohort" in path:
        _find_cohort(session, path, scope)
    if scope.cohort and not scope.organisation:
        _check_cohort(session, identity, access, scope)
    return scope


def _find_organisation(
    session: Session, identity: Identity, access: Access, slug: str, scope: Scope
) -> None:
    """Find an organisation; who manages another one is not told whether it exists."""
    found = session.scalar(select(Organisation).where(Organisation.slug == slug))
    manages = found and session.get(Manager, (found.id, identity.person_id))
    if access is Access.OPERATOR and found is None:
        raise unknown("unknown-organisation", N_("This organisation does not exist."))
    if access is not Access.OPERATOR and not manages:
        raise forbidden()
    scope.organisation = found


def _find_submission(session: Session, key: str, scope: Scope) -> None:
    scope.submission = session.scalar(select(Submission).where(Submission.key == key))
    if scope.submission is None:
        raise unknown("unknown-submission", N_("This submission does not exist."))
    scope.assignment = session.get_one(Assignment, scope.submission.assignment_id)
    scope.cohort = session.get_one(Cohort, scope.assignment.cohort_id)


def _find_cohort(session: Session, path: dict[str, str], scope: Scope) -> None:
    scope.cohort = session.scalar(select(Cohort).where(Cohort.slug == path["cohort"]))
    if scope.cohort is None:
        raise unknown(
            "unknown-cohort", N_("There is no course named %(name)s."), name=path["cohort"]
        )
    if "assignment" in path:
        scope.assignment = session.scalar(
            select(Assignment).where(
                Assignment.cohort_id == scope.cohort.id,
                Assignment.slug == path["assignment"],
                Assignment.is_released,
            )
        )


def _check_cohort(session: Session, identity: Identity, access: Access, scope: Scope) -> None:
    assert scope.cohort is not None  # noqa: S101  # the caller found it
    scope.is_instructor = _teaches(session, identity, scope.cohort)
    scope.is_student = _is_enrolled(session, identity, scope.cohort)
    is_author = bool(scope.submission and scope.submission.person_id == identity.person_id)
    allowed = {
        Access.PUBLIC: True,
        Access.SIGNED_IN: True,
        Access.STUDENT: scope.is_student,
        Access.MEMBER: scope.is_student or scope.is_instructor,
        Access.INSTRUCTOR: scope.is_instructor,
        Access.READER: is_author or scope.is_instructor,
        Access.OPERATOR: identity.is_operator,
        Access.TEACHER: identity.is_teacher,
        Access.MANAGER: False,
    }[access]
    if not allowed:
        raise forbidden()


def require_assignment(scope: Scope, name: str) -> Assignment:
    """Return the assignment of a path, or refuse one that is unknown or not released."""
    if scope.assignment is None:
        raise unknown(
            "unknown-assignment",
            N_("There is no assignment named %(name)s in this course, or it is not released yet."),
            name=name,
        )
    return scope.assignment


def refuse_unless(condition: bool, refusal: Refused) -> None:
    """Raise a refusal unless a condition holds."""
    if not condition:
        raise refusal


def _is_enrolled(session: Session, identity: Identity, cohort: Cohort) -> bool:
    status = session.scalar(
        select(Enrolment.status).where(
            Enrolment.cohort_id == cohort.id, Enrolment.person_id == identity.person_id
        )
    )
    return status == "enrolled"


def _teaches(session: Session, identity: Identity, cohort: Cohort) -> bool:
    return (
        f"formgrade-{cohort.slug}" in identity.groups
        and session.get(Teaching, (cohort.id, identity.person_id)) is not None
    )
