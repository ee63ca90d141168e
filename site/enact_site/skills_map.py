"""Draws the map of skills: what builds on what, from bachelor to companies."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as Curve

from enact_site.catalogue import LEVEL_NAMES
from enact_site.figures.charts import FIRST, INK, PAPER, STYLE, THIRD, TINT, canvas_of, finish
from enact_site.words import Words
from grading.schema import LEVELS, Skill

# In inches: a box, and the distance from one to the next.
BOX_WIDTH, BOX_HEIGHT = 1.42, 0.5
STEP, ROW = 1.54, 0.84
LINE, LINE_HEIGHT = 22, 0.135
LONGEST = 7
SWEEPS = 6
Places = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Band:
    """One row of boxes: skills of one level, none of which builds on another one of the row."""

    level: str
    skills: tuple[str, ...]


def skills_map(words: Words, skills: Mapping[str, Skill], taught: set[str], alt: str) -> str:
    """Return the map as SVG: rows by level; a filled box is a skill that a course proves."""
    bands = _bands(skills)
    places = _places(bands, skills)
    with mpl.rc_context(STYLE):
        width = STEP * min(LONGEST, max((len(band.skills) for band in bands), default=1))
        canvas, axes = canvas_of(width + 0.3, ROW * len(bands) + 0.5)
        for slug, place in places.items():
            for need in skills[slug].requires:
                if need in places:
                    axes.add_patch(_edge(places[need], place))
            _draw_box(axes, place, words.text(skills[slug].title), slug in taught)
        for row, band in enumerate(bands):
            if row == 0 or bands[row - 1].level != band.level:
                _draw_level(axes, -ROW * row, width, words(LEVEL_NAMES[band.level]))
        axes.set_xlim(-0.1, width + 0.1)
        axes.set_ylim(-ROW * (len(bands) - 1) - BOX_HEIGHT, BOX_HEIGHT + 0.25)
        axes.axis("off")
        return finish(canvas, alt)


def _bands(skills: Mapping[str, Skill]) -> list[Band]:
    """Return the rows: by level, then by how much of the level a skill builds on."""
    depths: dict[str, int] = {}

    def depth(slug: str) -> int:
        if slug not in depths:
            same = [s for s in skills[slug].requires if skills[s].level == skills[slug].level]
            depths[slug] = 1 + max(map(depth, same), default=-1)
        return depths[slug]

    bands = []
    for level in LEVELS:
        members = [slug for slug, skill in skills.items() if skill.level == level]
        for step in range(1 + max(map(depth, members), default=-1)):
            found = [slug for slug in members if depths[slug] == step]
            parts = -(-len(found) // LONGEST)
            size = -(-len(found) // parts)
            bands += [Band(level, tuple(found[i : i + size])) for i in range(0, len(found), size)]
    return bands


def _places(bands: Sequence[Band], skills: Mapping[str, Skill]) -> Places:
    """Return the middle of each box: near what it builds on and what builds on it."""
    near: dict[str, set[str]] = {slug: set() for band in bands for slug in band.skills}
    for slug in near:
        for need in skills[slug].requires:
            if need in near:
                near[slug].add(need)
                near[need].add(slug)
    slots = min(LONGEST, max((len(band.skills) for band in bands), default=1))
    columns: dict[str, float] = {}
    for band in bands:
        _spread(band.skills, {slug: float(i) for i, slug in enumerate(band.skills)}, slots, columns)
    for _ in range(SWEEPS):
        for band in bands:
            wanted = {
                slug: _mean([columns[other] for other in near[slug]], columns[slug])
                for slug in band.skills
            }
            _spread(band.skills, wanted, slots, columns)
    return {
        slug: (STEP * (columns[slug] + 0.5), -ROW * row)
        for row, band in enumerate(bands)
        for slug in band.skills
    }


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _spread(
    members: Sequence[str], wanted: Mapping[str, float], slots: int, columns: dict[str, float]
) -> None:
    """Give each member of a row a slot of its own, as near as order and width allow."""
    free = float(slots - len(members))
    taken = 0.0
    for rank, slug in enumerate(sorted(members, key=lambda slug: wanted[slug])):
        taken = min(max(taken, wanted[slug] - rank), free)
        columns[slug] = taken + rank


def _draw_box(axes: Axes, place: tuple[float, float], title: str, is_taught: bool) -> None:
    x, y = place
    axes.add_patch(
        FancyBboxPatch(
            (x - BOX_WIDTH / 2 + 0.06, y - BOX_HEIGHT / 2 + 0.06),
            BOX_WIDTH - 0.12,
            BOX_HEIGHT - 0.12,
            boxstyle="round,pad=0.06",
            facecolor=TINT if is_taught else PAPER,
            edgecolor=FIRST,
            linestyle="solid" if is_taught else (0, (3, 2)),
            linewidth=1,
            zorder=2,
        )
    )
    lines = textwrap.wrap(title, LINE)
    # One text a line: the browser then centres each in the page's own typeface.
    for number, line in enumerate(lines):
        height = y + LINE_HEIGHT * ((len(lines) - 1) / 2 - number)
        axes.text(x, height, line, ha="center", va="center", fontsize=8.6, color=INK, zorder=3)


def _draw_level(axes: Axes, y: float, width: float, name: str) -> None:
    """Write a level's name over its first row, on a line across the map."""
    top = y + BOX_HEIGHT / 2 + 0.16
    axes.plot([0, width], [top, top], color=THIRD, linewidth=0.8, linestyle=(0, (1, 3)), zorder=0)
    axes.text(
        0.02, top + 0.03, name, fontweight="bold", fontsize=10, color=INK, va="bottom", zorder=4
    )


def _edge(start: tuple[float, float], end: tuple[float, float]) -> PathPatch:
    """Return a curve from the foot of one box to the head of another."""
    (x1, y1), (x2, y2) = start, end
    y1, y2 = y1 - BOX_HEIGHT / 2, y2 + BOX_HEIGHT / 2
    middle = (y1 + y2) / 2
    curve = Curve(
        [(x1, y1), (x1, middle), (x2, middle), (x2, y2)],
        [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4],
    )
    return PathPatch(curve, fill=False, edgecolor=THIRD, linewidth=1.1, alpha=0.85, zorder=1)
