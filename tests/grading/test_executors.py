"""The same records wherever submissions are graded: on this machine, or on a Dask cluster."""

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from grading.autograde import Grader
from grading.errors import SubmissionError
from grading.executors import DaskExecutor, Executor, ExecutorError, LocalExecutor, make_executor
from grading.record import GradeRecord
from grading.submission import Submission

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed; run: pip install 'enact-academy[dask]'"
)
# What Dask's own processes leave open when they end is Dask's affair.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def grader(course_dir: Path) -> Iterator[Grader]:
    with Grader(course_dir) as grader:
        yield grader


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Return the address of a real cluster of two worker processes."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def submissions(
    solved: dict[str, bytes], released: Callable[[str], nbformat.NotebookNode]
) -> list[Submission]:
    """Return a right, a wrong and an empty submission."""
    wrong = solved["arithmetic.ipynb"].replace(b"return x * x", b"return x + 6")
    empty = nbformat.writes(released("arithmetic")).encode()
    return [
        Submission(assignment="ps1", student=name, files={**solved, "arithmetic.ipynb": content})
        for name, content in (
            ("ada", solved["arithmetic.ipynb"]),
            ("ben", wrong),
            ("eve", empty),
        )
    ]


def run(executor: Executor, submissions: list[Submission]) -> list[GradeRecord]:
    try:
        futures = [executor.submit(submission) for submission in submissions]
        return [future.result(timeout=120) for future in futures]
    finally:
        executor.close()


def local(grader: Grader) -> LocalExecutor:
    rubric = grader.rubric("ps1")
    return LocalExecutor(rubric, grader.plan(rubric), grader.settings, grader.engines)


def dask(grader: Grader, address: str, timeout_s: float = 60.0) -> DaskExecutor:
    rubric = grader.rubric("ps1")
    return DaskExecutor(address, rubric, grader.plan(rubric), grader.settings, timeout_s)


def test_a_cluster_gives_the_records_of_this_machine(
    grader: Grader, cluster: str, submissions: list[Submission]
) -> None:
    here = [record.verdict() for record in run(local(grader), submissions)]
    there = [record.verdict() for record in run(dask(grader, cluster), submissions)]
    assert here == there
    assert [sum(q["score"] or 0 for e in v["exercises"] for q in e["questions"]) for v in here] == [
        5.5,
        3.5,
        1.0,
    ]


def test_a_cluster_refuses_what_this_machine_refuses(
    grader: Grader, cluster: str, submissions: list[Submission]
) -> None:
    broken = submissions[0].model_copy(update={"files": {"arithmetic.ipynb": b"{"}})
    with pytest.raises(SubmissionError) as refusal:
        run(dask(grader, cluster), [broken])
    assert (refusal.value.code, refusal.value.values["name"]) == ("not-json", "arithmetic.ipynb")


def test_autograded_notebooks_come_back_from_a_cluster(
    grader: Grader, cluster: str, submissions: list[Submission]
) -> None:
    (record,) = run(dask(grader, cluster), submissions[:1])
    assert "HIDDEN TESTS" in record.exercises[0].notebook


def test_a_scheduler_that_does_not_answer_is_named(grader: Grader) -> None:
    with pytest.raises(ExecutorError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler"):
        dask(grader, "tcp://127.0.0.1:9", timeout_s=0.1)


def test_an_unknown_executor_is_told_with_the_known_ones(grader: Grader) -> None:
    rubric = grader.rubric("ps1")
    with pytest.raises(ExecutorError, match="'local' or 'dask:ADDRESS'"):
        make_executor("slurm", rubric, grader.plan(rubric), grader.settings, grader.engines)
