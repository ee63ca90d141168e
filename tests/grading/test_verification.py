"""A record repeated: the same input gives the same verdict, another input is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grading.autograde import Grader
from grading.record import Status
from grading.submission import Submission
from grading.verification import CannotRepeat, repeat


@pytest.fixture
def grader(course_dir: Path, engines: Any) -> Iterator[Grader]:
    with Grader(course_dir, engines=engines) as grader:
        yield grader


@pytest.fixture
def submission(solved: dict[str, bytes]) -> Submission:
    return Submission(assignment="ps1", student="ada", files=solved)


def test_the_same_input_gives_the_same_verdict(grader: Grader, submission: Submission) -> None:
    record = grader.grade_submission(submission)
    assert repeat(grader, record, submission).is_same


def test_a_changed_score_is_told(grader: Grader, submission: Submission) -> None:
    record = grader.grade_submission(submission)
    exercise = record.exercises[0]
    forged = exercise.questions[1].model_copy(update={"score": 3.0, "status": Status.CORRECT})
    questions = (exercise.questions[0], forged, *exercise.questions[2:])
    exercises = (exercise.model_copy(update={"questions": questions}), *record.exercises[1:])
    result = repeat(grader, record.model_copy(update={"exercises": exercises}), submission)
    assert result.differences == (
        "arithmetic/digits: correct 3.0/3 judged then, partial 2.5/3 judged now",
    )


def test_other_files_are_no_repetition(grader: Grader, submission: Submission) -> None:
    record = grader.grade_submission(submission)
    other = submission.model_copy(update={"files": {**submission.files, "notes.txt": b"x"}})
    with pytest.raises(CannotRepeat, match="the submission changed"):
        repeat(grader, record, other)


def test_other_tests_are_no_repetition(
    grader: Grader, submission: Submission, course_dir: Path
) -> None:
    record = grader.grade_submission(submission)
    (course_dir / "source/ps1/data.csv").write_text("a,b\n3,4\n5,6\n")
    with pytest.raises(CannotRepeat, match="the tests changed"):
        repeat(grader, record, submission)


def test_the_time_of_handing_in_is_no_part_of_the_files(
    grader: Grader, submission: Submission
) -> None:
    record = grader.grade_submission(submission)
    dated = {**submission.files, "timestamp.txt": b"2026-11-22 09:30:00 UTC"}
    again = repeat(grader, record, submission.model_copy(update={"files": dated}))
    assert again.is_same
