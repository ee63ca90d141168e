"""The campus wears the public site's colours, and every text can be read on its ground."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CAMPUS = ROOT / "hub_config" / "campus" / "static" / "campus.css"
SITE = ROOT / "site" / "theme" / "assets" / "enact.css"
HUB = ROOT / "hub_config" / "templates" / "style.html"
VARIABLE = re.compile(r"--([a-z0-9-]+): (light-dark\([^)]*\)|#[0-9a-f]{3,6});")
# Text and its ground, as the style sheet pairs them.
PAIRS = [
    *(("ink", ground) for ground in ("paper", "surface", "tint", "gold-soft", "green-soft")),
    *(("muted", ground) for ground in ("paper", "surface", "tint")),
    *(("link", ground) for ground in ("paper", "surface", "tint", "gold-soft", "green-soft")),
    *(("plum", ground) for ground in ("paper", "surface", "figure-tint")),
    *(("on-plum", ground) for ground in ("plum", "plum-strong")),
    ("plum-strong", "figure-tint"),
    ("on-gold", "gold-soft"),
    ("green", "green-soft"),
    ("bad", "bad-soft"),
    ("paper", "bad"),
]

# What a ring of focus can lie on.
GROUNDS = ["paper", "surface", "tint", "gold-soft", "green-soft", "figure-tint", "bad-soft"]
RING = re.compile(r":focus-visible[^{}]*\{[^}]*outline: 3px solid var\(--([a-z-]+)\)")


def colours(path: Path) -> dict[str, tuple[str, str]]:
    """Return the light and the dark value of every colour of a style sheet."""
    found: dict[str, tuple[str, str]] = {}
    for name, value in VARIABLE.findall(path.read_text("utf-8")):
        values = re.findall(r"#[0-9a-f]+", value)
        full = [f"#{''.join(2 * c for c in v[1:])}" if len(v) == 4 else v for v in values]
        found.setdefault(name, (full[0], full[-1]))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_are_those_of_the_public_site() -> None:
    site, campus = colours(SITE), colours(CAMPUS)
    shared = campus.keys() & site.keys()
    assert len(shared) >= 15
    assert {name: campus[name] for name in shared} == {name: site[name] for name in shared}


def test_light_colours_are_those_of_the_hubs_pages() -> None:
    hub, campus = colours(HUB), colours(CAMPUS)
    shared = campus.keys() & hub.keys()
    assert {name: campus[name][0] for name in shared} == {name: hub[name][0] for name in shared}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text: str, ground: str, scheme: int) -> None:
    found = colours(CAMPUS)
    assert contrast(found[text][scheme], found[ground][scheme]) >= 4.5


@pytest.mark.parametrize("sheet", [CAMPUS, SITE, HUB], ids=["campus", "site", "hub"])
def test_ring_of_focus_stands_out_from_every_ground(sheet: Path) -> None:
    found = colours(sheet)
    (ring,) = set(RING.findall(sheet.read_text("utf-8")))
    grounds = [name for name in GROUNDS if name in found]
    assert grounds
    for ground in grounds:
        for ring_colour, ground_colour in zip(found[ring], found[ground], strict=True):
            assert contrast(ring_colour, ground_colour) >= 3, ground
