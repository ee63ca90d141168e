"""Draws the map of skills: what builds on what, from bachelor to companies."""

import textwrap
from collections.abc import Mapping, Sequence

import matplotlib as mpl
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from enact_site.catalogue import LEVEL_NAMES
from enact_site.figures.charts import FIRST, INK, PAPER, STYLE, THIRD, canvas_of, finish
from enact_site.words import Words
from grading.schema import LEVELS, Skill

COLUMN, ROW = 3.0, 0.42
LINE = 27
LONGEST = 16


def skills_map(words: Words, skills: Mapping[str, Skill], taught: set[str], alt: str) -> str:
    """Return the map as SVG: columns by level; a full dot is a skill that a course proves."""
    columns = _columns(skills)
    places = _places(columns, skills)
    height = max((-y for _, y in places.values()), default=0.0)
    with mpl.rc_context(STYLE):
        canvas, axes = canvas_of(COLUMN * len(columns), ROW * (height + 3))
        for slug, place in places.items():
            for need in skills[slug].requires:
                if need in places:
                    axes.add_patch(_edge(places[need], place))
            fill = FIRST if slug in taught else PAPER
            axes.plot(*place, "o", color=fill, markeredgecolor=FIRST, markersize=7, zorder=3)
            title = textwrap.fill(words.text(skills[slug].title), LINE)
            axes.annotate(
                title, place, (8, 0), textcoords="offset points", va="center", fontsize=10,
                linespacing=1.05, color=INK,
            )  # fmt: skip
        levels = [level for level, _ in columns]
        for x, level in enumerate(levels):
            if level not in levels[:x]:
                name = words(LEVEL_NAMES[level])
                axes.annotate(name, (COLUMN * x, 1.1), fontweight="bold", fontsize=13, color=INK)
        axes.set_xlim(-0.2, COLUMN * len(columns) - 0.1)
        axes.set_ylim(-height - 1, 1.9)
        axes.axis("off")
        return finish(canvas, alt)


def _columns(skills: Mapping[str, Skill]) -> list[tuple[str, list[str]]]:
    """Return (level, skills) for each column; a level with many skills takes several."""
    columns = []
    for level in LEVELS:
        found = [slug for slug, skill in skills.items() if skill.level == level]
        parts = -(-len(found) // LONGEST)
        size = -(-len(found) // parts) if parts else 0
        columns += [(level, found[i * size : (i + 1) * size]) for i in range(parts)]
    return columns


def _places(
    columns: Sequence[tuple[str, list[str]]], skills: Mapping[str, Skill]
) -> dict[str, tuple[float, float]]:
    """Return where each skill stands: near what it builds on, a row apart from the next."""
    places: dict[str, tuple[float, float]] = {}
    longest = max((len(found) for _, found in columns), default=1)
    for x, (_, found) in enumerate(columns):
        wanted = {}
        for number, slug in enumerate(found):
            below = [-places[need][1] for need in skills[slug].requires if need in places]
            wanted[slug] = sum(below) / len(below) if below and x else float(number)
        rows = 0.0
        for left, slug in enumerate(sorted(found, key=lambda slug: wanted[slug])):
            last = longest - (len(found) - left)
            row = max(rows, min(wanted[slug], float(last)))
            places[slug] = (COLUMN * x, -row)
            rows = row + 1
    return places


def _edge(start: tuple[float, float], end: tuple[float, float]) -> PathPatch:
    """Return a curve that leaves to the side, so that columns of skills stay readable."""
    (x1, y1), (x2, y2) = start, end
    bend = 0.22 if x1 == x2 else 0.5 * (x2 - x1)
    first, second = (x1 - bend, x2 - bend) if x1 == x2 else (x1 + bend, x2 - bend)
    curve = Curve(
        [(x1, y1), (first, y1), (second, y2), (x2, y2)],
        [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4],
    )
    return PathPatch(curve, fill=False, edgecolor=THIRD, linewidth=0.8, alpha=0.8, zorder=1)
