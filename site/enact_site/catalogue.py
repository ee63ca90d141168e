"""What the catalogue shows of the courses: labels, skills proven, what comes before and after."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from enact_site.words import Words
from grading.course import Assignment, Catalogue, Course, Module
from grading.schema import LEVELS

LEVEL_NAMES = {
    "licence": "Bachelor",
    "master": "Master",
    "doctorat": "Doctorate",
    "entreprise": "Companies",
}
FIELD_NAMES = {
    "any": "All fields",
    "computing": "Computing",
    "mathematics": "Mathematics",
    "physics": "Physics",
    "chemistry": "Chemistry",
    "biology": "Biology",
    "health": "Health",
    "materials": "Materials",
    "engineering": "Engineering",
    "environment": "Environment",
    "economics": "Economics",
    "humanities": "Humanities",
}
FORMAT_NAMES = {"online": "Online", "classroom": "In class", "blended": "Online and in class"}
LANGUAGE_NAMES = {"fr": "French", "en": "English"}
COURSE_FOLDERS = {"fr": "cours", "en": "courses"}


@dataclass(frozen=True)
class Proof:
    """The questions of one assignment that prove a skill."""

    assignment: Assignment
    module: Module
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Neighbours:
    """Courses that prepare for a course and courses that it prepares for."""

    before: tuple[Course, ...]
    after: tuple[Course, ...]


def course_path(course: Course, language: str) -> str:
    """Return the path of a course's page."""
    return f"{COURSE_FOLDERS[language]}/{course.slug}.md"


def proofs(course: Course) -> dict[str, tuple[Proof, ...]]:
    """Return, for each skill that the course proves, the questions that prove it."""
    found: dict[str, list[Proof]] = {}
    for module in course.modules:
        for assignment in module.assignments:
            by_skill: dict[str, list[str]] = {}
            for question, skills in assignment.skills.items():
                for skill in skills:
                    by_skill.setdefault(skill, []).append(question)
            for skill, questions in by_skill.items():
                proof = Proof(assignment, module, tuple(questions))
                found.setdefault(skill, []).append(proof)
    return {skill: tuple(items) for skill, items in found.items()}


def courses_by_skill(catalogue: Catalogue) -> dict[str, tuple[Course, ...]]:
    """Return, for each skill, the courses that prove it, in the order of the levels."""
    found: dict[str, list[Course]] = {slug: [] for slug in catalogue.skills}
    for course in catalogue.courses:
        for skill in proofs(course):
            found[skill].append(course)
    return {skill: tuple(courses) for skill, courses in found.items()}


def needed_skills(course: Course, catalogue: Catalogue) -> set[str]:
    """Return the skills that the course's own skills build on and that it does not teach."""
    taught = set(proofs(course))
    return {need for skill in taught for need in catalogue.skills[skill].requires} - taught


def neighbours(catalogue: Catalogue) -> dict[str, Neighbours]:
    """Return what comes before and after each course, by its slug.

    A course comes before another if it proves a skill that the other one builds on and does not
    teach, and stands at the same level or a lower one.
    """
    by_skill = courses_by_skill(catalogue)
    before: dict[str, list[Course]] = {course.slug: [] for course in catalogue.courses}
    after: dict[str, list[Course]] = {course.slug: [] for course in catalogue.courses}
    for course in catalogue.courses:
        needed = needed_skills(course, catalogue)
        for other in _unique(c for skill in sorted(needed) for c in by_skill.get(skill, ())):
            if LEVELS.index(other.level) <= LEVELS.index(course.level):
                before[course.slug].append(other)
                after[other.slug].append(course)
    return {slug: Neighbours(_in_order(before[slug]), _in_order(after[slug])) for slug in before}


def search_text(words: Words, course: Course, catalogue: Catalogue) -> str:
    """Return the words by which a course is found, without accents, in lower case."""
    skills = [words.text(catalogue.skills[skill].title) for skill in proofs(course)]
    parts = [
        words.text(course.title),
        words.text(course.summary),
        words.text(course.audience),
        words(LEVEL_NAMES[course.level]),
        *(words(FIELD_NAMES[name]) for name in course.fields),
        *(words.text(text) for text in course.objectives),
        *(words.text(module.title) for module in course.modules),
        *skills,
    ]
    return plain(" ".join(parts))


def plain(text: str) -> str:
    """Return a text without accents, in lower case, with single spaces."""
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def price(words: Words, course: Course) -> str:
    """Return a course's price as the catalogue prints it."""
    if not course.price_eur:
        return words("Free")
    digits = 0 if course.price_eur.is_integer() else 2
    amount = words.number(course.price_eur, digits)
    return words("{amount} € a seat, without tax", amount=amount)


def labels(names: Mapping[str, str], words: Words, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return (key, label) for the keys in use, in the order of `names`."""
    used = set(keys)
    return [(key, words(label)) for key, label in names.items() if key in used]


def _unique(courses: Iterable[Course]) -> list[Course]:
    return list({course.slug: course for course in courses}.values())


def _in_order(courses: Iterable[Course]) -> tuple[Course, ...]:
    return tuple(sorted(courses, key=lambda c: (LEVELS.index(c.level), c.slug)))
