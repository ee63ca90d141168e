"""The autograded notebook: what the formgrader and `nbgrader generate_feedback` read.

Source: the notebook format, nbformat.readthedocs.io/en/latest/format_description.html.
"""

import json
import platform
from collections.abc import Mapping
from typing import Any

from grading.instructor_version import own_cell_id
from grading.restoration import RestoredCell, RestoredNotebook
from grading.sandbox.program import CellResult

NBFORMAT = (4, 5)
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": platform.python_version(),
}


def autograded_notebook(restored: RestoredNotebook, results: Mapping[str, CellResult]) -> str:
    """Return the executed notebook as JSON text.

    Args:
        restored: the notebook, with the instructor's cells put right.
        results: what its cells did, by id.
    """
    taken: set[str] = set()
    cells = []
    for number, item in enumerate(restored.cells):
        program_id = item.rubric.id if item.rubric else own_cell_id(number)
        cell = _cell(item, results.get(program_id))
        cell["id"] = _free_id(item.cell.cell_id or f"cell-{number}", taken)
        cells.append(cell)
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": restored.exercise.kernelspec,
            "language_info": LANGUAGE_INFO,
        },
        "nbformat": NBFORMAT[0],
        "nbformat_minor": NBFORMAT[1],
    }
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True)


def _cell(item: RestoredCell, result: CellResult | None) -> dict[str, Any]:
    metadata = dict(item.cell.metadata)
    if item.cell.nbgrader is not None:
        metadata["nbgrader"] = item.cell.nbgrader
    cell: dict[str, Any] = {
        "cell_type": item.cell.cell_type,
        "metadata": metadata,
        "source": item.cell.source,
    }
    if item.cell.cell_type == "code":
        cell["outputs"] = cell_outputs(result) if result else []
        cell["execution_count"] = result.execution_count if result else None
    elif item.cell.attachments:
        cell["attachments"] = item.cell.attachments
    return cell


def cell_outputs(result: CellResult) -> list[dict[str, Any]]:
    """Return what a cell showed; a cell that failed always shows an error, as nbgrader needs."""
    outputs = list(result.outputs)
    if result.status == "ok" or any(output["output_type"] == "error" for output in outputs):
        return outputs
    name, text = "LimitError", "The cell was not run."
    lines: tuple[str, ...] = ()
    if result.limit is not None:
        limit = result.limit
        text = f"The cell broke the limit {limit.which} = {limit.value:g} {limit.unit}."
    elif result.error is not None:
        name, text, lines = result.error.ename, result.error.evalue, result.error.traceback
    error = {"output_type": "error", "ename": name, "evalue": text}
    return [*outputs, error | {"traceback": list(lines) or [f"{name}: {text}"]}]


def _free_id(wanted: str, taken: set[str]) -> str:
    number = 0
    free = wanted
    while free in taken:
        number += 1
        free = f"{wanted[:56]}-{number}"
    taken.add(free)
    return free
