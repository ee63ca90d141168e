"""One submission in, one record out."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.autograde import Grader
from grading.errors import SubmissionError
from grading.record import GradeRecord, QuestionRecord, Status

Edit = Callable[[nbformat.NotebookNode], None]


@pytest.fixture
def grader(course_dir: Path, engines: Any) -> Iterator[Grader]:
    with Grader(course_dir, engines=engines) as grader:
        yield grader


def question(record: GradeRecord, name: str) -> QuestionRecord:
    found = {item.id: item for exercise in record.exercises for item in exercise.questions}
    return found[name]


def edited(files: Mapping[str, bytes], name: str, edit: Edit) -> dict[str, bytes]:
    notebook = nbformat.reads(files[name].decode(), 4)
    edit(notebook)
    return {**files, name: nbformat.writes(notebook).encode()}


def answer(grade_id: str, source: str) -> Edit:
    def edit(notebook: nbformat.NotebookNode) -> None:
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
                cell.source = source

    return edit


def test_right_answers_earn_their_points(grader: Grader, solved: dict[str, bytes]) -> None:
    record = grader.grade("ps1", "ada", solved)
    assert {q.id: q.score for e in record.exercises for q in e.questions} == {
        "square": 2.0,
        "digits": 2.5,
        "why": None,
        "drawing": None,
        "rows": 1.0,
    }


def test_a_solved_submission_has_no_flag(grader: Grader, solved: dict[str, bytes]) -> None:
    assert grader.grade("ps1", "ada", solved).flags == ()


def test_released_stubs_earn_nothing_and_no_flag(
    grader: Grader, released: Callable[[str], nbformat.NotebookNode]
) -> None:
    files = {
        f"{name}.ipynb": nbformat.writes(released(name)).encode()
        for name in ("arithmetic", "files")
    }
    record = grader.grade("ps1", "ada", files)
    statuses = {q.id: q.status.value for e in record.exercises for q in e.questions}
    assert (statuses, record.score, record.flags) == (
        {
            "square": "unanswered",
            "digits": "unanswered",
            "why": "unanswered",
            "drawing": "needs-manual",
            "rows": "unanswered",
        },
        0.0,
        (),
    )


def test_a_last_value_is_a_partial_score(grader: Grader, solved: dict[str, bytes]) -> None:
    files = edited(solved, "arithmetic.ipynb", answer("digits-solution", "digits = 7"))
    found = question(grader.grade("ps1", "ada", files), "digits")
    assert (found.score, found.status) == (1.5, Status.PARTIAL)


def test_a_visible_test_tells_its_line_and_its_message(
    grader: Grader, solved: dict[str, bytes]
) -> None:
    files = edited(solved, "arithmetic.ipynb", answer("square-solution", "def square(x): return 8"))
    finding = question(grader.grade("ps1", "ada", files), "square").finding
    assert finding is not None
    assert (finding.is_hidden, finding.intent, finding.test) == (
        False,
        "square(3): expected 9, got 8",
        "assert square(3) == 9",
    )


def test_a_hidden_test_tells_its_intent_alone(grader: Grader, solved: dict[str, bytes]) -> None:
    files = edited(solved, "arithmetic.ipynb", answer("square-solution", "def square(x): return 9"))
    finding = question(grader.grade("ps1", "ada", files), "square").finding
    assert finding is not None
    assert (finding.is_hidden, finding.intent, finding.test, finding.expected) == (
        True,
        "negative numbers count as well",
        None,
        None,
    )


def test_visible_tests_alone_tell_nothing_of_hidden_ones(
    grader: Grader, solved: dict[str, bytes]
) -> None:
    files = edited(solved, "arithmetic.ipynb", answer("square-solution", "def square(x): return 9"))
    found = question(grader.try_visible("ps1", files), "square")
    assert (found.status, found.finding) == (Status.CORRECT, None)


def test_a_broken_limit_costs_its_question_alone(grader: Grader, solved: dict[str, bytes]) -> None:
    source = "def square(x): raise TimeoutError"
    record = grader.grade(
        "ps1", "ada", edited(solved, "arithmetic.ipynb", answer("square-solution", source))
    )
    assert (question(record, "square").status, record.score) == (Status.LIMIT, 3.5)


def test_a_missing_notebook_earns_nothing_and_the_others_count(
    grader: Grader, solved: dict[str, bytes]
) -> None:
    del solved["files.ipynb"]
    record = grader.grade("ps1", "ada", solved)
    assert (record.exercises[1].is_missing, record.score) == (True, 4.5)


def test_a_submission_without_any_notebook_is_refused(grader: Grader) -> None:
    with pytest.raises(SubmissionError) as refusal:
        grader.grade("ps1", "ada", {"notes.txt": b""})
    assert refusal.value.code == "missing-notebook"


def test_an_unknown_assignment_is_refused(grader: Grader, solved: dict[str, bytes]) -> None:
    with pytest.raises(SubmissionError) as refusal:
        grader.grade("ps2", "ada", solved)
    assert refusal.value.code == "unknown-assignment"


def test_a_file_that_would_replace_a_module_is_left_out_and_flagged(
    grader: Grader, solved: dict[str, bytes]
) -> None:
    files = {**solved, "csv.py": b"raise SystemExit"}
    record = grader.grade("ps1", "ada", files)
    assert ([flag.kind for flag in record.flags], record.score) == (["shadowing-file"], 5.5)


def test_a_students_version_of_an_instructors_file_is_replaced(
    grader: Grader, solved: dict[str, bytes]
) -> None:
    record = grader.grade("ps1", "ada", {**solved, "data.csv": b"a\nb\nc\n"})
    assert question(record, "rows").score == 1.0


def test_the_autograded_notebook_holds_hidden_tests_and_outputs(
    grader: Grader, solved: dict[str, bytes]
) -> None:
    notebook = json.loads(grader.grade("ps1", "ada", solved).exercises[0].notebook)
    tests = {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]
    }
    assert "HIDDEN TESTS" in tests["square"]["source"]
    assert tests["digits"]["outputs"][0]["data"] == {"text/plain": "2.5"}


def test_the_autograded_notebook_is_valid(grader: Grader, solved: dict[str, bytes]) -> None:
    record = grader.grade("ps1", "ada", solved)
    nbformat.validate(nbformat.reads(record.exercises[0].notebook, 4))


def test_the_same_bytes_give_the_same_verdict(grader: Grader, solved: dict[str, bytes]) -> None:
    first, second = (grader.grade("ps1", "ada", solved).verdict_hash() for _ in range(2))
    assert first == second


def test_a_record_survives_json(grader: Grader, solved: dict[str, bytes]) -> None:
    record = grader.grade("ps1", "ada", solved)
    assert GradeRecord.from_json(record.to_json()) == record


def test_checking_refuses_a_notebook_that_lacks_cells(
    grader: Grader, solved: dict[str, bytes]
) -> None:
    def drop(notebook: nbformat.NotebookNode) -> None:
        del notebook.cells[3]

    with pytest.raises(SubmissionError) as refusal:
        grader.check("ps1", edited(solved, "arithmetic.ipynb", drop))
    assert (refusal.value.code, refusal.value.values["cells"]) == ("missing-cells", "square")


def test_checking_accepts_what_was_released(grader: Grader, solved: dict[str, bytes]) -> None:
    grader.check("ps1", solved)
