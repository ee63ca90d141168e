"""Source notebooks of nbgrader that belong to no course pass through the same gate."""

from pathlib import Path

import nbformat
import pytest

from grading.course import read_course
from grading.errors import CourseError
from grading.notebook import to_source_notebook, write_text
from grading.quality.gate import GateOptions, check_paths
from grading.quality.servers import Servers

READ_ONLY = GateOptions(runs=False)


@pytest.fixture
def notebook(petit_cours: Path, tmp_path: Path) -> Path:
    """Return a source notebook with its data beside it, away from any course."""
    exercise = read_course(petit_cours).assignments[0].exercises[0]
    path = tmp_path / "source" / "resumer.ipynb"
    (path.parent / "data").mkdir(parents=True)
    path.write_text(write_text(to_source_notebook(exercise)), encoding="utf-8")
    data = "premiers-pas/moyennes/data/ventes.csv"
    (path.parent / "data" / "ventes.csv").write_bytes((petit_cours / data).read_bytes())
    return path


def edit(path: Path, cell: str, old: str, new: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    for node in notebook.cells:
        if node.id == cell:
            assert old in node.source
            node.source = node.source.replace(old, new)
    nbformat.write(notebook, path)


def test_a_sound_notebook_passes(notebook: Path, servers: Servers) -> None:
    quality = check_paths([notebook], GateOptions(servers=servers))[0]
    assert quality.findings == ()
    assert sum(score.total for score in quality.scores) == 7


def test_a_finding_stands_at_the_line_of_the_notebook(notebook: Path) -> None:
    message = ', f\\"moyenne([1, 2, 6]) : 3 attendu, {obtenu!r} obtenu\\"'
    edit(notebook, "moyenne", message.replace("\\", ""), "")
    (found,) = check_paths([notebook], READ_ONLY)[0].findings
    line = notebook.read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert line.strip() == '"assert obtenu == 3\\n",'


def test_weak_tests_are_found(notebook: Path, servers: Servers) -> None:
    edit(notebook, "etendue-des-ventes", "assert etendue == 41.5", "assert etendue")
    found = check_paths([notebook], GateOptions(servers=servers))[0].findings
    assert [finding.check for finding in found] == ["mutation"]


def test_a_reference_that_fails_is_found(notebook: Path, servers: Servers) -> None:
    edit(notebook, "etendue-solution", "max(ventes) - min(ventes)", "max(ventes)")
    (found,) = check_paths([notebook], GateOptions(servers=servers))[0].findings
    assert "the reference solution earns 0 of 1.5 points" in found.message


def test_an_ordinary_notebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    with pytest.raises(CourseError, match="neither nbgrader metadata"):
        check_paths([path], READ_ONLY)
