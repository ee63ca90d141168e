"""Nbgrader itself with our engine below it: its own tests, and the same scores as without."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from grading.nbgrader import AUTOGRADE_PREPROCESSORS, EXECUTE, configure
from grading.nbgrader.read_ahead import ReadAhead
from grading.sandbox.client import ForkServer
from grading.sandbox.program import Program

# nbgrader's own use of SQLAlchemy.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
CONFIG = "from grading.nbgrader import configure\nc = get_config()\nconfigure(c)\n"
SUITE = "nbgrader.tests.apps.test_nbgrader_autograde"
# Every test starts nbgrader several times: ENACT_TEST_ALL=1 runs them all, for ten minutes.
QUICK = "test_showtraceback_exploit or test_side_effects or test_hidden_tests_single_notebook"
ALL = os.environ.get("ENACT_TEST_ALL") == "1"


def nbgraders_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which nbgrader finds our drop-in and its program `alembic`."""
    (folder / "nbgrader_config.py").write_text(CONFIG)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder),
        "PATH": path,
        "USER": os.environ.get("USER", "tester"),
    }


@pytest.mark.slow
def test_nbgraders_own_tests_pass(tmp_path: Path) -> None:
    chosen = [] if ALL else ["-k", QUICK]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "--pyargs", SUITE]
    done = subprocess.run(
        [*command, *chosen],
        cwd=tmp_path,
        env=nbgraders_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert ("40 passed" if ALL else "3 passed") in done.stdout


def test_only_execute_is_replaced() -> None:
    c = Config()
    configure(c)
    assert c.Autograde.autograde_preprocessors == [EXECUTE, *AUTOGRADE_PREPROCESSORS[1:]]


def test_a_list_that_the_course_has_set_is_kept() -> None:
    from nbgrader.preprocessors import Execute, SaveAutoGrades

    c = Config()
    c.Autograde.autograde_preprocessors = [Execute, "course.Own", SaveAutoGrades]
    configure(c)
    configure(c)
    assert c.Autograde.autograde_preprocessors == [EXECUTE, "course.Own", SaveAutoGrades]


@pytest.fixture
def drop_in(course_dir: Path) -> Callable[[str], Any]:
    """Return a function that runs nbgrader's autograde with the drop-in for one student."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    def run(student: str) -> Any:
        config = Config()
        config.CourseDirectory.root = str(course_dir)
        config.CourseDirectory.course_id = "course"
        configure(config)
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        return api.autograde("ps1", student)

    return run


def hand_in(course_dir: Path, files: dict[str, bytes], student: str = "ada") -> None:
    place = course_dir / "submitted" / student / "ps1"
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)


def test_scores_are_those_of_our_own_pipeline(
    course_dir: Path, solved: dict[str, bytes], drop_in: Callable[[str], Any]
) -> None:
    hand_in(course_dir, solved)
    result = drop_in("ada")
    assert result["success"], result
    with Gradebook(f"sqlite:///{course_dir}/gradebook.db", "course") as gradebook:
        grades = gradebook.find_submission_notebook("arithmetic", "ps1", "ada").grades
        assert {grade.name: grade.auto_score for grade in grades} == {
            "square": 2.0,
            "digits": 2.5,
            "why": None,
            "drawing": None,
        }


def test_an_answer_that_writes_to_stderr_keeps_its_points(
    course_dir: Path, solved: dict[str, bytes], drop_in: Callable[[str], Any]
) -> None:
    noisy = b"import sys\\nprint('noise', file=sys.stderr)\\n    return x * x"
    files = {
        k: v.replace(b"    return x * x", b"    " + noisy.replace(b"\\n", b"\\n    ", 1))
        for k, v in solved.items()
    }
    hand_in(course_dir, files)
    assert drop_in("ada")["success"]
    with Gradebook(f"sqlite:///{course_dir}/gradebook.db", "course") as gradebook:
        assert gradebook.find_grade("square", "arithmetic", "ps1", "ada").auto_score == 2.0


def test_an_answer_that_kills_its_process_costs_its_question_alone(
    course_dir: Path, solved: dict[str, bytes], drop_in: Callable[[str], Any]
) -> None:
    notebook = nbformat.reads(solved["arithmetic.ipynb"].decode(), 4)
    for cell in notebook.cells:
        if "return x * x" in cell.source:
            cell.source = "def square(x):\n    import os\n    os._exit(0)"
    hand_in(course_dir, {**solved, "arithmetic.ipynb": nbformat.writes(notebook).encode()})
    assert drop_in("ada")["success"]
    with Gradebook(f"sqlite:///{course_dir}/gradebook.db", "course") as gradebook:
        grades = gradebook.find_submission_notebook("arithmetic", "ps1", "ada").grades
        scores = {grade.name: grade.auto_score for grade in grades}
    assert (scores["square"], scores["digits"]) == (0.0, 2.5)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the name of the thread of every program that is run."""
    names: list[str] = []
    run = ForkServer.run

    def noted(*values: Any) -> Any:
        names.append(threading.current_thread().name)
        return run(*values)

    monkeypatch.setattr(ForkServer, "run", noted)
    return names


@pytest.fixture
def series(course_dir: Path, solved: dict[str, bytes]) -> None:
    """Let three students hand in."""
    for student in ("ada", "ben", "eve"):
        hand_in(course_dir, solved, student)


def scores(course_dir: Path, student: str) -> list[float]:
    """Return the scores of a student's two notebooks."""
    with Gradebook(f"sqlite:///{course_dir}/gradebook.db", "course") as gradebook:
        return [
            gradebook.find_submission_notebook(name, "ps1", student).score
            for name in ("arithmetic", "files")
        ]


@pytest.mark.usefixtures("series")
def test_the_next_notebook_of_a_series_is_run_ahead(
    drop_in: Callable[[str], Any], runs: list[str]
) -> None:
    assert drop_in("*")["success"]
    # Both notebooks of the first student and the first one of the second start no series.
    assert runs.count("read-ahead") == 3


@pytest.mark.usefixtures("series")
def test_what_was_run_ahead_counts_for_the_same_program_alone(
    course_dir: Path, drop_in: Callable[[str], Any], runs: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(ReadAhead, "_program", lambda *_: Program((), {}))
    assert drop_in("*")["success"]
    assert (runs.count("read-ahead"), scores(course_dir, "eve")) == (1, [4.5, 1.0])
