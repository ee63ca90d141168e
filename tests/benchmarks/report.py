"""What a benchmark found, as a table for people and as JSON for machines."""

from dataclasses import dataclass, field
from typing import Any

import click


@dataclass(frozen=True)
class Figure:
    """One measured figure with what it must reach.

    Attributes:
        name: what was measured.
        value: the figure.
        unit: its unit; `x` for a ratio.
        target: what it must reach; None for a figure that is only told.
        is_limit: whether smaller is better, and `target` the most that is allowed.
        aim: what we aim at.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    is_limit: bool = False
    aim: float | None = None

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        if self.target is None:
            return True
        return self.value <= self.target if self.is_limit else self.value >= self.target


@dataclass
class Report:
    """The figures of one benchmark.

    Attributes:
        figures: what was measured.
        details: raw times and the like, as JSON values.
    """

    figures: list[Figure] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, value: float, unit: str, **more: Any) -> None:
        """Add a figure."""
        self.figures.append(Figure(name, value, unit, **more))

    def as_document(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        figures = [{**vars(figure), "is_reached": figure.is_reached} for figure in self.figures]
        return {"figures": figures, "details": self.details}


def print_report(name: str, report: Report) -> None:
    """Print the figures, one a line, with target and aim."""
    click.echo(f"\n{name}")
    for figure in report.figures:
        sign = "≤" if figure.is_limit else "≥"
        target = "" if figure.target is None else f"  (must be {sign} {figure.target:g}"
        target += "" if figure.aim is None or not target else f", aim {figure.aim:g}"
        target += ")" if target else ""
        mark = "" if figure.target is None else ("  reached" if figure.is_reached else "  MISSED")
        click.echo(f"  {figure.name:<58} {figure.value:>9.4g} {figure.unit}{target}{mark}")
