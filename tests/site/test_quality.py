"""The page of a course about its tests, made from what the gate measured."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from enact_site.course_pages import CatalogueView
from enact_site.figures.published import read_published
from enact_site.figures.release import statistics_file
from enact_site.pages import Page
from enact_site.quality import read_quality
from enact_site.quality_pages import MISTAKES, quality_pages
from grading.course import Course, content_digest, read_catalogue
from grading.quality.operators import OPERATORS
from sample_courses import write_courses

ROOT = Path(__file__).parent.parent.parent

REPORT = {
    "caught": 9,
    "mutants": 10,
    "wrong_answers": 3,
    "right_answers": 2,
    "equivalent": 1,
    "solutions": [
        {
            "assignment": "devoir",
            "solution": "moyenne",
            "caught": 9,
            "mutants": 10,
            "operators": {"axis": {"caught": 9, "mutants": 10}},
            "survivors": [{"diff": "-    return somme / effectif"}],
        }
    ],
}


@pytest.fixture
def pages(tmp_path: Path, settings) -> dict[str, Page]:
    catalogue = read_catalogue(settings.courses)
    report = tmp_path / f"{catalogue.courses[0].slug}.json"
    report.write_text(json.dumps(REPORT), "utf-8")
    published = read_published(statistics_file(settings))
    view = CatalogueView.of(replace(settings, quality=tmp_path), catalogue, published)
    return {language: quality_pages(view, language)[0] for language in ("fr", "en")}


def record(course: Course, **changes: object) -> None:
    """Keep figures beside a course, as `enact check --record` does."""
    figures = {**REPORT, "content": content_digest(course.folder), "measured_on": "2026-01-31"}
    (course.folder / "quality.json").write_text(json.dumps({**figures, **changes}), "utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return read_catalogue(write_courses(tmp_path / "courses")).courses[0]


def test_figures_kept_beside_the_course_are_shown_without_a_check(course: Course, tmp_path: Path):
    record(course)
    quality = read_quality(tmp_path, course)
    assert quality and quality.is_current
    assert (quality.caught, str(quality.measured_on)) == (9, "2026-01-31")


def test_kept_figures_of_exercises_that_changed_are_shown_as_outdated(
    course: Course, tmp_path: Path
):
    record(course)
    exercise = next(iter(course.assignments)).exercises[0].path
    exercise.write_text(exercise.read_text("utf-8").replace("=", " = ", 1), "utf-8")
    quality = read_quality(tmp_path, course)
    assert quality and not quality.is_current


def test_a_mutant_declared_equivalent_outdates_the_figures_and_a_title_does_not(
    course: Course, tmp_path: Path
):
    record(course)
    path = next(iter(course.assignments)).exercises[0].path.parent / "assignment.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("title = ", "title =  ", 1) + "\n", "utf-8")
    quality = read_quality(tmp_path, course)
    assert quality and quality.is_current
    declared = '\n[[equivalent]]\nmutant = "moyenne-1"\nreason = "nobody can tell"\n'
    path.write_text(text + declared, "utf-8")
    quality = read_quality(tmp_path, course)
    assert quality and not quality.is_current


def test_a_later_check_counts_more_than_outdated_figures(course: Course, tmp_path: Path):
    record(course, content="of another day", caught=1)
    (tmp_path / f"{course.slug}.json").write_text(json.dumps(REPORT), "utf-8")
    quality = read_quality(tmp_path, course)
    assert quality and (quality.caught, quality.is_current) == (9, True)


def test_every_course_of_this_repository_keeps_its_figures(tmp_path: Path):
    found = read_catalogue(ROOT / "courses").courses
    assert [course.slug for course in found if read_quality(tmp_path, course) is None] == []


def test_each_kind_of_mistake_has_a_name_for_readers():
    assert set(MISTAKES) == set(OPERATORS)


def test_a_measured_course_has_a_page_in_both_languages(pages: dict[str, Page]):
    assert pages["fr"].translation == pages["en"].path


def test_the_page_counts_question_by_question(pages: dict[str, Page]):
    row = '<th scope="row"><code>moyenne</code></th><td class="n">9</td><td class="n">10</td>'
    assert row in pages["en"].body


def test_the_page_names_mistakes_in_words(pages: dict[str, Page]):
    assert "les lignes pour les colonnes" in pages["fr"].body


def test_the_page_shows_no_line_of_a_solution(pages: dict[str, Page]):
    assert "somme / effectif" not in pages["fr"].body + pages["en"].body
