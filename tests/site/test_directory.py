import datetime
import json
import os
import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from enact_site.cohorts import calendar, read_cohorts
from enact_site.course_pages import CatalogueView, catalogue_pages, json_ld
from enact_site.directory import read_laboratories, read_needs
from enact_site.paths_page import next_courses, read_paths
from enact_site.quality import read_quality
from enact_site.settings import ROOT
from enact_site.skills_map import BOX_WIDTH, _bands, _places
from enact_site.words import words
from grading.course import read_catalogue
from sample_courses import slug

TODAY = datetime.date(2026, 11, 22)


def test_every_need_names_skills_that_exist():
    known = tomllib.loads((ROOT / "courses" / "skills.toml").read_text("utf-8"))
    assert [s for need in read_needs() for s in need.skills if s not in known] == []


def test_codes_of_skills_look_like_those_of_esco_and_rome():
    skills = tomllib.loads((ROOT / "courses" / "skills.toml").read_text("utf-8"))
    esco = re.compile(
        r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    )
    wrong = [
        slug
        for slug, skill in skills.items()
        if not (
            re.fullmatch(r"|[A-N]\d{4}", skill.get("rome", ""))
            and (not skill.get("esco") or esco.fullmatch(skill["esco"]))
        )
    ]
    assert wrong == []


def test_every_laboratory_answers_needs_that_exist():
    known = {need.slug for need in read_needs()}
    assert [n for lab in read_laboratories() for n in lab.needs if n not in known] == []


def test_every_need_has_a_laboratory():
    answered = {need for lab in read_laboratories() for need in lab.needs}
    assert [need.slug for need in read_needs() if need.slug not in answered] == []


@pytest.mark.parametrize("lab", read_laboratories(), ids=lambda lab: lab.slug)
def test_every_entry_names_the_page_that_it_stands_on(site: Path, lab):
    html = (site / "laboratoires.html").read_text("utf-8")
    entry = html.split(f'<li id="{lab.slug}">')[1].split("</li>")[0]
    assert f'href="{lab.source}"' in entry
    assert "lu le 22 novembre 2026" in entry


def test_a_need_leads_to_the_campus_s_form(site: Path):
    html = (site / "competences.html").read_text("utf-8")
    for need in read_needs():
        assert f"/services/campus/projects/new?need={need.slug}&amp;title=" in html


def test_learning_paths_name_courses_that_exist():
    known = {course.slug for course in read_catalogue(ROOT / "courses").courses}
    named = [slug for path in read_paths() for slug in path.courses]
    assert [each for each in named if each not in known] == []


def test_what_comes_right_after_a_course_leaves_out_what_comes_later(settings):
    view = CatalogueView.of(settings, read_catalogue(settings.courses))
    course = next(c for c in view.courses if c.slug == slug(1))
    assert [c.slug for c in next_courses(view, course)] == [slug(2)]


def test_boxes_of_the_map_do_not_overlap():
    skills = read_catalogue(ROOT / "courses").skills
    places = _places(_bands(skills), skills)
    boxes = sorted(places.values(), key=lambda place: (place[1], place[0]))
    gaps = [b[0] - a[0] for a, b in pairwise(boxes) if a[1] == b[1]]
    assert len(places) == len(skills) and min(gaps) >= BOX_WIDTH


def test_map_of_skills_has_its_table(site: Path):
    html = (site / "en" / "skills.html").read_text("utf-8")
    assert html.count('<th scope="row" id="skill-') == 8 and 'aria-label="Map of 8 skills' in html


@pytest.fixture
def cohorts(tmp_path: Path) -> Path:
    path = tmp_path / "cohorts.json"
    path.write_text(
        json.dumps(
            [
                {"cohort": "b", "course": slug(0), "starts_at": "2027-02-01T08:00:00+00:00",
                 "ends_at": "2027-03-01T08:00:00+00:00", "open": True},
                {"cohort": "a", "course": slug(0), "starts_at": None, "ends_at": None},
            ]
        )
    )  # fmt: skip
    return path


def test_a_cohort_without_dates_is_open_at_any_time(cohorts: Path):
    found = [(c.slug, c.is_open, c.when(words("fr"))) for c in read_cohorts(cohorts)]
    assert found == [
        ("a", False, "à tout moment"),
        ("b", True, "du 1er février 2027 au 1er mars 2027"),
    ]


def test_course_page_and_its_data_show_the_cohorts(cohorts: Path, settings):
    catalogue = read_catalogue(settings.courses)
    view = CatalogueView.of(replace(settings, cohorts=cohorts, today=TODAY), catalogue)
    course = next(c for c in catalogue.courses if c.slug == slug(0))
    instances = json.loads(json_ld(view, course, words("fr")))["hasCourseInstance"]
    page = next(p for p in catalogue_pages(view, "fr") if p.path == f"cours/{slug(0)}.md")
    assert [each.get("startDate") for each in instances] == [None, "2027-02-01"]
    assert "du 1er février 2027 au 1er mars 2027 (ouvert maintenant)" in page.body


def test_calendar_holds_the_cohorts_that_have_dates(cohorts: Path, settings):
    courses = {c.slug: c for c in read_catalogue(settings.courses).courses}
    assert calendar(read_cohorts(cohorts), courses, words("fr"), TODAY).count("BEGIN:VEVENT") == 1


def test_calendar_ends_the_day_after_the_last(cohorts: Path, settings):
    courses = {c.slug: c for c in read_catalogue(settings.courses).courses}
    text = calendar(read_cohorts(cohorts), courses, words("fr"), TODAY)
    assert "DTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270302\r\n" in text


def test_calendar_lines_are_folded_at_75_octets(cohorts: Path, settings):
    courses = {c.slug: c for c in read_catalogue(settings.courses).courses}
    text = calendar(read_cohorts(cohorts), courses, words("fr"), TODAY)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_quality_of_a_changed_course_is_marked_old(tmp_path: Path, settings):
    course = read_catalogue(settings.courses).courses[0]
    report = tmp_path / f"{course.slug}.json"
    report.write_text('{"caught": 9, "mutants": 10, "wrong_answers": 3, "right_answers": 2}')
    fresh = read_quality(tmp_path, course)
    os.utime(report, (0, 0))
    old = read_quality(tmp_path, course)
    assert (fresh.share, fresh.is_current, old.is_current) == (0.9, True, False)


def test_a_course_that_was_not_measured_has_no_quality(tmp_path: Path, settings):
    assert read_quality(tmp_path, read_catalogue(settings.courses).courses[0]) is None
