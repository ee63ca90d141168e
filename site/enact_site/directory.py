"""From a need to skills, to the courses that teach them and the laboratories that master them."""

import datetime
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from enact_site.catalogue import LEVEL_NAMES, course_path, courses_by_skill, plain, proofs
from enact_site.course_pages import CatalogueView
from enact_site.figures.published import DATA, sources
from enact_site.pages import Page
from enact_site.render import render
from enact_site.skills_map import skills_map
from enact_site.words import Words, words
from grading.course import Course

PATHS = {"fr": ("competences.md", "laboratoires.md"), "en": ("skills.md", "laboratories.md")}
LEGAL = {"fr": "mentions-legales.html", "en": "legal.html"}
# The form of the campus that asks for a proof of concept.
ASK = "/services/campus/projects/new"
ROME_URL = "https://candidat.francetravail.fr/metierscope/fiche-metier/{}"


@dataclass(frozen=True)
class Need:
    """What a company comes with."""

    slug: str
    title: Mapping[str, str]
    words: Mapping[str, str]
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Laboratory:
    """A laboratory or a service of the region.

    Attributes:
        kind: `laboratory` or `service`.
        published: date or year of the source, ISO 8601; empty = it gives none.
        checked: day on which the source was read.
        needs: slugs of the needs that it can answer.
    """

    slug: str
    name: str
    kind: str
    city: str
    institutions: str
    about: Mapping[str, str]
    url: str
    source: str
    checked: datetime.date
    needs: tuple[str, ...]
    published: str = ""


def read_needs(path: Path = DATA / "needs.toml") -> list[Need]:
    """Read the needs."""
    found = tomllib.loads(path.read_text("utf-8"))
    return [
        Need(slug, item["title"], item["words"], tuple(item["skills"]))
        for slug, item in found.items()
    ]


def read_laboratories(path: Path = DATA / "laboratories.toml") -> list[Laboratory]:
    """Read the directory."""
    found = tomllib.loads(path.read_text("utf-8"))
    return [
        Laboratory(slug=slug, **{**item, "needs": tuple(item["needs"])})
        for slug, item in found.items()
    ]


def directory_pages(view: CatalogueView, language: str) -> list[Page]:
    """Return the map of skills and the directory of laboratories in one language."""
    word = words(language)
    needs, laboratories = read_needs(), read_laboratories()
    return [
        _skills_page(view, word, needs, laboratories),
        _laboratories_page(word, needs, laboratories),
    ]


def _skills_page(
    view: CatalogueView,
    word: Words,
    needs: Sequence[Need],
    laboratories: Sequence[Laboratory],
) -> Page:
    skills = view.catalogue.skills
    teaching = courses_by_skill(view.catalogue)
    taught = {slug for slug, courses in teaching.items() if courses}
    alt = word(
        "Map of {n} skills by level, with lines from each skill to those that build on it; the "
        "table below says the same.",
        n=len(skills),
    )
    body = render(
        "skills.md.j2",
        word,
        needs=[_need(word, view, need, teaching, laboratories) for need in needs],
        picture=Markup(skills_map(word, skills, taught, alt)) if skills else "",  # noqa: S704
        rows=[
            {
                "slug": slug,
                "title": word.text(skill.title),
                "about": word.text(skill.description) if skill.description else "",
                "level": word(LEVEL_NAMES[skill.level]),
                "requires": [(need, word.text(skills[need].title)) for need in skill.requires],
                "courses": [_course(word, course) for course in teaching[slug]],
                "questions": sum(_questions(course, slug) for course in teaching[slug]),
                "rome": skill.rome,
                "esco": skill.esco,
            }
            for slug, skill in skills.items()
        ],
        rome_url=ROME_URL,
        codes=sources()["skill-codes"],
        laboratories=PATHS[word.language][1].replace(".md", ".html"),
        ask_url=view.settings.hub(ASK),
        contact=LEGAL[word.language],
    )
    meta = {"title": word("Skills"), "order": 1, "hide": ["navigation", "toc"]}
    meta |= {"script": "catalogue.js"}
    meta["description"] = word("From a need to skills, courses and laboratories of Grand Est.")
    other = PATHS["en" if word.language == "fr" else "fr"][0]
    return Page(word.language, PATHS[word.language][0], body, meta, other)


def _need(
    word: Words,
    view: CatalogueView,
    need: Need,
    teaching: Mapping[str, Sequence[Course]],
    laboratories: Sequence[Laboratory],
) -> dict[str, object]:
    known = [slug for slug in need.skills if slug in view.catalogue.skills]
    titles = [word.text(view.catalogue.skills[slug].title) for slug in known]
    courses = {c.slug: c for slug in known for c in teaching.get(slug, ())}
    title, more = word.text(need.title), word.text(need.words)
    return {
        "slug": need.slug,
        "title": title,
        "text": plain(" ".join([title, more, *titles])),
        "skills": list(zip(known, titles, strict=True)),
        "courses": [_course(word, course) for course in courses.values()],
        "laboratories": [lab for lab in laboratories if need.slug in lab.needs],
        "ask_url": view.settings.hub(f"{ASK}?{urlencode({'need': need.slug, 'title': title})}"),
    }


def _course(word: Words, course: Course) -> dict[str, str]:
    path = course_path(course, word.language).removesuffix(".md")
    return {"title": word.text(course.title), "url": f"{path}.html"}


def _questions(course: Course, skill: str) -> int:
    return sum(len(proof.questions) for proof in proofs(course)[skill])


def _day(word: Words, published: str) -> str:
    """Return the date of a source in words, or its year if that is all it gives."""
    if "-" not in published:
        return published
    return word.date(datetime.date.fromisoformat(published))


def _laboratories_page(
    word: Words, needs: Sequence[Need], laboratories: Sequence[Laboratory]
) -> Page:
    titles = {need.slug: word.text(need.title) for need in needs}
    body = render(
        "laboratories.md.j2",
        word,
        laboratories=[
            {
                "entry": lab,
                "about": word.text(lab.about),
                "published": _day(word, lab.published),
                "kind": word("service") if lab.kind == "service" else word("laboratory"),
                "needs": [(slug, titles[slug]) for slug in lab.needs],
            }
            for lab in laboratories
        ],
        skills=PATHS[word.language][0].replace(".md", ".html"),
    )
    meta = {"title": word("Laboratories and services"), "order": 2, "hide": ["navigation", "toc"]}
    meta["description"] = word("Who in Grand Est can help with artificial intelligence.")
    other = PATHS["en" if word.language == "fr" else "fr"][1]
    return Page(word.language, PATHS[word.language][1], body, meta, other)
