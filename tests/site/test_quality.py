"""The page of a course about its tests, made from what the gate measured."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from enact_site.course_pages import CatalogueView
from enact_site.figures.published import read_published
from enact_site.figures.release import statistics_file
from enact_site.pages import Page
from enact_site.quality_pages import MISTAKES, quality_pages
from grading.course import read_catalogue
from grading.quality.operators import OPERATORS

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
