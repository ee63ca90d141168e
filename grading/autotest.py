"""Tests that nbgrader writes from the solution's values: lines with `### AUTOTEST`."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbgrader.preprocessors import InstantiateTests
from nbgrader.utils import is_grade

from grading.errors import PlatformError

DELIMITER = InstantiateTests.autotest_delimiter.default_value
TEMPLATES_FILE = "autotests.yml"
DEFAULT_TEMPLATES = Path(__file__).with_name(TEMPLATES_FILE)
TIME_LIMIT_S = 300


def has_autotests(notebook: NotebookNode) -> bool:
    """Return whether any graded test is still to be written by nbgrader."""
    return any(is_grade(cell) and DELIMITER in cell.source for cell in notebook.cells)


def instantiate_autotests(
    notebook: NotebookNode, files: Mapping[str, bytes], templates: Path
) -> NotebookNode:
    """Return a copy in which every AUTOTEST line is replaced by assertions.

    nbgrader starts a kernel for this and does not stop it when a cell fails, so it works in a
    process of its own: the kernel ends with that process.

    Args:
        notebook: the instructor's notebook.
        files: what stands beside it, by relative path.
        templates: nbgrader's `autotests.yml`; ours is used if there is no such file.

    Raises:
        PlatformError: the reference solution or a template failed.
    """
    with tempfile.TemporaryDirectory(prefix="enact-autotest-") as name:
        folder = Path(name)
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        chosen = templates if templates.exists() else DEFAULT_TEMPLATES
        (folder / TEMPLATES_FILE).write_bytes(chosen.read_bytes())
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", __name__],
            input=nbformat.writes(notebook).encode(),
            capture_output=True,
            cwd=folder,
            timeout=TIME_LIMIT_S,
            check=False,
        )
    if done.returncode:
        raise PlatformError(f"AUTOTEST could not be written: {done.stdout.decode().strip()}")
    return nbformat.reads(done.stdout.decode(), as_version=4)


def _main() -> None:
    """Read a notebook from standard input, write it with its tests to standard output."""
    notebook = nbformat.reads(sys.stdin.read(), as_version=4)
    try:
        result, _ = InstantiateTests().preprocess(notebook, {"metadata": {"path": "."}})
    except CellExecutionError as error:
        sys.stdout.write(f"{error.ename}: {error.evalue}")
        sys.exit(1)
    sys.stdout.write(nbformat.writes(result))


if __name__ == "__main__":
    _main()
