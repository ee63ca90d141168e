"""Notebooks of other systems turned into exercises: nbgrader's own sources and otter-assign's."""

from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.errors import CourseError, Problem
from grading.exercise import KEYS
from grading.importer.cells import Imported
from grading.importer.nbgrader import convert_nbgrader, is_nbgrader
from grading.importer.otter import convert_otter, is_otter


@dataclass(frozen=True)
class Conversion:
    """An exercise made from a notebook.

    Attributes:
        text: the py:percent file.
        system: `nbgrader` or `otter`.
        notes: what an author should look at, one sentence each.
    """

    text: str
    system: str
    notes: tuple[str, ...]


def convert_notebook(path: Path) -> Conversion:
    """Read a notebook with solutions and return it as an exercise.

    Raises:
        CourseError: it is no notebook, or neither of the systems wrote it.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError) as error:
        raise CourseError([Problem(path, 0, f"cannot be read as a notebook: {error}.")]) from error
    notes: list[str] = []
    if is_nbgrader(notebook):
        cells, system = convert_nbgrader(notebook, notes), "nbgrader"
    elif is_otter(notebook):
        cells, system = convert_otter(notebook, notes), "otter"
    else:
        message = "neither nbgrader metadata nor '# BEGIN QUESTION' cells are in it."
        raise CourseError([Problem(path, 0, message)])
    return Conversion(write_percent(cells), system, tuple(notes))


def write_percent(cells: list[Imported]) -> str:
    """Return cells as py:percent text, exactly as Jupytext writes it."""
    nodes: list[NotebookNode] = []
    for cell in cells:
        make = new_markdown_cell if cell.kind == "markdown" else new_code_cell
        nodes.append(make(source=cell.source, metadata=dict(sorted(cell.keys.items()))))
    filters = {
        "notebook_metadata_filter": "-all",
        "cell_metadata_filter": ",".join([*KEYS, "-all"]),
    }
    notebook = new_notebook(cells=nodes, metadata={"jupytext": filters})
    return str(jupytext.writes(notebook, "py:percent"))
