"""The autograded notebook: what the formgrader and `nbgrader generate_feedback` read.

Source: the notebook format, nbformat.readthedocs.io/en/latest/format_description.html.
"""

import json
from collections.abc import Mapping
from typing import Any

from grading.instructor_version import own_cell_id
from grading.restoration import RestoredCell, RestoredNotebook
from grading.sandbox.program import CellResult

NBFORMAT = (4, 5)


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
        "metadata": {"kernelspec": restored.exercise.kernelspec},
        "nbformat": NBFORMAT[0],
        "nbformat_minor": NBFORMAT[1],
    }
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True, allow_nan=False)


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
        cell["outputs"] = list(result.outputs) if result else []
        cell["execution_count"] = result.execution_count if result else None
        if result is not None and result.status in ("limit", "not-run"):
            cell["outputs"].append(_stopped(result))
    elif item.cell.attachments:
        cell["attachments"] = item.cell.attachments
    return cell


def _stopped(result: CellResult) -> dict[str, Any]:
    """Return an error output for a cell that a limit ended, so that nbgrader sees a failure."""
    if result.limit is None:
        text = "The cell was not run."
    else:
        limit = result.limit
        text = f"The cell broke the limit {limit.which} = {limit.value:g} {limit.unit}."
    return {
        "output_type": "error",
        "ename": "LimitError",
        "evalue": text,
        "traceback": [f"LimitError: {text}"],
    }


def _free_id(wanted: str, taken: set[str]) -> str:
    number = 0
    free = wanted
    while free in taken:
        number += 1
        free = f"{wanted[:56]}-{number}"
    taken.add(free)
    return free
