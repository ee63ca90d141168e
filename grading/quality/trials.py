"""The reference solution of an exercise, run once in the sandbox: scores, time and memory."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from grading.exercise import Cell, Exercise
from grading.sandbox.client import ForkServer
from grading.sandbox.program import Cell as ProgramCell
from grading.sandbox.program import CellResult, Limits, Program
from grading.schema import Limits as AssignmentLimits

VALUE_FILE = ".enact-value-"


@dataclass(frozen=True)
class Trial:
    """What one run of the reference solution showed.

    Attributes:
        scores: earned points by question.
        messages: why a question lost points, as `Name: message`.
        cells: the sandbox's result of each code cell, by the cell's id.
    """

    scores: Mapping[str, float]
    messages: Mapping[str, str]
    cells: Mapping[str, CellResult]


def run_trial(
    exercise: Exercise,
    files: Mapping[str, bytes],
    limits: AssignmentLimits,
    server: ForkServer,
    seed: int,
) -> Trial:
    """Run an exercise as its author wrote it.

    Args:
        exercise: the exercise.
        files: what lies beside the notebook, by relative path.
        limits: the assignment's limits.
        server: runs the cells.
        seed: seed of `random` and `numpy.random`.

    Raises:
        PlatformError: the sandbox failed.
    """
    cells = code_cells(exercise)
    program = Program(
        (seeding_cell(seed), *(_program_cell(name, cell) for name, cell in cells.items())),
        files,
        {},
        seed,
    )
    result = server.run(program, sandbox_limits(limits, len(cells)))
    results = {found.id: found for found in result.cells}
    scores = {
        str(cell.id): _score(results[name], result.files.get(VALUE_FILE + name), cell.points)
        for name, cell in cells.items()
        if cell.role == "tests"
    }
    messages = {name: explain(found) for name, found in results.items() if found.status != "ok"}
    return Trial(scores, messages, results)


def code_cells(exercise: Exercise) -> dict[str, Cell]:
    """Return the code cells of an exercise by their id in the notebook."""
    cells = [cell for cell in exercise.cells if cell.kind == "code" and cell.source.strip()]
    return {cell.grade_id or f"code-{number}": cell for number, cell in enumerate(cells)}


def seeding_cell(seed: int) -> ProgramCell:
    """Return a first cell that seeds `random` and, if it is loaded, `numpy.random`."""
    lines = (
        "import random, sys",
        f"random.seed({seed})",
        f"if 'numpy' in sys.modules: sys.modules['numpy'].random.seed({seed})",
    )
    return ProgramCell("seed", "student", "\n".join(lines))


def sandbox_limits(limits: AssignmentLimits, cells: int) -> Limits:
    """Return the sandbox's limits for one run of an exercise."""
    return Limits(
        wall_time_s=limits.wall_time_s,
        total_time_s=limits.wall_time_s * max(cells, 1),
        memory_mb=limits.memory_mb,
    )


def explain(result: CellResult) -> str:
    """Say in one line why a cell did not end well."""
    if result.error is not None:
        return f"{result.error.ename}: {result.error.evalue}"
    if result.limit is not None:
        return f"{result.limit.which} over {result.limit.value:g} {result.limit.unit}"
    return result.status


def _program_cell(name: str, cell: Cell) -> ProgramCell:
    """Return a cell; tests that end in an expression note its value, for partial credit."""
    body = ast.parse(cell.source).body
    if cell.role != "tests" or not isinstance(body[-1], ast.Expr):
        return ProgramCell(name, "student", cell.source)
    last = ast.unparse(body.pop())
    lines = [*map(ast.unparse, body), f"_enact_value = {last}"]
    # The text of a NumPy number is not that of a number.
    lines.append(
        "if type(_enact_value) is not bool and isinstance(_enact_value, __import__('numbers').Real):"
        " _enact_value = float(_enact_value)"
    )
    lines.append(f"open({VALUE_FILE + name!r}, 'w').write(repr(_enact_value))")
    return ProgramCell(name, "student", "\n".join(lines))


def _score(result: CellResult, value: bytes | None, points: float) -> float:
    if result.status != "ok":
        return 0.0
    try:
        return min(float((value or b"").decode()), points)
    except ValueError:
        return points
