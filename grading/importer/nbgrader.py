"""nbgrader's source notebooks as exercises."""

from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import is_grade, is_solution, is_task

from grading.exercise import SOLUTION_SUFFIX
from grading.importer.cells import Ids, Imported, number, without_magics
from grading.percent import Kind


def is_nbgrader(notebook: NotebookNode) -> bool:
    """Return whether any cell has nbgrader's metadata."""
    return any("nbgrader" in cell.metadata for cell in notebook.cells)


def convert_nbgrader(notebook: NotebookNode, notes: list[str]) -> list[Imported]:
    """Return the cells of an exercise; tests belong to the last solution before them."""
    notebook = MetadataValidator().upgrade_notebook_metadata(notebook)
    solutions, questions = Ids(), Ids()
    last, tested = "", True
    cells: list[Imported] = []
    for cell in notebook.cells:
        kind: Kind = "markdown" if cell.cell_type != "code" else "code"
        source = cell.source if kind == "markdown" else without_magics(cell.source, notes)
        keys: dict[str, object] = {}
        metadata = cell.metadata.get("nbgrader", {})
        grade_id = str(metadata.get("grade_id", ""))
        if is_task(cell):
            keys = {"points": number(metadata.points), "task": questions.new(grade_id)}
        elif is_grade(cell) and is_solution(cell):
            keys = {"points": number(metadata.points), "written": questions.new(grade_id)}
        elif is_solution(cell):
            if not tested:
                notes.append(f"solution {last!r} has no tests of its own: merge it with the next")
            last, tested = solutions.new(grade_id.removesuffix(SOLUTION_SUFFIX)), False
            keys = {"solution": last}
        elif is_grade(cell) and kind == "code":
            if not last:
                notes.append(f"tests {grade_id!r} come before any solution: they became given code")
            else:
                keys = {"points": number(metadata.points), "tests": last}
                question = questions.new(grade_id)
                if question != last:
                    keys["question"] = question
                tested = True
        cells.append(Imported(kind, source, keys))
    if not tested:
        notes.append(f"solution {last!r} has no tests of its own")
    return cells
