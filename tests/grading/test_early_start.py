"""A warm parent that starts at a guess, before the rest of the program is imported."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading import settings as grading_settings
from grading.course_folder import CourseFolder
from grading.early_start import (
    OWN_METADATA,
    SETTINGS_FILE,
    EarlyStart,
    begin,
    begin_early,
)
from grading.engines import ForkServers
from grading.sandbox.environment import Environment
from grading.sandbox.parent import WarmParent
from grading.sandbox.program import Cell, Program
from grading.sandbox.walls import Walls
from grading.settings import GradingSettings


class Noted(ForkServers):
    """Fork servers that note what is begun and start nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[tuple[str, ...]] = []

    def begin(self, packages: tuple[str, ...]) -> None:
        """Note the packages."""
        self.begun.append(packages)


@pytest.fixture
def folder(tmp_path: Path) -> CourseFolder:
    """Return a course folder whose assignment imports a package, a module of its own and json."""
    source = tmp_path / "source" / "ps1"
    source.mkdir(parents=True)
    code = "import json\nimport numpy as np\nimport mine\n"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbformat.write(notebook, source / "one.ipynb")
    (source / "mine.py").write_text("")
    return CourseFolder.open(tmp_path)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return the packages of every parent that is started early; none really is."""
    found: list[tuple[str, ...]] = []

    class Started:
        def __init__(self, environment: Environment, _: Walls) -> None:
            found.append(environment.packages)

        def close(self) -> None:
            """Nothing to end."""

    monkeypatch.setattr("grading.early_start.WarmParent", Started)
    return found


@pytest.fixture
def handed_in(folder: CourseFolder) -> CourseFolder:
    """Return the course folder with the submission of one student."""
    (folder.root / "submitted" / "ada" / "ps1").mkdir(parents=True)
    return folder


def begun(folder: CourseFolder, **settings: Any) -> list[tuple[str, ...]]:
    """Return what is begun for one student."""
    engines = Noted()
    begin(engines, folder, "ps1", ["ada"], GradingSettings(**settings))
    return engines.begun


def test_what_the_notebooks_import_is_begun(folder: CourseFolder) -> None:
    assert begun(folder) == [("numpy",)]


def test_packages_that_the_course_states_are_begun(folder: CourseFolder) -> None:
    assert begun(folder, packages=("pandas",)) == [("pandas",)]


def test_nothing_is_begun_when_every_submission_has_its_record(folder: CourseFolder) -> None:
    path = folder.record_path("ps1", "ada")
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    assert begun(folder) == []


def test_nothing_is_begun_for_a_notebook_that_cannot_be_read(folder: CourseFolder) -> None:
    (folder.root / "source" / "ps1" / "two.ipynb").write_text("{")
    assert begun(folder) == []


def children() -> set[str]:
    """Return the processes that this one has started and that still live."""
    lists = Path("/proc/self/task").glob("*/children")
    return {process for found in lists for process in found.read_text().split()}


def test_a_parent_that_nobody_waited_for_ends_with_its_server() -> None:
    before = children()
    engines = ForkServers()
    engines.begin(("pandas",))
    started = children() - before
    engines.close()
    assert (len(started), children() & started) == (1, set())


def test_what_the_notebooks_import_is_begun_before_any_setting_is_read(
    handed_in: CourseFolder, started: list[tuple[str, ...]]
) -> None:
    assert (begin_early(handed_in.root, "ps1").is_begun, started) == (True, [("numpy",)])


@pytest.mark.parametrize("assignment", ["ps2", "..", "", "../source/ps1"])
def test_nothing_is_begun_early_for_what_is_no_assignment(
    handed_in: CourseFolder, started: list[tuple[str, ...]], assignment: str
) -> None:
    assert (begin_early(handed_in.root, assignment).is_begun, started) == (False, [])


def test_nothing_is_begun_early_for_students_who_handed_in_nothing(
    handed_in: CourseFolder, started: list[tuple[str, ...]]
) -> None:
    begin_early(handed_in.root, "ps1", only="b*")
    assert started == []


def test_a_submission_with_its_record_is_begun_early_when_forced_only(
    handed_in: CourseFolder, started: list[tuple[str, ...]]
) -> None:
    path = handed_in.record_path("ps1", "ada")
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    begin_early(handed_in.root, "ps1")
    assert started == []
    begin_early(handed_in.root, "ps1", is_forced=True)
    assert started == [("numpy",)]


@pytest.mark.parametrize(
    "variable", ["ENACT_GRADING_PACKAGES", "ENACT_SANDBOX_NAMESPACES", "ENACT_SANDBOX_READABLE"]
)
def test_a_variable_that_may_decide_otherwise_is_left_to_the_settings(
    handed_in: CourseFolder,
    started: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    monkeypatch.setenv(variable, "1")
    begin_early(handed_in.root, "ps1")
    assert started == []


def test_packages_in_the_settings_file_are_left_to_the_settings(
    handed_in: CourseFolder, started: list[tuple[str, ...]]
) -> None:
    (handed_in.root / SETTINGS_FILE).write_text('packages = ["pandas"]')
    begin_early(handed_in.root, "ps1")
    assert started == []


def test_the_names_are_those_of_the_settings() -> None:
    assert (OWN_METADATA, SETTINGS_FILE) == (
        grading_settings.OWN_METADATA,
        grading_settings.SETTINGS_FILE,
    )


def parent_of(packages: tuple[str, ...]) -> EarlyStart:
    """Return a real parent that is on its way."""
    environment = Environment(packages=packages)
    return EarlyStart(WarmParent(environment, Walls()), environment, Walls())


def test_a_parent_that_was_begun_early_runs_what_needs_it() -> None:
    before = children()
    with parent_of(("pandas",)) as early:
        started = children() - before
        engines = ForkServers(early)
        result = engines.engine(("pandas",)).run(
            Program(cells=(Cell("a", "student", "import pandas"),))
        )
        assert (result.cells[0].status, children() - before) == ("ok", started)
        engines.close()
    assert children() & started == set()


def test_a_parent_that_nobody_needs_ends() -> None:
    before = children()
    with parent_of(("pandas",)) as early:
        started = children() - before
        engines = ForkServers(early)
        engines.begin(("numpy",))
        assert len(children() - before) == 2
        engines.close()
    assert (len(started), children() & started) == (1, set())


def test_the_command_begins_before_it_imports_what_takes_long() -> None:
    code = "import sys, grading.cli, grading.commands.autograde; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"importlib.metadata", "nbformat", "numpy", "pydantic", "sqlalchemy", "traitlets"}
    assert heavy & set(done.stdout.split()) == set()
