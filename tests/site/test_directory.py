import datetime
import json
import os
import tomllib
from pathlib import Path

import pytest

from enact_site.cohorts import calendar, read_cohorts
from enact_site.directory import read_laboratories, read_needs
from enact_site.quality import read_quality
from enact_site.settings import ROOT
from enact_site.words import words
from grading.course import read_catalogue
from sample_courses import slug

TODAY = datetime.date(2026, 11, 22)


def test_every_need_names_skills_that_exist():
    known = tomllib.loads((ROOT / "courses" / "skills.toml").read_text("utf-8"))
    assert [s for need in read_needs() for s in need.skills if s not in known] == []


def test_every_laboratory_answers_needs_that_exist():
    known = {need.slug for need in read_needs()}
    assert [n for lab in read_laboratories() for n in lab.needs if n not in known] == []


def test_every_need_has_a_laboratory():
    answered = {need for lab in read_laboratories() for need in lab.needs}
    assert [need.slug for need in read_needs() if need.slug not in answered] == []


@pytest.mark.parametrize("lab", read_laboratories(), ids=lambda lab: lab.slug)
def test_an_entry_that_was_not_read_says_so(site: Path, lab):
    html = (site / "laboratoires.html").read_text("utf-8")
    entry = html.split(f'<li id="{lab.slug}">')[1].split("</li>")[0]
    assert ("à confirmer" in entry) != lab.read


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


def test_cohorts_without_dates_are_left_out(cohorts: Path):
    assert [(c.slug, c.is_open) for c in read_cohorts(cohorts)] == [("b", True)]


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
