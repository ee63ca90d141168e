import csv
import io
import json
import math
import re
from pathlib import Path

import pytest

from enact_site.figures.charts import Bar, Row, bars, shares
from enact_site.figures.learners import companies, people_trained
from enact_site.figures.pages import TOPICS
from enact_site.figures.places import origin_map, outside_and_rural
from enact_site.figures.published import (
    Published,
    departments,
    official,
    read_published,
    sources,
    territory,
    wilson,
)
from enact_site.figures.release import DisclosureError, statistics_file
from enact_site.figures.women import women_by_field
from enact_site.settings import SiteSettings
from enact_site.words import words
from hub_config.campus.communes import all_communes

FR = words("fr")


@pytest.fixture(scope="session")
def published(site: Path) -> Published:
    return read_published(site / "chiffres" / "statistics.json")


@pytest.fixture
def small() -> Published:
    """One year in which nearly everything is hidden."""
    return Published(
        {
            "is_demo": False, "rounding": 5, "share_base": 50,
            "years": [{"year": 2025, "trained": 40, "organisations": None, "cells": [],
                       "courses": [{"course": "a", "level": "master", "field": "computing"}]}],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_wilson_interval_is_the_textbook_one(part: int, whole: int, low: float, high: float):
    assert all(
        math.isclose(found, wanted, abs_tol=1e-4)
        for found, wanted in zip(wilson(part, whole), (low, high), strict=True)
    )


def test_shares_need_fifty_people(published: Published):
    assert published.last.share(20, 25) is None


def test_shares_are_made_from_published_numbers_only(published: Published):
    assert published.last.share(30, None) is None


def test_rounding_widens_the_interval(published: Published):
    share = published.last.share(50, 50)
    low, high = wilson(50, 100)
    assert share.low < low and share.high > high


def test_reference_populations_are_the_communes_of_the_campus():
    people = [c for c in all_communes() if c.region == "44"]
    found = territory("44")
    assert (found.population, found.outside_metropole, found.rural) == (
        sum(c.population for c in people),
        sum(c.population for c in people if not c.is_metropole),
        sum(c.population for c in people if c.is_rural),
    )


def test_official_figure_is_of_the_year_or_the_nearest_before():
    assert [official(year, "FR", "computing", "licence").year for year in (2023, 2030)] == [
        2023,
        2024,
    ]


def test_there_is_no_official_figure_before_the_first():
    assert official(2001, "FR", "computing", "licence") is None


def test_women_in_computing_degrees_are_the_published_share():
    assert round(100 * official(2024, "FR", "computing", "licence").women_share, 1) == 17.1


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_source_says_who_when_and_how(name: str):
    assert {"publisher", "url", "years", "how", "checked", "caveat"} <= sources()[name].keys()


def test_map_holds_the_ten_departments_of_grand_est():
    assert list(departments()) == ["08", "10", "51", "52", "54", "55", "57", "67", "68", "88"]


def test_pictures_have_a_text_alternative_and_the_theme_s_colours():
    svg = bars(FR, [Bar("a", 3, "3")], [], "Trois & plus")
    assert (
        svg.count('<svg role="img" aria-label="Trois &amp; plus"') == 2,
        "var(--figure-1)" in svg,
        "#6b2d6b" in svg,
    ) == (True, True, False)


def test_pictures_hold_no_ids_that_two_pictures_could_share():
    first, second = (
        set(re.findall(r' id="([^"]+)"', shares(FR, [Row("a", None)], ["x"], "rien", alt)))
        for alt in ("un", "deux")
    )
    assert not first & second


def test_a_hidden_share_is_said_not_drawn(small: Published):
    assert "trop peu de personnes" in women_by_field(FR, small).picture


def test_figures_stay_honest_with_too_few_people(small: Published):
    says = [make(FR, small).says for make in (outside_and_rural, origin_map)]
    assert says == ["En 2025-2026, trop peu de personnes pour le dire."] * 2


def test_too_few_companies_give_no_number(small: Published):
    assert companies(FR, small).rows == [["2025-2026", "masqué", "masqué"]]


def test_doubling_names_its_base_year(published: Published):
    figure = people_trained(FR, published)
    assert published.years[0].name in figure.says and published.years[0].name in figure.method


def test_every_csv_line_of_invented_figures_says_demo(site: Path):
    files = sorted((site / "chiffres" / "data").glob("*.csv"))
    lines = [row for file in files for row in csv.reader(io.StringIO(file.read_text()))][1:]
    assert {row[0] for row in lines} == {"statut", "démo"}


def test_every_csv_name_of_invented_figures_says_demo(site: Path):
    files = [path.name for path in (site / "chiffres" / "data").glob("*.csv")]
    assert files and all(name.startswith("demo-") for name in files)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slugs["en"])
def test_every_page_of_invented_figures_says_demo(site: Path, topic):
    page = topic.path("fr").replace(".md", ".html")
    assert 'class="demo"' in (site / page).read_text("utf-8")


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slugs["en"])
def test_every_figure_has_sentence_table_file_method_doubt_and_gaps(site: Path, topic):
    html = (site / "en" / topic.path("en").replace(".md", ".html")).read_text("utf-8")
    wanted = ("figure__says", "<caption>", ".csv", "Method.", "Uncertainty.", "Missing answers.")
    figures = html.split('<section class="figure"')[1:]
    assert [w for figure in figures for w in wanted if w not in figure] == []


def test_site_is_not_built_with_figures_that_can_be_found(site: Path, tmp_path: Path):
    data = json.loads((site / "chiffres" / "statistics.json").read_text())
    data["years"] = data["years"][-1:]
    for cell in data["years"][0]["cells"]:
        if cell["of"] in ({"stage": "asked"}, {"stage": "enrolled"}):
            cell["count"] = 1500
    path = tmp_path / "figures.json"
    path.write_text(json.dumps(data))
    with pytest.raises(DisclosureError, match="must not be published"):
        statistics_file(SiteSettings(build=tmp_path, statistics=path))
