"""The catalogue's pages: all courses with filters, and one page a course."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from enact_site.catalogue import (
    FIELD_NAMES,
    FORMAT_NAMES,
    LANGUAGE_NAMES,
    LEVEL_NAMES,
    Neighbours,
    course_path,
    labels,
    neighbours,
    price,
    proofs,
    search_text,
)
from enact_site.cohorts import Cohort, has_dates, read_cohorts
from enact_site.figures.published import Published
from enact_site.pages import Page, other_language
from enact_site.quality import read_quality
from enact_site.render import introduction, localised, render
from enact_site.settings import SiteSettings
from enact_site.words import Words, words
from grading.course import Catalogue, Course
from grading.schema import LEVELS

# Smallest number of people that is published, where nothing says otherwise.
THRESHOLD = 11
# How many courses before and after a course its page names.
NEAREST = 6
HOURS_STEPS = (6, 12, 24, 48)
WIDE = {"hide": ["navigation", "toc"]}


@dataclass(frozen=True)
class CatalogueView:
    """The catalogue with what is computed once for all pages."""

    settings: SiteSettings
    catalogue: Catalogue
    neighbours: Mapping[str, Neighbours] = field(default_factory=dict)
    cohorts: Sequence[Cohort] = ()
    published: Published | None = None

    @classmethod
    def of(
        cls, settings: SiteSettings, catalogue: Catalogue, published: Published | None = None
    ) -> "CatalogueView":
        """Compute what the pages share."""
        cohorts = read_cohorts(settings.cohorts)
        return cls(settings, catalogue, neighbours(catalogue), cohorts, published)

    @property
    def courses(self) -> list[Course]:
        """The courses in the order in which one could take them: by level, prerequisites first."""
        return sorted(
            self.catalogue.courses,
            key=lambda c: (LEVELS.index(c.level), len(self.neighbours[c.slug].before), c.slug),
        )

    def enrol_url(self, course: Course) -> str:
        """Return where one enrols: a page of the campus, behind the hub's sign-in."""
        return self.settings.hub(f"/services/campus/catalogue#{course.slug}")

    def results(self, course: Course) -> list[tuple[str, int]]:
        """Return the published enrolments of a course, (year, number) each, latest first."""
        of = {"stage": "enrolled", "level": course.level, "field": course.fields[0]}
        years = self.published.years if self.published else []
        found = [(year.name, year.count(**of, course=course.slug)) for year in years]
        return [(name, count) for name, count in reversed(found) if count is not None]

    def sessions(self, course: Course) -> list[Cohort]:
        """Return the cohorts of a course that have not ended, soonest first."""
        today = self.settings.today
        mine = [cohort for cohort in self.cohorts if cohort.course == course.slug]
        return [cohort for cohort in mine if cohort.ends_on is None or cohort.ends_on >= today]


def catalogue_pages(view: CatalogueView, language: str) -> list[Page]:
    """Return the catalogue and the page of each course in one language."""
    return [
        _catalogue_page(view, language),
        *(_course_page(view, course, language) for course in view.courses),
    ]


def cards(view: CatalogueView, language: str, courses: Sequence[Course], root: str = "") -> str:
    """Return the cards of some courses; `root` leads from the page to the language's folder."""
    word = words(language)
    items = [_card(view, word, course, root) for course in courses]
    return render("cards.md.j2", word, cards=items)


def facts(view: CatalogueView, language: str) -> str:
    """Return the catalogue in four numbers, for the home page."""
    word = words(language)
    questions = sum(
        len(exercise.questions)
        for course in view.courses
        for assignment in course.assignments
        for exercise in assignment.exercises
    )
    proven = {skill for course in view.courses for skill in proofs(course)}
    hours = sum(course.hours for course in view.courses)
    return render(
        "facts.md.j2",
        word,
        facts=[
            (word.number(len(view.courses)), word("courses, from bachelor to doctorate")),
            (word.hours(hours), word("of work, at your own pace")),
            (word.number(questions), word("questions graded at once or read by a person")),
            (word.number(len(proven)), word("skills that you can prove")),
        ],
    )


def _card(view: CatalogueView, word: Words, course: Course, root: str) -> dict[str, object]:
    return {
        "slug": course.slug,
        "level": course.level,
        "level_name": word(LEVEL_NAMES[course.level]),
        "fields": " ".join(course.fields),
        "field_names": [name for _, name in labels(FIELD_NAMES, word, course.fields)],
        "language": course.language,
        "language_name": word(LANGUAGE_NAMES[course.language]),
        "format": course.format,
        "format_name": word(FORMAT_NAMES[course.format]),
        "hours": course.hours,
        "hours_text": word.hours(course.hours),
        "price": price(word, course),
        "is_open": any(cohort.is_open for cohort in view.sessions(course)),
        "title": localised(word, course.title),
        "summary": localised(word, course.summary),
        "text": search_text(word, course, view.catalogue),
        "url": f"{root}{course_path(course, word.language).removesuffix('.md')}.html",
    }


def _catalogue_page(view: CatalogueView, language: str) -> Page:
    word = words(language)
    courses = view.courses
    hours = [step for step in HOURS_STEPS if any(course.hours <= step for course in courses)]
    body = render(
        "catalogue.md.j2",
        word,
        count=len(courses),
        cards=Markup(cards(view, language, courses)),  # noqa: S704
        levels=labels(LEVEL_NAMES, word, (course.level for course in courses)),
        fields=labels(FIELD_NAMES, word, (name for c in courses for name in c.fields)),
        languages=labels(LANGUAGE_NAMES, word, (course.language for course in courses)),
        formats=labels(FORMAT_NAMES, word, (course.format for course in courses)),
        hours=hours,
        has_sessions=bool(view.cohorts),
        has_calendar=has_dates(view.cohorts),
    )
    meta = {**WIDE, "order": 10, "script": "catalogue.js", "title": word("Catalogue")}
    meta["description"] = word("All courses of ENACT Academy, by level, field and duration.")
    return Page(language, "catalogue.md", body, meta)


def _course_page(view: CatalogueView, course: Course, language: str) -> Page:
    word = words(language)
    own = introduction(course.readme) if course.language == language else ""
    around = view.neighbours[course.slug]
    body = render(
        "course.md.j2",
        word,
        course=course,
        card=_card(view, word, course, "../"),
        introduction=Markup(own),  # noqa: S704
        enrol_url=view.enrol_url(course),
        before=[_step(word, other) for other in nearest(course, around.before)],
        after=[_step(word, other) for other in nearest(course, around.after)],
        before_more=max(0, len(around.before) - NEAREST),
        after_more=max(0, len(around.after) - NEAREST),
        proofs=proofs(course),
        skills=view.catalogue.skills,
        text=lambda value: localised(word, value),
        questions=sum(len(e.questions) for a in course.assignments for e in a.exercises),
        sessions=[(cohort.when(word), cohort.is_open) for cohort in view.sessions(course)],
        has_calendar=has_dates(view.sessions(course)),
        gate=f"{'../en' if language == 'fr' else '..'}/explain/quality-gate.html",
        results=view.results(course),
        threshold=view.published.threshold if view.published else THRESHOLD,
        skills_page="competences.html" if language == "fr" else "skills.html",
        contact="mentions-legales.html" if language == "fr" else "legal.html",
        figures="../chiffres/index.html" if language == "fr" else "../figures/index.html",
        quality=read_quality(view.settings.quality, course),
        json_ld=Markup(json_ld(view, course, word)),  # noqa: S704
    )
    meta = {"hide": ["navigation"], "title": word.text(course.title)}
    meta["description"] = word.text(course.summary)
    return Page(
        language,
        course_path(course, language),
        body,
        meta,
        course_path(course, other_language(language)),
    )


def nearest(course: Course, others: Sequence[Course]) -> list[Course]:
    """Return the few neighbours whose level is closest, in their order.

    In a large catalogue a course has dozens of them: a page that listed them all would help
    nobody, and the site would grow with the square of the courses.
    """
    level = LEVELS.index(course.level)
    by_distance = sorted(others, key=lambda other: abs(LEVELS.index(other.level) - level))
    kept = {other.slug for other in by_distance[:NEAREST]}
    return [other for other in others if other.slug in kept]


def _step(word: Words, course: Course) -> dict[str, object]:
    return {
        "title": localised(word, course.title),
        "level_name": word(LEVEL_NAMES[course.level]),
        "url": f"../{course_path(course, word.language).removesuffix('.md')}.html",
    }


def json_ld(view: CatalogueView, course: Course, word: Words) -> str:
    """Return the course as schema.org `Course`, safe inside a `<script>`.

    Source: https://schema.org/Course, https://schema.org/CourseInstance.
    """
    modes = {"online": "Online", "classroom": "Onsite", "blended": "Blended"}
    data = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": word.text(course.title),
        "description": word.text(course.summary),
        "courseCode": course.slug,
        "inLanguage": course.language,
        "educationalLevel": word(LEVEL_NAMES[course.level]),
        "provider": {"@type": "Organization", "name": "ENACT Academy"},
        "license": _licence_url(course.licence),
        "timeRequired": _duration(course.hours),
        "isAccessibleForFree": course.price_eur == 0,
        "coursePrerequisites": [word.text(text) for text in course.prerequisites],
        "teaches": [word.text(text) for text in course.objectives],
        "author": [{"@type": "Person", "name": author.name} for author in course.authors],
        "offers": {
            "@type": "Offer",
            "category": "Free" if course.price_eur == 0 else "Paid",
            "price": course.price_eur,
            "priceCurrency": "EUR",
        },
        "hasCourseInstance": [
            {
                "@type": "CourseInstance",
                "courseMode": modes[course.format],
                "courseWorkload": _duration(course.hours),
                **dates,
            }
            for dates in [_dates(cohort) for cohort in view.sessions(course)] or [{}]
        ],
        "syllabusSections": [
            {
                "@type": "Syllabus",
                "name": word.text(module.title),
                "timeRequired": _duration(module.hours),
            }
            for module in course.modules
        ],
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _dates(cohort: Cohort) -> dict[str, str]:
    days = {"startDate": cohort.starts_on, "endDate": cohort.ends_on}
    return {name: day.isoformat() for name, day in days.items() if day}


def _licence_url(licence: str) -> str:
    """Return the page of an SPDX licence such as `CC-BY-4.0`; other words stay as they are."""
    is_spdx = re.fullmatch(r"[\w.+-]+", licence)
    return f"https://spdx.org/licenses/{licence}.html" if is_spdx else licence


def _duration(hours: float) -> str:
    """Return an ISO 8601 duration."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"
