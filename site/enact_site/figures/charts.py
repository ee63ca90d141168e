"""Draws charts as SVG that takes the page's colours and fonts, and reads without colour."""

import io
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import matplotlib as mpl
from markupsafe import escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter

from enact_site.figures.published import Share
from enact_site.words import Words

# Colours that stand for the theme's: the page, light or dark, decides what they look like.
INK, FIRST, SECOND, THIRD, FOURTH = "#241b2f", "#6b2d6b", "#f3b63e", "#8d8598", "#1d6f48"
TINT, PAPER = "#efe4ee", "#fffdf8"
THEME = {
    INK: "currentColor",
    FIRST: "var(--figure-1)",
    SECOND: "var(--figure-2)",
    THIRD: "var(--figure-3)",
    FOURTH: "var(--figure-4)",
    TINT: "var(--figure-tint)",
    PAPER: "var(--surface)",
}
STYLE = {
    "svg.fonttype": "none",
    "font.size": 11.5,
    "hatch.linewidth": 1.4,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": THIRD,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "axes.axisbelow": True,
}
# Every chart is drawn twice, so that its words keep their size on a phone.
WIDE_IN, NARROW_IN = 7.6, 3.7
LABEL = {WIDE_IN: 40, NARROW_IN: 20}
# Official figures are hollow marks, told apart by their shape.
MARKS = ("D", "s", "^")
REFERENCE = {
    "color": PAPER,
    "markeredgecolor": THIRD,
    "markeredgewidth": 1.8,
    "markersize": 8,
    "linestyle": "none",
}
LABEL_GAP = 0.07


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its height and what is written on it."""

    label: str
    value: float
    text: str


@dataclass(frozen=True)
class Row:
    """One line of a chart of shares.

    Attributes:
        references: (name, share) of the official figures beside it.
    """

    label: str
    share: Share | None
    references: Sequence[tuple[str, float]] = ()


def bars(words: Words, items: Sequence[Bar], lines: Sequence[tuple[str, float]], alt: str) -> str:
    """Return vertical bars with labelled horizontal lines across them."""
    return _both(lambda width: _bars(words, items, lines, alt, width))


def _bars(
    words: Words, items: Sequence[Bar], lines: Sequence[tuple[str, float]], alt: str, width: float
) -> str:
    with mpl.rc_context(STYLE):
        canvas, axes = canvas_of(width, 3.6)
        places = range(len(items))
        axes.bar(places, [item.value for item in items], width=0.58, color=FIRST)
        for place, item in zip(places, items, strict=True):
            axes.annotate(
                item.text, (place, item.value), (0, 5), textcoords="offset points", ha="center",
                fontweight="bold",
            )  # fmt: skip
        for name, value in lines:
            axes.axhline(value, color=THIRD, linestyle=(0, (5, 4)), linewidth=1.4)
            axes.annotate(
                name, (-0.5, value), (0, 4), textcoords="offset points", ha="left", color=INK
            )
        axes.set_xticks(list(places), _short([item.label for item in items], width))
        axes.set_xlim(-0.6, len(items) - 0.4)
        highest = max([item.value for item in items] + [value for _, value in lines], default=1)
        axes.set_ylim(0, 1.15 * highest)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
        axes.grid(axis="y", color=TINT)
        return finish(canvas, alt)


def shares(words: Words, rows: Sequence[Row], names: Sequence[str], nothing: str, alt: str) -> str:
    """Return shares as points with intervals, one row each, beside official marks.

    Args:
        words: the language.
        rows: from top to bottom.
        names: what the point and each reference are called in the legend.
        nothing: written where there are too few people for a share.
        alt: what a listener is told.
    """
    return _both(lambda width: _shares(words, rows, names, nothing, alt, width))


def _shares(
    words: Words, rows: Sequence[Row], names: Sequence[str], nothing: str, alt: str, width: float
) -> str:
    labels = [textwrap.wrap(row.label, LABEL[width]) for row in rows]
    lines = max((len(label) - 1 for label in labels), default=0)
    with mpl.rc_context(STYLE):
        height = 0.5 + 0.24 * len(names) + (0.42 + 0.12 * lines) * len(rows)
        canvas, axes = canvas_of(width, height)
        for place, row in enumerate(rows):
            _draw_row(words, axes, place, row, nothing)
            _draw_label(axes, place, labels[place], 11.5 if width == WIDE_IN else 9.5)
        handles = [axes.plot([], [], "o-", color=FIRST, linewidth=3, label=names[0])[0]]
        handles += [
            axes.plot([], [], mark, label=name, **REFERENCE)[0]
            for name, mark in zip(names[1:], MARKS, strict=False)
        ]
        canvas.legend(handles=handles, loc="upper left", handlelength=1.6, labelspacing=0.35)
        highest = max(
            [row.share.high for row in rows if row.share]
            + [value for row in rows for _, value in row.references],
            default=0.5,
        )
        axes.set_xlim(0, min(1.0, max(0.3, highest * 1.1)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value)))
        axes.grid(axis="x", color=TINT)
        axes.set_yticks([])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        return finish(canvas, alt, top=1 - (0.1 + 0.24 * len(names)) / canvas.get_figheight())


def _draw_label(axes: Axes, place: int, lines: Sequence[str], size: float) -> None:
    """Write a row's name left of it, each line by itself: the page's typeface sets their widths."""
    for number, line in enumerate(lines):
        below = 1.2 * size * (number - (len(lines) - 1) / 2)
        axes.annotate(
            line, (0, place), (-7, -below), xycoords=("axes fraction", "data"),
            textcoords="offset points", ha="right", va="center", fontsize=size,
        )  # fmt: skip


def _draw_row(words: Words, axes: Axes, place: int, row: Row, nothing: str) -> None:
    axes.axhline(place, color=TINT, linewidth=1, zorder=0)
    for (_, value), mark in zip(row.references, MARKS, strict=False):
        axes.plot(value, place, mark, **REFERENCE)
    if row.share is None:
        axes.annotate(
            nothing, (0.0, place), (6, 0), textcoords="offset points", va="center", style="italic"
        )
        return
    axes.plot([row.share.low, row.share.high], [place] * 2, color=FIRST, linewidth=3)
    axes.plot(row.share.value, place, "o", color=FIRST, markersize=9)
    axes.annotate(
        words.percent(row.share.value), (1, place), (8, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", va="center", fontweight="bold",
    )  # fmt: skip


def trends(
    words: Words,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Share | None]]],
    alt: str,
) -> str:
    """Return shares over the years, one line a group, told apart by mark and dash."""
    return _both(lambda width: _trends(words, labels, series, alt, width))


def _trends(
    words: Words,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Share | None]]],
    alt: str,
    width: float,
) -> str:
    styles = ((FIRST, "o", "solid"), (FOURTH, "s", (0, (5, 2))), (THIRD, "^", (0, (1, 1.6))))
    with mpl.rc_context(STYLE):
        canvas, axes = canvas_of(width, 3.4)
        ends: list[tuple[str, int, float]] = []
        for (name, values), (color, mark, dash) in zip(series, styles, strict=False):
            known = [(i, value) for i, value in enumerate(values) if value]
            if not known:
                continue
            places = [i for i, _ in known]
            lows, highs = [v.low for _, v in known], [v.high for _, v in known]
            axes.fill_between(places, lows, highs, color=color, alpha=0.16, linewidth=0)
            axes.plot(
                places, [v.value for _, v in known], marker=mark, color=color, linestyle=dash,
                linewidth=2, markersize=7,
            )  # fmt: skip
            last = known[-1][1].value
            ends.append((f"{name} {words.percent(last)}", places[-1], last))
        highest = max((v.high for _, values in series for v in values if v), default=0.5)
        axes.set_ylim(0, highest * 1.05)
        heights = _spread([value for _, _, value in ends], LABEL_GAP * highest)
        for (name, place, _), height in zip(ends, heights, strict=True):
            axes.annotate(
                name, (place, height), (12, 0), textcoords="offset points", va="center",
                fontweight="bold",
            )  # fmt: skip
        axes.set_xticks(range(len(labels)), _short(labels, width))
        axes.set_xlim(-0.2, len(labels) - 1 + 0.28 * len(labels))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value)))
        axes.grid(axis="y", color=TINT)
        return finish(canvas, alt)


def _both(draw: Callable[[float], str]) -> str:
    """Return a chart for wide pages and one for phones; a page shows, and reads out, one."""
    return (
        f'<div class="figure__wide">{draw(WIDE_IN)}</div>'
        f'<div class="figure__narrow">{draw(NARROW_IN)}</div>'
    )


def _short(years: Sequence[str], width: float) -> list[str]:
    """Return `2025-2026` as two lines where there is little room."""
    return [year.replace("-", "-\n") if width == NARROW_IN else year for year in years]


def canvas_of(width_in: float, height_in: float) -> tuple[Canvas, Axes]:
    """Return an empty drawing without ground, so that the page's colour shows through."""
    canvas = Canvas(figsize=(width_in, height_in))
    canvas.patch.set_alpha(0)
    axes = canvas.add_subplot()
    axes.patch.set_alpha(0)
    return canvas, axes


def _spread(values: Sequence[float], gap: float) -> list[float]:
    """Return places for labels near their values and at least a gap apart."""
    places = list(values)
    order = sorted(range(len(values)), key=lambda i: values[i])
    for below, above in pairwise(order):
        places[above] = max(places[above], places[below] + gap)
    return places


def finish(canvas: Canvas, alt: str, top: float = 1.0) -> str:
    """Return the drawing as one line of SVG with the theme's colours and its text alternative."""
    canvas.tight_layout(rect=(0, 0, 1, top))
    file = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": f"{alt} {canvas.get_figwidth()}"}):
        canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return finish_svg(file.getvalue(), alt)


def finish_svg(svg: str, alt: str) -> str:
    """Make a drawing part of a page: no header, no needless ids, the theme's colours."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    used = set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg))
    kept = {name for pair in used for name in pair if name}
    svg = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in kept else "", svg)
    svg = re.sub(r" ?font-family: [^;\"]*;?", "", svg)
    for color, name in THEME.items():
        svg = svg.replace(color, name)
    head = f'<svg role="img" aria-label="{escape(alt)}" '
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    return re.sub(r"\s*\n\s*", " ", svg.replace("<svg ", head, 1)).strip()
