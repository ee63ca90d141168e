"""Source notebooks of nbgrader, ours or not, read as an assignment of one exercise."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from grading.course import Assignment
from grading.errors import Problem
from grading.exercise import read_exercise
from grading.importer import convert_notebook
from grading.notebook import to_source_notebook, write_text
from grading.quality.code import check_messages, check_points, imports
from grading.quality.finding import Finding, from_problems
from grading.quality.leak import check_notebook
from grading.student_version import make_versions
from grading.submission import NOTEBOOK_SUFFIX

FOREIGN_LANGUAGE = "en"
SOURCE_LINE = re.compile(r'^\s*"source":')


@dataclass(frozen=True)
class ForeignNotebook:
    """A notebook as the gate sees it.

    Attributes:
        path: the `.ipynb` file.
        assignment: an assignment with one exercise, whose path is a temporary file.
        files: what lies beside the notebook, by relative path.
        findings: what keeps it from being read.
        lines: line in the `.ipynb` file of each cell's source.
    """

    path: Path
    assignment: Assignment
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    lines: tuple[int, ...]

    def place(self, found: Finding) -> Finding:
        """Move a finding from the temporary file to the line of the notebook."""
        line = 0
        for cell, start in zip(self.assignment.exercises[0].cells, self.lines, strict=False):
            if cell.line <= found.line:
                line = start + max(0, found.line - cell.first_line + 1)
        return replace(found, path=self.path, line=line if found.line else 0)


@contextmanager
def reading_notebook(path: Path) -> Iterator[ForeignNotebook]:
    """Read a notebook; the exercise's temporary file is there until the block ends.

    Raises:
        CourseError: it is no source notebook.
    """
    conversion = convert_notebook(path)
    with tempfile.TemporaryDirectory(prefix="enact-check-") as name:
        file = Path(name) / f"{path.stem}.py"
        file.write_text(conversion.text, encoding="utf-8")
        problems: list[Problem] = []
        exercise = read_exercise(file, problems)
        packages = {package for package, _ in imports(exercise)} if not problems else set()
        assignment = Assignment.model_validate(
            {
                "title": {FOREIGN_LANGUAGE: path.stem},
                "duration_min": 1,
                "packages": tuple(sorted(filter(find_spec, packages))),
                "slug": path.stem,
                "folder": Path(name),
                "exercises": (exercise,),
            }
        )
        yield ForeignNotebook(
            path,
            assignment,
            _files_beside(path),
            tuple(from_problems(problems)),
            _source_lines(path),
        )


def check_foreign(notebook: ForeignNotebook) -> Iterator[Finding]:
    """Yield what is wrong with messages, points and what students would see."""
    if notebook.findings:
        return
    exercise = notebook.assignment.exercises[0]
    student = make_versions(to_source_notebook(exercise), FOREIGN_LANGUAGE).student
    yield from chain(
        check_messages(exercise),
        check_points(exercise),
        check_notebook(exercise, write_text(student).encode()),
    )


def _files_beside(path: Path) -> dict[str, bytes]:
    return {
        found.relative_to(path.parent).as_posix(): found.read_bytes()
        for found in sorted(path.parent.rglob("*"))
        if found.is_file() and found.suffix != NOTEBOOK_SUFFIX and not found.name.startswith(".")
    }


def _source_lines(path: Path) -> tuple[int, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(number for number, line in enumerate(lines, start=1) if SOURCE_LINE.match(line))
