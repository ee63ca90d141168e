"""A whole cohort graded, stopped, resumed, and graded again after its tests changed."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading.autograde import Grader
from grading.cohort_run import CohortResult, CohortRun
from grading.errors import PlatformError, WallError
from grading.executors import LocalExecutor
from grading.record import GradeRecord
from grading.submission import Submission

Run = Callable[..., CohortResult]


@pytest.fixture
def cohort(course_dir: Path, solved: dict[str, bytes]) -> Path:
    """Return the course folder with the submissions of three students who solved it."""
    for student in ("ada", "ben", "eve"):
        place = course_dir / "submitted" / student / "ps1"
        place.mkdir(parents=True)
        for name, content in solved.items():
            (place / name).write_bytes(content)
    return course_dir


@pytest.fixture
def run(cohort: Path, engines: Any) -> Run:
    def run(
        students: str = "*", wrap: Callable[[Any], Any] = lambda x: x, **options: Any
    ) -> CohortResult:
        with Grader(cohort, engines=engines) as grader:
            rubric = grader.rubric("ps1")
            return CohortRun(
                grader,
                "ps1",
                lambda: wrap(
                    LocalExecutor(rubric, grader.plan(rubric), grader.settings, grader.engines)
                ),
                **options,
            ).run(grader.folder.students("ps1", students))

    return run


def change_tests(cohort: Path, old: str, new: str) -> None:
    """Change the tests of a question as a second release would."""
    with sqlite3.connect(cohort / "gradebook.db") as connection:
        connection.execute("UPDATE source_cell SET source = replace(source, ?, ?)", (old, new))
    connection.close()


def kinds(result: CohortResult) -> dict[str, str]:
    return {outcome.student: outcome.kind for outcome in result.outcomes}


def test_every_submission_is_graded(run: Run, cohort: Path) -> None:
    assert kinds(run()) == {"ada": "graded", "ben": "graded", "eve": "graded"}
    with Gradebook(f"sqlite:///{cohort}/gradebook.db", "course") as gradebook:
        assert {s.student.id: s.score for s in gradebook.assignment_submissions("ps1")} == {
            "ada": 5.5,
            "ben": 5.5,
            "eve": 5.5,
        }


def test_what_has_not_changed_is_skipped_without_starting_anything(run: Run) -> None:
    run()

    def refuse(_: Any) -> Any:
        raise AssertionError("an executor was started")

    assert set(kinds(run(wrap=refuse)).values()) == {"skipped"}


def test_force_grades_again(run: Run) -> None:
    run()
    assert set(kinds(run(force=True)).values()) == {"graded"}


def test_a_changed_submission_is_graded_again(run: Run, cohort: Path) -> None:
    run()
    path = cohort / "submitted/ben/ps1/arithmetic.ipynb"
    path.write_bytes(path.read_bytes() + b"\n")
    assert kinds(run()) == {"ada": "skipped", "ben": "graded", "eve": "skipped"}


def test_a_lost_gradebook_row_is_written_again(run: Run, cohort: Path) -> None:
    run()
    with Gradebook(f"sqlite:///{cohort}/gradebook.db", "course") as gradebook:
        gradebook.remove_submission("ps1", "eve")
    assert kinds(run()) == {"ada": "skipped", "ben": "skipped", "eve": "graded"}


def test_only_the_students_asked_for_are_graded(run: Run) -> None:
    assert kinds(run("b*")) == {"ben": "graded"}


def test_an_unreadable_submission_is_refused_and_the_others_are_graded(
    run: Run, cohort: Path
) -> None:
    (cohort / "submitted/ben/ps1/arithmetic.ipynb").write_bytes(b"\x00not json")
    result = run()
    assert kinds(result) == {"ada": "graded", "ben": "refused", "eve": "graded"}
    assert [outcome.code for outcome in result.outcomes if outcome.code] == ["not-json"]


def test_a_link_is_not_followed_and_is_flagged(run: Run, cohort: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (cohort / "submitted/ben/ps1/notes.txt").symlink_to(tmp_path / "secret.txt")
    verdict = next(outcome.verdict for outcome in run("ben").outcomes)
    assert verdict is not None
    assert [(flag.kind, flag.evidence) for flag in verdict.flags] == [
        ("refused-file", "'notes.txt' was not read: it is a symbolic link.")
    ]


class Flaky(LocalExecutor):
    """Fails for the platform's reasons, a number of times for each student."""

    def __init__(self, inner: LocalExecutor, error: PlatformError, times: int) -> None:
        self.workers, self.inner, self.error = inner.workers, inner, error
        self.left = dict.fromkeys(("ada", "ben", "eve"), times)

    def submit(self, submission: Submission) -> "Future[GradeRecord]":
        if self.left[submission.student] > 0:
            self.left[submission.student] -= 1
            failed: Future[GradeRecord] = Future()
            failed.set_exception(self.error)
            return failed
        return self.inner.submit(submission)

    def close(self) -> None:
        self.inner.close()


def test_a_platform_failure_is_tried_again(run: Run) -> None:
    result = run(wrap=lambda inner: Flaky(inner, PlatformError("the server died"), 2))
    assert set(kinds(result).values()) == {"graded"}


def test_a_platform_that_keeps_failing_gives_no_score(run: Run, cohort: Path) -> None:
    result = run(wrap=lambda inner: Flaky(inner, PlatformError("the server died"), 9))
    assert set(kinds(result).values()) == {"failed"}
    with Gradebook(f"sqlite:///{cohort}/gradebook.db", "course") as gradebook:
        assert gradebook.assignment_submissions("ps1") == []


def test_a_missing_wall_stops_everything(run: Run) -> None:
    with pytest.raises(WallError):
        run(wrap=lambda inner: Flaky(inner, WallError("no Landlock"), 1))


class Killed(LocalExecutor):
    """Dies after the first submission, as a killed process would."""

    def __init__(self, inner: LocalExecutor) -> None:
        self.workers, self.inner, self.count = 1, inner, 0

    def submit(self, submission: Submission) -> "Future[GradeRecord]":
        self.count += 1
        if self.count > 1:
            raise KeyboardInterrupt
        return self.inner.submit(submission)

    def close(self) -> None:
        self.inner.close()


def test_a_stopped_run_goes_on_where_it_was(run: Run) -> None:
    run("ada")
    with pytest.raises(KeyboardInterrupt):
        run(wrap=Killed)
    assert kinds(run())["ada"] == "skipped"


def test_a_change_of_tests_is_shown_before_it_is_written(run: Run, cohort: Path) -> None:
    run()
    change_tests(cohort, "square(-12345) == 152399025", "square(-12345) == 0")
    result = run()
    assert set(kinds(result).values()) == {"held"}
    (change,) = result.differences[0].changes
    assert (change.question, change.before, change.after, change.reason) == (
        "square",
        2.0,
        0.0,
        "its tests changed; negative numbers count as well",
    )
    with Gradebook(f"sqlite:///{cohort}/gradebook.db", "course") as gradebook:
        assert gradebook.find_submission("ps1", "ada").score == 5.5


def test_what_was_held_back_is_written_without_grading_it_again(run: Run, cohort: Path) -> None:
    run()
    change_tests(cohort, "square(-12345) == 152399025", "square(-12345) == 0")
    run()

    def refuse(_: Any) -> Any:
        raise AssertionError("an executor was started")

    assert set(kinds(run(apply=True, wrap=refuse)).values()) == {"graded"}
    with Gradebook(f"sqlite:///{cohort}/gradebook.db", "course") as gradebook:
        assert gradebook.find_submission("ps1", "ada").score == 3.5


def test_a_change_of_tests_that_changes_no_score_is_written_at_once(run: Run, cohort: Path) -> None:
    run()
    change_tests(cohort, "negative numbers count as well", "think of negative numbers")
    result = run()
    assert (set(kinds(result).values()), result.differences) == ({"graded"}, [])


def test_students_keep_their_notebooks_order(
    run: Run, cohort: Path, released: Callable[[str], nbformat.NotebookNode]
) -> None:
    run("ada")
    notebook = nbformat.read(cohort / "autograded/ada/ps1/arithmetic.ipynb", 4)
    assert [cell.cell_type for cell in notebook.cells] == [
        cell.cell_type for cell in released("arithmetic").cells
    ]
