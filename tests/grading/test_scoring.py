"""From what a test cell did to what it earns: nbgrader's rules, and where they err, ours."""

from typing import Any

import pytest

from grading.plans import AssignmentPlan
from grading.record import QuestionRecord, Status
from grading.restoration import RestoredCell, RestoredNotebook
from grading.rubric import RubricCell, RubricExercise, nbgrader_checksum
from grading.sandbox.program import CellResult, ErrorInfo, LimitHit
from grading.scoring import score_questions
from grading.submission import NotebookCell

STUB = "raise NotImplementedError()"


def cell(name: str, **more: Any) -> RubricCell:
    values: dict[str, Any] = {
        "cell_type": "code", "grade": False, "solution": False, "locked": True, "task": False,
        "points": 0.0, "source": STUB, "visible_source": STUB, "checksum": None,
    }  # fmt: skip
    made = RubricCell(id=name, **values | more)
    return made.model_copy(update={"checksum": nbgrader_checksum(made, made.source)})


ANSWER = cell("answer", solution=True, locked=False)
TESTS = cell("tests", grade=True, points=2.0)


def notebook(answer: str, *cells: RubricCell) -> RestoredNotebook:
    exercise = RubricExercise(name="p", kernelspec={}, cells=cells or (ANSWER, TESTS))
    items = [
        RestoredCell(NotebookCell(c.cell_type, answer if c.solution else c.source), c)
        for c in exercise.cells
    ]
    return RestoredNotebook(exercise, items)


def score(
    result: CellResult, answer: str = "x = 1", stderr_costs_points: bool = False
) -> QuestionRecord:
    restored = notebook(answer)
    (question,) = score_questions(
        restored, {"tests": result}, AssignmentPlan(), stderr_costs_points
    )
    return question


def ending_with(text: str, value: float | None = None) -> CellResult:
    output = {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}}
    return CellResult("tests", "ok", (output,), value=value)


def test_a_silent_test_cell_earns_all_points() -> None:
    assert score(CellResult("tests", "ok")).score == 2.0


def test_an_error_earns_nothing() -> None:
    found = score(CellResult("tests", "error", error=ErrorInfo("ValueError", "no")))
    assert (found.score, found.status) == (0.0, Status.WRONG)


@pytest.mark.parametrize(
    ("text", "value", "expected", "status"),
    [
        ("1.5", 1.5, 1.5, Status.PARTIAL),
        ("0", 0.0, 0.0, Status.WRONG),
        ("2", 2.0, 2.0, Status.CORRECT),
        ("np.float64(0.5)", 0.5, 0.5, Status.PARTIAL),
        ("'a text'", None, 2.0, Status.CORRECT),
        ("True", None, 2.0, Status.CORRECT),
        ("[1, 2]", None, 2.0, Status.CORRECT),
    ],
)
def test_a_last_value_that_is_a_number_is_the_score(
    text: str, value: float | None, expected: float, status: Status
) -> None:
    found = score(ending_with(text, value))
    assert (found.score, found.status) == (expected, status)


@pytest.mark.parametrize(
    ("text", "expected"), [("nan", 0.0), ("-1.0", 0.0), ("3.0", 2.0), ("inf", 0.0)]
)
def test_an_odd_last_value_earns_no_more_than_it_should(text: str, expected: float) -> None:
    assert score(ending_with(text, float(text))).score == expected


def test_an_odd_last_value_is_noted() -> None:
    restored = notebook("x = 1")
    score_questions(restored, {"tests": ending_with("-1.0", -1.0)}, AssignmentPlan(), False)
    assert [(flag.level, flag.kind) for flag in restored.flags] == [("notice", "odd-partial-score")]


def test_stderr_costs_nothing_unless_a_setting_says_so() -> None:
    noise = {"output_type": "stream", "name": "stderr", "text": "noise"}
    result = CellResult("tests", "ok", (noise,))
    assert score(result).score == 2.0
    assert score(result, stderr_costs_points=True).score == 0.0


def test_a_limit_is_told_with_its_value() -> None:
    found = score(CellResult("tests", "limit", limit=LimitHit("memory", 512, "MB")))
    assert (found.score, found.status) == (0.0, Status.LIMIT)
    assert found.limit is not None
    assert (found.limit.which, found.limit.value, found.limit.unit) == ("memory", 512, "MB")


def test_output_that_was_cut_costs_nothing() -> None:
    found = score(CellResult("tests", "ok", limit=LimitHit("output", 1000, "kB")))
    assert (found.score, found.status, found.limit) == (2.0, Status.CORRECT, None)


def test_a_failing_stub_is_no_answer_yet() -> None:
    error = ErrorInfo("NameError", "name 'f' is not defined")
    found = score(CellResult("tests", "error", error=error), answer=STUB)
    assert found.status is Status.UNANSWERED


def test_a_stub_that_passes_keeps_its_points() -> None:
    assert score(CellResult("tests", "ok"), answer=STUB).status is Status.CORRECT


def test_tests_that_were_not_run_earn_nothing() -> None:
    found = score(CellResult("tests", "not-run"))
    assert (found.score, found.status) == (0.0, Status.LIMIT)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(STUB, (0.0, Status.UNANSWERED)), ("Because.", (None, Status.NEEDS_MANUAL))],
)
def test_a_written_answer_waits_for_a_person_unless_it_is_the_stub(
    answer: str, expected: tuple[float | None, Status]
) -> None:
    why = cell("why", cell_type="markdown", grade=True, solution=True, locked=False, points=3.0)
    (found,) = score_questions(notebook(answer, why), {}, AssignmentPlan(), False)
    assert (found.score, found.status) == expected


def test_a_task_always_waits_for_a_person() -> None:
    task = cell("task", cell_type="markdown", task=True, points=3.0)
    (found,) = score_questions(notebook("", task), {}, AssignmentPlan(), False)
    assert (found.score, found.status) == (None, Status.NEEDS_MANUAL)
