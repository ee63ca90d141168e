"""A warm parent that starts at a guess, before the rest of the program is imported."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.course_folder import CourseFolder
from grading.early_start import begin
from grading.engines import ForkServers
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
