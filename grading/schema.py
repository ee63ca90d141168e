"""What the TOML files of a course may contain; `reference/course-format.md` lists these keys."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from grading.tables import Table

LANGUAGES = ("fr", "en")
LEVELS = ("licence", "master", "doctorat", "entreprise")
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")

Level = Literal["licence", "master", "doctorat", "entreprise"]
Language = Literal["fr", "en"]
FieldOfStudy = Literal[
    "any",
    "computing",
    "mathematics",
    "physics",
    "chemistry",
    "biology",
    "health",
    "materials",
    "engineering",
    "environment",
    "economics",
    "humanities",
]


def localise(value: object, info: ValidationInfo) -> object:
    """Turn a plain string into `{language: string}`, with the course's language."""
    language = (info.context or {}).get("language")
    if isinstance(value, str) and language in LANGUAGES:
        value = {language: value}
    if isinstance(value, dict):
        unknown = sorted(set(value) - set(LANGUAGES))
        if unknown:
            raise ValueError(f"language {unknown[0]!r} is unknown; write 'fr' or 'en'")
        if not value or not all(isinstance(text, str) and text.strip() for text in value.values()):
            raise ValueError("text expected, not empty")
    return value


def check_both_languages(value: dict[str, str]) -> dict[str, str]:
    """Refuse a catalogue text that one of the two interfaces could not show."""
    missing = [language for language in LANGUAGES if language not in value]
    if missing:
        raise ValueError(f'{missing[0]!r} is missing; write both, {{ fr = "…", en = "…" }}')
    return value


def check_slug(value: str) -> str:
    """Refuse a name that is not a slug."""
    if not SLUG.match(value):
        raise ValueError("a slug expected: lower-case ASCII letters, digits and single hyphens")
    return value


def check_unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a list that names something twice."""
    for index, value in enumerate(values):
        if value in values[:index]:
            raise ValueError(f"{value!r} stands twice")
    return values


def check_email(value: str) -> str:
    """Refuse what cannot be an e-mail address."""
    if not EMAIL.match(value):
        raise ValueError("an e-mail address expected")
    return value


Text = Annotated[dict[str, str], BeforeValidator(localise)]
BothText = Annotated[Text, AfterValidator(check_both_languages)]
Slug = Annotated[str, AfterValidator(check_slug)]
Slugs = Annotated[tuple[Slug, ...], AfterValidator(check_unique)]
Words = Annotated[str, Field(min_length=1)]
Positive = Annotated[float, Field(gt=0, strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]


class Author(Table):
    """A person or an institution that wrote a course."""

    name: Words
    affiliation: str = ""
    orcid: str = Field(default="", pattern=r"^(\d{4}-\d{4}-\d{4}-\d{3}[\dX])?$")


class Accessibility(Table):
    """Whom a disabled person can ask, and what can be adapted."""

    contact: Annotated[str, AfterValidator(check_email)]
    text: Text | None = None


class CourseKeys(Table):
    """The keys that describe a course; catalogue and French training law need them."""

    title: BothText
    summary: BothText
    language: Language
    fields: Annotated[tuple[FieldOfStudy, ...], Field(min_length=1)]
    hours: Positive
    audience: Text
    prerequisites: tuple[Text, ...]
    objectives: Annotated[tuple[Text, ...], Field(min_length=1)]
    assessment: Text
    format: Literal["online", "classroom", "blended"]
    price_eur: Annotated[float, Field(ge=0, strict=True)]
    access_delay_days: Annotated[int, Field(ge=0, strict=True)]
    accessibility: Accessibility
    licence: Words
    authors: Annotated[tuple[Author, ...], Field(min_length=1)]


class CourseFile(CourseKeys):
    """`course.toml`."""

    modules: Annotated[Slugs, Field(min_length=1)]


class ModuleKeys(Table):
    """The keys that describe a module."""

    title: Text
    objectives: Annotated[tuple[Text, ...], Field(min_length=1)]
    hours: Positive
    takeaway: Text


class ModuleFile(ModuleKeys):
    """`module.toml`."""

    lessons: Slugs = ()
    assignments: Slugs = ()


class Limits(Table):
    """What one student's run of an exercise may use.

    Attributes:
        wall_time_s: seconds for one cell.
        memory_mb: megabytes for the whole notebook.
    """

    wall_time_s: Positive = 30.0
    memory_mb: Count = 1024


class Attempts(Table):
    """How often an assignment may be handed in.

    Attributes:
        max: number of attempts; None = no limit.
        burst: attempts that may follow one another at once; None = no limit.
        refill_min: minutes until one more attempt is free after a burst.
        keep: which attempt counts.
    """

    max: Count | None = None
    burst: Count | None = None
    refill_min: Positive = 20.0
    keep: Literal["best", "last"] = "best"


class Hint(Table):
    """A help that shows after some failed attempts at a question."""

    question: Words
    after: Count = 1
    text: Text


class EquivalentMutant(Table):
    """A mutant that no test can tell from the solution, with the author's reason."""

    mutant: Words
    reason: Words


class AssignmentKeys(Table):
    """The keys that describe an assignment."""

    title: Text
    duration_min: Positive
    packages: Annotated[tuple[Words, ...], AfterValidator(check_unique)] = ()
    limits: Limits = Limits()
    attempts: Attempts = Attempts()
    skills: dict[str, Slugs] = Field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    equivalent: tuple[EquivalentMutant, ...] = ()


class AssignmentFile(AssignmentKeys):
    """`assignment.toml`."""

    exercises: Annotated[Slugs, Field(min_length=1)]


class Skill(Table):
    """One skill of `skills.toml`."""

    title: BothText
    description: Text | None = None
    level: Level
    requires: Slugs = ()
    esco: str = ""
    rome: str = ""
