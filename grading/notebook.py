"""Exercises and lessons as Jupyter notebooks, with nbgrader's cell metadata (schema 3)."""

from collections.abc import Iterable, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.exercise import Cell, Exercise
from grading.percent import TextCell

# Source: nbgrader/nbgraderformat/v3.py; a field that is not listed there is refused by nbgrader.
SCHEMA_VERSION = 3
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def to_source_notebook(exercise: Exercise) -> NotebookNode:
    """Return the instructor's notebook of an exercise, with solutions and hidden tests."""
    cells = []
    for number, cell in enumerate(exercise.cells, start=1):
        node = _node(cell.kind, cell.source, cell.grade_id or f"text-{number}")
        metadata = nbgrader_metadata(cell)
        if metadata:
            node.metadata["nbgrader"] = metadata
        cells.append(node)
    return _notebook(cells)


def to_lesson_notebook(cells: Sequence[TextCell]) -> NotebookNode:
    """Return a lesson as a notebook; keys on its `# %%` lines become cell metadata."""
    nodes = []
    for number, cell in enumerate(cells, start=1):
        node = _node(cell.kind, cell.source, f"cell-{number}")
        node.metadata.update(cell.metadata)
        nodes.append(node)
    return _notebook(nodes)


def nbgrader_metadata(cell: Cell) -> dict[str, Any] | None:
    """Return the `nbgrader` metadata of a cell, or None for plain text."""
    if cell.role is None:
        return None
    metadata: dict[str, Any] = {
        "grade": cell.role in ("tests", "written"),
        "grade_id": cell.grade_id,
        "locked": cell.role in ("tests", "given"),
        "schema_version": SCHEMA_VERSION,
        "solution": cell.role in ("solution", "written"),
        "task": cell.role == "task",
    }
    if cell.is_question:
        metadata["points"] = _number(cell.points)
    return metadata


def write_text(notebook: NotebookNode) -> str:
    """Return a notebook as the text of an `.ipynb` file, ending in a newline."""
    return str(nbformat.writes(notebook)) + "\n"


def _number(points: float) -> float | int:
    return int(points) if points == int(points) else points


def _node(kind: str, source: str, identifier: str) -> NotebookNode:
    make = new_code_cell if kind == "code" else new_markdown_cell
    return make(source=source, id=identifier)


def _notebook(cells: Iterable[NotebookNode]) -> NotebookNode:
    return new_notebook(
        cells=list(cells),
        metadata={"kernelspec": dict(KERNELSPEC), "language_info": {"name": "python"}},
    )
