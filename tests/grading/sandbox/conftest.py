"""A warm fork server for all tests of judging, and exercises with several answers each."""

import ast
import contextlib
import io
import random
import re
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Limits, Program, RunResult

PACKAGES = (
    *("numpy", "pandas", "scipy.sparse", "matplotlib.pyplot", "sklearn.linear_model"),
    *("sklearn.metrics", "sklearn.model_selection", "sklearn.datasets", "sklearn.pipeline"),
    *("sklearn.preprocessing", "sklearn.dummy", "sklearn.ensemble", "unittest.mock"),
)
LIMITS = Limits(wall_time_s=30.0, total_time_s=120.0, memory_mb=1024)
Run = Callable[[Program], RunResult]


@pytest.fixture(scope="session")
def server() -> Iterator[ForkServer]:
    """Return a fork server that has imported what the exercises import."""
    with ForkServer(Environment(packages=PACKAGES)) as server:
        yield server


@pytest.fixture(scope="session")
def run(server: ForkServer) -> Run:
    """Return a function that runs a program between the walls."""
    return lambda program: server.run(program, LIMITS)


def program_of(*cells: tuple[str, str], **settings: Any) -> Program:
    """Return a program of (kind, source) pairs whose checks are visible; ids are `c0`, `c1` …"""
    made = [
        Cell(f"c{number}", kind, source, source if kind == "check" else "")
        for number, (kind, source) in enumerate(cells)
    ]
    return Program(tuple(made), **settings)


@pytest.fixture(scope="session")
def program() -> Callable[..., Program]:
    """Return the function that makes programs."""
    return program_of


@dataclass(frozen=True)
class Exercise:
    """A notebook with its solution and other answers in place of the student's cell."""

    name: str
    cells: tuple[tuple[str, str], ...]
    answers: dict[str, str]

    def program(self, answer: str = "") -> Program:
        """Return the program of the solution or of an answer."""
        cells = [
            (kind, self.answers[answer] if kind == "student" and answer else source)
            for kind, source in self.cells
        ]
        return program_of(*cells)


def read_exercise(path: Path) -> Exercise:
    """Read one file of `exercises/`: cells headed `# %% given|student|check|answer: name`."""
    parts = re.split(r"^# %% (.+)\n", path.read_text(), flags=re.MULTILINE)[1:]
    cells, answers = [], {}
    for head, source in zip(parts[::2], parts[1::2], strict=True):
        kind, _, name = head.partition(": ")
        if kind == "answer":
            answers[name] = source
        else:
            cells.append((kind, source.strip() + "\n"))
    return Exercise(path.stem, tuple(cells), answers)


EXERCISES = {
    path.stem: read_exercise(path)
    for path in sorted((Path(__file__).parent / "exercises").glob("*.py"))
}


@pytest.fixture(scope="session")
def exercises() -> dict[str, Exercise]:
    """Return the exercises by name."""
    return EXERCISES


def run_plainly(program: Program, folder: Path) -> dict[str, tuple[bool, float | None]]:
    """Run a program as a notebook does, in one namespace; passed and value by check."""
    names: dict[str, Any] = {"__name__": "__main__"}
    module = types.ModuleType("__main__")
    module.__dict__.update(names)
    results = {}
    random.seed(program.seed)
    np.random.seed(program.seed)
    main = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        with contextlib.chdir(folder), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for cell in program.cells:
                passed, value = _run_cell(cell, module.__dict__)
                if cell.kind == "check":
                    results[cell.id] = (passed, value)
    finally:
        sys.modules["__main__"] = main
    return results


def _run_cell(cell: Cell, names: dict[str, Any]) -> tuple[bool, float | None]:
    import linecache

    file = f"<cell {cell.id}>"
    linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(True), file)
    tree = ast.parse(cell.source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, file, "exec"), names)
            value = None
            if last is not None:
                value = eval(compile(ast.Expression(last.value), file, "eval"), names)
    except BaseException:
        return False, None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return True, float(value) if is_number else None


@pytest.fixture
def plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Program], dict[str, tuple[bool, float | None]]]:
    """Return the function that runs a program as a notebook does."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    return lambda program: run_plainly(program, tmp_path)


@pytest.fixture(scope="session")
def plans(run: Run) -> Callable[[str], Any]:
    """Return a function that gives an exercise's plan, made once."""
    from grading.sandbox.plan import Plan, find_plan

    made: dict[str, Plan] = {}

    def plan(name: str) -> Plan:
        if name not in made:
            made[name] = find_plan(EXERCISES[name].program(), run)
        return made[name]

    return plan


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give tests that ask for `exercise` or `answer` every one of them."""
    if "answer" in metafunc.fixturenames:
        pairs = [(name, answer) for name in EXERCISES for answer in EXERCISES[name].answers]
        metafunc.parametrize(("exercise", "answer"), pairs, ids=[f"{n}-{a}" for n, a in pairs])
    elif "exercise" in metafunc.fixturenames:
        metafunc.parametrize("exercise", list(EXERCISES))
