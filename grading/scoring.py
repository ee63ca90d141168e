"""From what the cells did to what the questions earn: nbgrader's rules, and where they err, ours.

Kept from nbgrader: a test cell that raises earns 0, a last value that is a number is the score,
anything else earns all points; an answer that is still the stub earns 0. Changed: what a student
prints to stderr costs nothing (a setting restores it), a broken limit costs its question alone,
and a partial score that is negative or not a number earns 0 instead of everything.

Source: nbgrader/utils.py, determine_grade and get_partial_grade.
"""

import math
from collections.abc import Mapping
from typing import Literal

from grading.finding import find_reason
from grading.plans import AssignmentPlan
from grading.record import (
    Finding,
    LimitRecord,
    QuestionRecord,
    Status,
)
from grading.restoration import RestoredNotebook
from grading.rubric import RubricCell, nbgrader_checksum
from grading.sandbox.program import CellResult


def score_questions(
    restored: RestoredNotebook,
    results: Mapping[str, CellResult],
    plan: AssignmentPlan,
    stderr_costs_points: bool,
) -> tuple[QuestionRecord, ...]:
    """Return one record for each question of a notebook, in the instructor's order.

    Args:
        restored: the notebook that ran; flags about partial scores are added to it.
        results: what its cells did, by id.
        plan: where the tests ran.
        stderr_costs_points: nbgrader's rule about stderr.
    """
    unanswered = set(unanswered_cells(restored))
    questions = []
    waiting: list[str] = []
    for rubric in restored.exercise.cells:
        if rubric.role == "solution":
            waiting.append(rubric.id)
        if not rubric.is_question:
            continue
        if rubric.role == "tests" and rubric.cell_type == "code":
            is_stub = bool(waiting) and all(name in unanswered for name in waiting)
            result = results.get(rubric.id) or CellResult(rubric.id, "not-run")
            question = _score_tests(restored, rubric, result, is_stub, stderr_costs_points)
            mode = plan.of(restored.exercise.name, rubric.id).mode
            questions.append(question.model_copy(update={"mode": mode}))
            waiting = [] if questions[-1].status is not Status.UNANSWERED else waiting
        else:
            questions.append(_manual_question(rubric, rubric.id in unanswered))
    return tuple(questions)


def zero_questions(cells: tuple[RubricCell, ...]) -> tuple[QuestionRecord, ...]:
    """Return the questions of a notebook that was not handed in: 0 each, as in nbgrader."""
    return tuple(
        QuestionRecord(
            id=cell.id,
            kind=_kind(cell),
            cell_type=cell.cell_type,
            max_score=cell.points,
            score=0.0,
            status=Status.UNANSWERED,
            finding=Finding(code="missing-notebook"),
        )
        for cell in cells
        if cell.is_question
    )


def unanswered_cells(restored: RestoredNotebook) -> tuple[str, ...]:
    """Return the ids of answers that are missing or still what was released."""
    sources = {item.rubric.id: item.cell.source for item in restored.cells if item.rubric}
    return tuple(
        cell.id
        for cell in restored.exercise.cells
        if cell.solution
        and (cell.id not in sources or nbgrader_checksum(cell, sources[cell.id]) == cell.checksum)
    )


def _kind(cell: RubricCell) -> Literal["tests", "written", "task"]:
    if cell.task:
        return "task"
    return "written" if cell.solution or cell.cell_type == "markdown" else "tests"


def _manual_question(rubric: RubricCell, is_stub: bool) -> QuestionRecord:
    # A task spans cells of its own, so nbgrader never takes it for unanswered.
    is_stub = is_stub and not rubric.task
    return QuestionRecord(
        id=rubric.id,
        kind=_kind(rubric),
        cell_type=rubric.cell_type,
        max_score=rubric.points,
        score=0.0 if is_stub else None,
        status=Status.UNANSWERED if is_stub else Status.NEEDS_MANUAL,
        finding=Finding(code="no-answer") if is_stub else None,
    )


def _score_tests(
    restored: RestoredNotebook,
    rubric: RubricCell,
    result: CellResult,
    is_stub: bool,
    stderr_costs_points: bool,
) -> QuestionRecord:
    score, status, finding = 0.0, Status.WRONG, None
    if result.status == "ok":
        score, finding = _earned(restored, rubric, result, stderr_costs_points)
        if score == rubric.points:
            status = Status.CORRECT
        elif score > 0:
            status = Status.PARTIAL
        finding = finding or (None if status is Status.CORRECT else Finding(code="partial"))
    elif result.status == "error":
        finding = find_reason(rubric, result)
        if is_stub:
            status = Status.UNANSWERED
            finding = Finding(code="no-answer")
    else:
        status = Status.LIMIT
        finding = Finding(code="limit" if result.limit else "not-run")
    return QuestionRecord(
        id=rubric.id,
        kind="tests",
        cell_type=rubric.cell_type,
        max_score=rubric.points,
        score=score,
        status=status,
        finding=finding,
        limit=_limit(result) if status is Status.LIMIT else None,
        assertions=result.assertions,
        wall_time_s=round(result.wall_time_s, 4),
        memory_mb=round(result.memory_mb, 1),
    )


def _limit(result: CellResult) -> LimitRecord | None:
    if result.limit is None:
        return None
    return LimitRecord(which=result.limit.which, value=result.limit.value, unit=result.limit.unit)


def _earned(
    restored: RestoredNotebook, rubric: RubricCell, result: CellResult, stderr_costs_points: bool
) -> tuple[float, Finding | None]:
    """Return the score of a test cell that ended well."""
    for output in result.outputs:
        kind = output.get("output_type")
        if stderr_costs_points and kind == "stream" and output.get("name") == "stderr":
            return 0.0, Finding(code="stderr")
        if kind == "execute_result":
            return _partial(restored, rubric, _last_value(output, result)), None
    return rubric.points, None


def _last_value(output: Mapping[str, object], result: CellResult) -> float | None:
    """Return the number that a cell ended with; None when it ended with something else."""
    data = output.get("data")
    text = data.get("text/plain") if isinstance(data, dict) else None
    if isinstance(text, list):
        text = "".join(part for part in text if isinstance(part, str))
    try:
        return float(text) if isinstance(text, str) else result.value
    except ValueError:
        # NumPy shows its numbers as `np.float64(0.5)`, which nbgrader takes for full credit.
        return result.value


def _partial(restored: RestoredNotebook, rubric: RubricCell, value: float | None) -> float:
    if value is None:
        return rubric.points
    if 0 <= value <= rubric.points:
        return value
    restored.flag(
        "notice",
        "odd-partial-score",
        rubric.id,
        f"The tests ended with the value {value:g}; expected a score from 0 to {rubric.points:g}.",
    )
    return rubric.points if value > rubric.points and math.isfinite(value) else 0.0
