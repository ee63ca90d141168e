"""The catalogue for machines: one JSON file with both languages."""

import json

from enact_site.catalogue import course_path, proofs
from enact_site.course_pages import CatalogueView
from enact_site.settings import LANGUAGES
from grading.course import Course, Module

VERSION = 1


def catalogue_json(view: CatalogueView) -> str:
    """Return the catalogue as JSON; addresses are relative to the site's root."""
    skills = {
        slug: {
            "title": dict(skill.title),
            "description": dict(skill.description or {}),
            "level": skill.level,
            "requires": list(skill.requires),
            "esco": skill.esco or None,
            "rome": skill.rome or None,
        }
        for slug, skill in view.catalogue.skills.items()
    }
    courses = [_course(view, course) for course in view.catalogue.courses]
    return json.dumps(
        {"version": VERSION, "courses": courses, "skills": skills}, ensure_ascii=False, indent=1
    )


def _course(view: CatalogueView, course: Course) -> dict[str, object]:
    pages = {
        language: f"{'' if language == 'fr' else f'{language}/'}"
        f"{course_path(course, language).removesuffix('.md')}.html"
        for language in LANGUAGES
    }
    around = view.neighbours[course.slug]
    return {
        "slug": course.slug,
        "level": course.level,
        "title": dict(course.title),
        "summary": dict(course.summary),
        "language": course.language,
        "fields": list(course.fields),
        "hours": course.hours,
        "format": course.format,
        "price_eur": course.price_eur,
        "access_delay_days": course.access_delay_days,
        "audience": dict(course.audience),
        "prerequisites": [dict(text) for text in course.prerequisites],
        "objectives": [dict(text) for text in course.objectives],
        "assessment": dict(course.assessment),
        "accessibility_contact": course.accessibility.contact,
        "licence": course.licence,
        "authors": [author.name for author in course.authors],
        "before": [other.slug for other in around.before],
        "after": [other.slug for other in around.after],
        "skills": {
            skill: [f"{proof.assignment.slug}/{q}" for proof in items for q in proof.questions]
            for skill, items in proofs(course).items()
        },
        "modules": [_module(module) for module in course.modules],
        "pages": pages,
        "enrol": view.enrol_url(course),
    }


def _module(module: Module) -> dict[str, object]:
    return {
        "slug": module.slug,
        "title": dict(module.title),
        "hours": module.hours,
        "objectives": [dict(text) for text in module.objectives],
        "assignments": [
            {"slug": each.slug, "title": dict(each.title), "points": each.points}
            for each in module.assignments
        ],
    }
