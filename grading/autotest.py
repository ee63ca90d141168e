"""Tests that nbgrader writes from the solution's values: lines with `### AUTOTEST`."""

import contextlib
import copy
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import InstantiateTests
from nbgrader.utils import is_grade

from grading.errors import PlatformError

DELIMITER = InstantiateTests.autotest_delimiter.default_value
DEFAULT_TEMPLATES = Path(__file__).with_name("autotests.yml")


def has_autotests(notebook: NotebookNode) -> bool:
    """Return whether any graded test is still to be written by nbgrader."""
    return any(is_grade(cell) and DELIMITER in cell.source for cell in notebook.cells)


def instantiate_autotests(
    notebook: NotebookNode, files: Mapping[str, bytes], templates: Path
) -> NotebookNode:
    """Return a copy in which every AUTOTEST line is replaced by assertions.

    The reference solution runs in a new kernel, in a temporary folder.

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
        (folder / "autotests.yml").write_bytes(chosen.read_bytes())
        with contextlib.chdir(folder):
            try:
                result, _ = InstantiateTests().preprocess(
                    copy.deepcopy(notebook), {"metadata": {"path": name}}
                )
            except Exception as error:
                raise PlatformError(f"AUTOTEST could not be written: {error}") from error
    return result
