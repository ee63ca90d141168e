import json
import re
from pathlib import Path

import pytest

from enact_site.catalogue import neighbours, plain, proofs
from enact_site.course_pages import NEAREST, CatalogueView, json_ld, nearest
from enact_site.figures.published import Published
from enact_site.render import introduction
from enact_site.words import words
from grading.course import Catalogue, read_catalogue
from sample_courses import slug


@pytest.fixture(scope="session")
def catalogue(settings) -> Catalogue:
    return read_catalogue(settings.courses)


def test_accents_and_case_do_not_count_in_search():
    assert plain("Élève à  l'ÉCOLE") == "eleve a l'ecole"


def test_a_course_comes_after_the_courses_that_prove_what_its_skills_need(catalogue):
    around = neighbours(catalogue)[slug(2)]
    assert [c.slug for c in around.before] == [slug(1)]
    assert [c.slug for c in around.after] == [slug(3)]


def test_catalogue_shows_prerequisites_first(settings, catalogue):
    shown = CatalogueView.of(settings, catalogue).courses
    assert [course.slug for course in shown[:2]] == [slug(0), slug(1)]


def test_skills_name_the_questions_that_prove_them(catalogue):
    course = next(c for c in catalogue.courses if c.slug == slug(0))
    assert [proof.questions for proof in proofs(course)["lire"]] == [("moyenne",)]


def test_json_ld_cannot_close_its_script(settings, catalogue):
    course = catalogue.courses[0].model_copy(update={"summary": {"fr": "</script><b>"}})
    assert "</script>" not in json_ld(CatalogueView.of(settings, catalogue), course, words("fr"))


def test_course_page_holds_schema_org_data(site: Path):
    html = (site / "cours" / f"{slug(0)}.html").read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(found.group(1))
    assert (data["@type"], data["timeRequired"], data["isAccessibleForFree"]) == (
        "Course",
        "PT12H",
        True,
    )
    # What search engines require of a course and of its instances.
    assert {"name", "description", "provider", "offers", "hasCourseInstance"} <= data.keys()
    assert {"courseMode", "courseWorkload"} <= data["hasCourseInstance"][0].keys()
    assert data["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"


def test_a_course_s_page_names_its_nearest_neighbours_only(catalogue):
    course, *others = catalogue.courses
    many = [other.model_copy(update={"slug": f"c{n}"}) for n, other in enumerate(others * 9)]
    found = nearest(course, many)
    assert len(found) == NEAREST
    assert {other.level for other in found} == {course.level}


def test_catalogue_for_machines_names_pages_that_exist(site: Path):
    data = json.loads((site / "catalogue.json").read_text("utf-8"))
    missing = [
        page for c in data["courses"] for page in c["pages"].values() if not (site / page).exists()
    ]
    assert (len(data["courses"]), missing) == (8, [])


def test_introduction_is_what_stands_before_the_first_section():
    assert introduction("# Titre\n\nUn.\n\nDeux.\n\n## Durée\n3 h\n") == "Un.\n\nDeux."


def test_enrolment_leads_to_the_campus(site: Path):
    html = (site / "cours" / f"{slug(0)}.html").read_text("utf-8")
    assert f'href="/services/campus/catalogue#{slug(0)}"' in html


@pytest.mark.parametrize(
    "expected", ["Prérequis", "Public", "Accès, prix et accessibilité", "handicap@example.org"]
)
def test_course_page_holds_what_qualiopi_asks_to_publish(site: Path, expected: str):
    assert expected in (site / "cours" / f"{slug(0)}.html").read_text("utf-8")


def test_results_of_a_course_are_its_published_enrolments(settings, catalogue):
    course = catalogue.courses[0]
    cell = {"stage": "enrolled", "level": course.level, "field": course.fields[0]}
    year = {"year": 2025, "trained": None, "organisations": None, "courses": []}
    year["cells"] = [{"of": {**cell, "course": course.slug}, "state": "published", "count": 60}]
    published = Published({"rounding": 5, "share_base": 50, "years": [year]})
    view = CatalogueView.of(settings, catalogue, published)
    assert view.results(course) == [("2025-2026", 60)]


def test_a_course_without_published_results_says_so(site: Path):
    html = (site / "cours" / f"{slug(0)}.html").read_text("utf-8")
    assert "Aucun résultat de ce cours" in html


def test_text_in_another_language_is_marked(site: Path):
    html = (site / "en" / "courses" / f"{slug(0)}.html").read_text("utf-8")
    assert '<span lang="fr">Module unique</span>' in html
