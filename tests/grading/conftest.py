"""A small valid course for the tests of `grading`, on disk in `tests/example_courses`."""

import ast
import contextlib
import io
import os
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grading.sandbox.program import (
    Cell,
    CellResult,
    ErrorInfo,
    LimitHit,
    Limits,
    Program,
    RunResult,
)

EXAMPLE_COURSES = Path(__file__).parent.parent / "example_courses"


@pytest.fixture
def example_courses(tmp_path: Path) -> Path:
    """Return a copy of the example `courses/` folder that a test may change."""
    target = tmp_path / "courses"
    shutil.copytree(EXAMPLE_COURSES, target)
    return target


@pytest.fixture
def petit_cours(example_courses: Path) -> Path:
    """Return the folder of a small course with one assignment that a test may change."""
    return example_courses / "licence" / "petit-cours"


def _cell(kind: str, source: str, **nbgrader: object) -> object:
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    metadata = {"grade": False, "solution": False, "locked": False, "task": False}
    own = {"nbgrader": metadata | nbgrader | {"schema_version": 3}} if nbgrader else {}
    return make(source, metadata=own)


def _notebook(*cells: object) -> object:
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    return notebook


def _arithmetic() -> object:
    tests = {"grade": True, "locked": True}
    return _notebook(
        _cell("markdown", "# Arithmetic"),
        _cell("code", "import math\nbase = 10", locked=True, grade_id="given-1"),
        _cell(
            "code",
            "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION",
            solution=True,
            grade_id="square-solution",
        ),
        _cell(
            "code",
            'assert square(3) == 9, f"square(3): expected 9, got {square(3)}"\n'
            "### BEGIN HIDDEN TESTS\n"
            'assert square(-12345) == 152399025, "negative numbers count as well"\n'
            "### END HIDDEN TESTS",
            points=2,
            grade_id="square",
            **tests,
        ),
        _cell(
            "code",
            "### BEGIN SOLUTION\ndigits = len(str(base))\n### END SOLUTION",
            solution=True,
            grade_id="digits-solution",
        ),
        _cell("code", "2.5 if digits == 2 else 1.5", points=3, grade_id="digits", **tests),
        _cell(
            "markdown",
            "Because.",
            grade=True,
            solution=True,
            points=3,
            grade_id="why",
        ),
        _cell("markdown", "Draw it.", task=True, points=2, grade_id="drawing", locked=True),
    )


def _files() -> object:
    tests = {"grade": True, "locked": True}
    return _notebook(
        _cell("code", "import csv"),
        _cell(
            "code",
            "### BEGIN SOLUTION\nwith open('data.csv') as file:\n"
            "    rows = list(csv.reader(file))\n### END SOLUTION",
            solution=True,
            grade_id="rows-solution",
        ),
        _cell("code", "assert len(rows) == 2", points=1, grade_id="rows", **tests),
    )


@pytest.fixture(scope="session")
def nbgrader_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an nbgrader course folder with one released assignment, made by nbgrader itself."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    root = tmp_path_factory.mktemp("course")
    source = root / "source" / "ps1"
    source.mkdir(parents=True)
    nbformat.write(_arithmetic(), source / "arithmetic.ipynb")
    nbformat.write(_files(), source / "files.ipynb")
    (source / "data.csv").write_text("a,b\n1,2\n")
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "course"
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'course'\n"
    )
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    path = os.environ["PATH"]
    # nbgrader calls the program `alembic` by its name when it makes a new gradebook.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{path}"
    try:
        result = api.generate_assignment("ps1")
    finally:
        os.environ["PATH"] = path
    assert result["success"], result
    return root


@pytest.fixture
def course_dir(nbgrader_template: Path, tmp_path: Path) -> Path:
    """Return a copy of an nbgrader course folder that a test may change."""
    target = tmp_path / "course"
    shutil.copytree(nbgrader_template, target)
    return target


class InProcessEngine:
    """Runs a program in this process, for tests of what lies around the sandbox."""

    # The working folder and standard output are the whole process's.
    lock = threading.Lock()

    def run(self, program: Program, limits: Limits) -> RunResult:
        names: dict[str, object] = {}
        with self.lock, tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            for name, content in program.files.items():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(content)
            cells = tuple(
                self._run(cell, number, names) for number, cell in enumerate(program.cells, 1)
            )
            written = {
                path.name: content
                for path in Path().iterdir()
                if path.is_file() and (content := path.read_bytes()) != program.files.get(path.name)
            }
        return RunResult(cells, written)

    def _run(self, cell: Cell, number: int, names: dict[str, object]) -> CellResult:
        outputs: list[dict[str, object]] = []
        error = value = None
        text = io.StringIO()
        try:
            tree = ast.parse(cell.source)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            with contextlib.redirect_stdout(text):
                exec(compile(tree, "<cell>", "exec"), names)
                if last is not None:
                    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        except TimeoutError:
            limit = LimitHit("wall_time", 1.0, "s")
            return CellResult(cell.id, "limit", limit=limit)
        except Exception as raised:
            lines = tuple(traceback.format_exception(raised))
            error = ErrorInfo(type(raised).__name__, str(raised), lines)
            outputs.append(
                {
                    "output_type": "error",
                    "ename": error.ename,
                    "evalue": error.evalue,
                    "traceback": list(lines),
                }
            )
        if text.getvalue():
            outputs.append({"output_type": "stream", "name": "stdout", "text": text.getvalue()})
        if value is not None:
            data = {"text/plain": repr(value)}
            outputs.append(
                {
                    "output_type": "execute_result",
                    "data": data,
                    "metadata": {},
                    "execution_count": number,
                }
            )
        number_value = float(value) if isinstance(value, int | float) else None
        status = "error" if error else "ok"
        return CellResult(cell.id, status, tuple(outputs), number, error, number_value)


class InProcessEngines:
    """Gives one in-process engine for every environment."""

    def engine(self, packages: tuple[str, ...]) -> InProcessEngine:
        return InProcessEngine()

    def close(self) -> None:
        pass


@pytest.fixture
def engines() -> InProcessEngines:
    """Return engines that run cells in this process: quick, and without any wall."""
    return InProcessEngines()


@pytest.fixture
def released(course_dir: Path) -> Callable[[str], nbformat.NotebookNode]:
    """Return a function that reads a released notebook of `ps1` by its name."""
    return lambda name: nbformat.read(course_dir / "release/ps1" / f"{name}.ipynb", 4)


@pytest.fixture
def solved(course_dir: Path, released: Callable[[str], nbformat.NotebookNode]) -> dict[str, bytes]:
    """Return the files of a student who solved `ps1`."""
    answers = {
        "square-solution": "def square(x):\n    return x * x",
        "digits-solution": "digits = len(str(base))",
        "why": "Because of the sign.",
        "rows-solution": "with open('data.csv') as file:\n    rows = list(csv.reader(file))",
    }
    files = {"data.csv": (course_dir / "release/ps1/data.csv").read_bytes()}
    for name in ("arithmetic", "files"):
        notebook = released(name)
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(grade_id, cell.source)
        files[f"{name}.ipynb"] = nbformat.writes(notebook).encode()
    return files
