from pathlib import Path

import pytest

from enact_site.build import SiteError, read_operator
from enact_site.links import check_links, foreign_resources

HOME_LIMIT_KB = 300


def test_no_page_asks_a_third_party_for_anything(site: Path):
    assert foreign_resources(site) == []


def test_style_sheets_ask_no_third_party(site: Path):
    own = [*site.glob("assets/*.css"), *site.glob("assets/fonts/*.css")]
    assert [path.name for path in own if "http" in path.read_text("utf-8")] == []


def test_broken_link_is_reported_with_its_page(tmp_path: Path):
    (tmp_path / "index.html").write_text('<a href="gone.html">x</a><a href="#no">y</a>')
    assert check_links(tmp_path) == ["index.html: #no", "index.html: gone.html"]


def test_link_out_of_the_site_is_broken(tmp_path: Path):
    (tmp_path / "index.html").write_text('<a href="../secret.html">x</a>')
    assert check_links(tmp_path) == ["index.html: ../secret.html"]


def test_every_page_links_to_the_accessibility_statement(site: Path):
    pages = [p for p in site.rglob("*.html") if "assets" not in p.parts]
    lacking = [
        str(page.relative_to(site))
        for page in pages
        if page.name != "404.html"
        and "Accessibilité\u00a0: non conforme" not in (text := page.read_text("utf-8"))
        and "Accessibility: not compliant" not in text
    ]
    assert lacking == []


def test_operator_file_must_be_complete(tmp_path: Path):
    path = tmp_path / "operator.toml"
    path.write_text('publisher = { fr = "A", en = "A" }\nodd = 1\n')
    with pytest.raises(SiteError, match=r"address is missing[\s\S]*unknown key 'odd'"):
        read_operator(path)


def test_pages_of_other_owners_are_in_the_menu(site: Path):
    html = (site / "en" / "reference" / "course-format.html").read_text("utf-8")
    assert 'aria-current="true">Documentation</a>' in html


def test_french_home_is_at_the_root_and_english_below_en(site: Path):
    languages = [
        (site / path).read_text("utf-8").split("<html", 1)[1].split('lang="', 1)[1][:2]
        for path in ("index.html", "en/index.html")
    ]
    assert languages == ["fr", "en"]
