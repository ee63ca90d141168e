"""The map of Grand Est's departments, in classes told apart by pattern as well as by colour."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from enact_site.figures.published import departments

# From few to many: fill, and lines drawn over it.
PATTERNS = (
    '<rect width="8" height="8" style="fill:var(--surface)"/>',
    '<rect width="8" height="8" style="fill:var(--figure-tint)"/>'
    '<circle cx="4" cy="4" r="1" style="fill:var(--figure-1)"/>',
    '<rect width="8" height="8" style="fill:var(--figure-tint)"/>'
    '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" style="stroke:var(--figure-1);stroke-width:2"/>',
    '<rect width="8" height="8" style="fill:var(--figure-1)"/>',
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
MARGIN = 3
LEGEND_HEIGHT = 26


@dataclass(frozen=True)
class Area:
    """What is shown of one department: its class (None = hidden) and the text written on it."""

    level: int | None
    text: str


def department_map(areas: Mapping[str, Area], legend: Sequence[str], hidden: str, alt: str) -> str:
    """Return the map as SVG.

    Args:
        areas: by department.
        legend: text of each class, from few to many.
        hidden: text of the class of departments whose number is hidden.
        alt: what a listener is told.
    """
    outlines = {code: _points(str(found["path"])) for code, found in departments().items()}
    xs = [x for points in outlines.values() for x, _ in points]
    ys = [y for points in outlines.values() for _, y in points]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) - left + MARGIN, max(ys) - top + MARGIN
    shapes, texts = [], []
    for code, points in outlines.items():
        area = areas[code]
        fill = "none" if area.level is None else f"url(#map-{area.level})"
        dash = ' stroke-dasharray="3 2"' if area.level is None else ""
        path = departments()[code]["path"]
        shapes.append(f'<path d="{path}" style="fill:{fill}"{dash}/>')
        x, y = _middle(points)
        texts.append(_label(x, y, departments()[code]["name"], area.text))
    used = {area.level for area in areas.values()}
    keys = [(level, text) for level, text in enumerate(legend) if level in used]
    if None in used:
        keys.append((None, hidden))
    patterns = "".join(
        f'<pattern id="map-{level}" width="8" height="8" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale(.5)">{pattern}</pattern>'
        for level, pattern in enumerate(PATTERNS)
    )
    box = f"{left:.0f} {top:.0f} {width:.0f} {height + LEGEND_HEIGHT:.0f}"
    return (
        f'<svg role="img" aria-label="{escape(alt)}" class="map" viewBox="{box}">'
        f"<defs>{patterns}</defs>"
        f'<g style="stroke:var(--ink);stroke-width:.5;stroke-linejoin:round">{"".join(shapes)}</g>'
        f"{''.join(texts)}{_legend(keys, left + MARGIN, top + height + 6)}</svg>"
    )


def _label(x: float, y: float, name: str, text: str) -> str:
    """Return name and number, on a light edge that keeps them readable over a pattern."""
    lines = f'<tspan x="{x:.1f}" class="map__name">{escape(name)}</tspan>'
    lines += f'<tspan x="{x:.1f}" dy="1.15em" class="map__number">{escape(text)}</tspan>'
    return f'<text y="{y - 1:.1f}" text-anchor="middle">{lines}</text>'


def _legend(keys: Sequence[tuple[int | None, str]], left: float, top: float) -> str:
    parts = []
    for number, (level, text) in enumerate(keys):
        x, y = left + 62 * (number % 3), top + 9 * (number // 3)
        fill = "none" if level is None else f"url(#map-{level})"
        dash = ' stroke-dasharray="2 1.5"' if level is None else ""
        parts.append(
            f'<rect x="{x:.0f}" y="{y:.0f}" width="9" height="6" '
            f'style="fill:{fill};stroke:var(--ink);stroke-width:.4"{dash}/>'
            f'<text x="{x + 12:.0f}" y="{y + 5:.0f}" class="map__key">{escape(text)}</text>'
        )
    return "".join(parts)


def _points(path: str) -> list[tuple[float, float]]:
    """Return the corners of an outline made of relative straight lines."""
    numbers = [float(token) for token in NUMBER.findall(path)]
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the centre of gravity of an outline."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (3 * area), y / (3 * area)
