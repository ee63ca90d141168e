"""Every lesson runs from its first cell to its last, as it is before its learner writes a word."""

import importlib.util
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from grading.course import Module, read_catalogue
from grading.exercise import read_text_cells
from grading.release import copied_files
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Limits, Program, RunResult

COURSES = Path(__file__).parents[2] / "courses"
NOTEBOOKS = {
    lesson.path.relative_to(COURSES).with_suffix("").as_posix(): (module, lesson.path)
    for course in read_catalogue(COURSES).courses
    for module in course.modules
    for lesson in module.lessons
    if lesson.path.suffix == ".py"
}
TRANSFORMER = "master/ia-generative/petit-modele/du-bigramme-au-transformeur"
# The author's own code: walls, but neither IPython nor a judge.
DRIVER = "grading.sandbox.plain"
PACKAGES = ("datasketch", "matplotlib.pyplot", "numpy", "pandas", "sklearn")
# A lesson is promised in a minute; a busy machine may take its time.
LIMITS = Limits(wall_time_s=120, total_time_s=240, memory_mb=2048)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def runs() -> Iterator[Mapping[str, Future[RunResult]]]:
    """Every lesson's run, begun at once on each processor."""
    with ForkServer(Environment(PACKAGES, driver=DRIVER)) as server:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield {name: pool.submit(run, server, *found) for name, found in NOTEBOOKS.items()}


def run(server: ForkServer, module: Module, path: Path) -> RunResult:
    """Run a lesson beside the files of its module."""
    codes = [cell.source for cell in read_text_cells(path, []) if cell.kind == "code"]
    cells = tuple(Cell(f"cell-{number}", "student", code) for number, code in enumerate(codes))
    return server.run(Program(cells, copied_files(module.folder)), LIMITS)


def said(result: RunResult) -> str:
    """Return everything that a run printed."""
    return "".join(output.get("text", "") for cell in result.cells for output in cell.outputs)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_lesson_runs_to_its_end(name: str, runs: Mapping[str, Future[RunResult]]) -> None:
    result = runs[name].result()
    assert [] == [
        (cell.id, cell.error or cell.limit) for cell in result.cells if cell.error or cell.limit
    ]
    assert {"ok"} == {cell.status for cell in result.cells}


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is not None, reason="PyTorch is installed here"
)
def test_without_pytorch_the_transformer_lesson_says_so_and_goes_on(
    runs: Mapping[str, Future[RunResult]],
) -> None:
    words = said(runs[TRANSFORMER].result())
    assert "PyTorch n'est pas installé" in words
    assert "transformeur : perplexité" not in words


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None,
    reason='PyTorch is optional and not installed: pip install "enact-academy[deep-learning]"',
)
def test_with_pytorch_the_transformer_lesson_trains_a_model() -> None:
    with ForkServer(Environment((*PACKAGES, "torch"), driver=DRIVER)) as server:
        words = said(run(server, *NOTEBOOKS[TRANSFORMER]))
    perplexity = float(words.partition("transformeur : perplexité ")[2].split()[0])
    assert perplexity < 2
