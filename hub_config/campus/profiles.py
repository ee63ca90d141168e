"""What people tell about themselves: optional, with consent, deleted when it is withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hub_config.campus.communes import VINTAGE, Commune, by_code
from hub_config.campus.errors import N_, Refused
from hub_config.campus.tables import Person, Profile

CONSENT_VERSION = 1
ABROAD = "99"
MAX_NAME = 120

GENDERS = {"woman": N_("woman"), "man": N_("man"), "other": N_("other")}
STATUSES = {
    "student": N_("student"),
    "phd": N_("doctoral student"),
    "employee": N_("employed"),
    "job-seeker": N_("looking for work"),
    "teacher": N_("teacher or researcher"),
    "other": N_("other"),
}


@dataclass(frozen=True)
class Answers:
    """What somebody filled in.

    Attributes:
        origin: Insee code, `99` for outside France, empty for no answer, `keep` for what is
            stored.
    """

    display_name: str
    language: str
    gender: str
    status: str
    origin: str
    has_consented: bool


def save(session: Session, person_id: int, answers: Answers, now: datetime) -> None:
    """Store what somebody filled in; without consent nothing personal is kept.

    Raises:
        Refused: an answer is none of the possible ones.
    """
    person = session.get_one(Person, person_id)
    person.display_name = answers.display_name.strip()[:MAX_NAME] or None
    person.language = answers.language if answers.language in ("fr", "en") else None
    profile = session.get(Profile, person_id)
    if not answers.has_consented:
        if profile:
            session.delete(profile)
        return
    if profile is None:
        profile = Profile(person_id=person_id)
        session.add(profile)
    profile.gender = _choice(answers.gender, GENDERS)
    profile.status = _choice(answers.status, STATUSES)
    if answers.origin != "keep":
        _set_origin(profile, answers.origin)
    if profile.consent_version != CONSENT_VERSION:
        profile.consent_at, profile.consent_version = now, CONSENT_VERSION


def _choice(value: str, choices: dict[str, str]) -> str | None:
    if value and value not in choices:
        raise Refused(400, "bad-request", N_("This request cannot be understood."))
    return value or None


def _set_origin(profile: Profile, origin: str) -> None:
    """Keep the classes of the commune of origin, not the commune."""
    commune = by_code().get(origin)
    if origin and origin != ABROAD and commune is None:
        raise Refused(400, "bad-request", N_("There is no commune %(code)s."), None, code=origin)
    profile.department = _department(origin, commune)
    profile.epci = commune.epci or None if commune else None
    profile.is_metropole = commune.is_metropole if commune else None
    profile.is_rural = commune.is_rural if commune else None
    profile.is_remote = commune.is_remote if commune else None
    profile.is_priority = commune.is_priority if commune else None
    profile.vintage = VINTAGE if commune else None


def _department(origin: str, commune: Commune | None) -> str | None:
    if commune:
        return commune.department
    return ABROAD if origin == ABROAD else None


def as_dict(profile: Profile | None) -> dict[str, Any]:
    """Return a profile as plain values, for its owner."""
    if profile is None:
        return {}
    return {
        column.name: getattr(profile, column.name)
        for column in Profile.__table__.columns
        if column.name != "person_id"
    }
