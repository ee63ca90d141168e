"""otter-assign's notebooks as exercises.

Source: otter-grader's documentation, *Assignment notebook format* (raw cells with BEGIN and END
of questions, prompts, solutions and tests; `# SOLUTION` comments in code).
"""

import ast
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from nbformat import NotebookNode

from grading.importer.cells import Ids, Imported, number, without_magics

BLOCK = re.compile(r"^#\s*(?P<edge>BEGIN|END) (?P<name>QUESTION|PROMPT|SOLUTION|TESTS)\b")
CONFIG = re.compile(r"^#\s*ASSIGNMENT CONFIG\b")
END_OF_LINE = re.compile(r"\s*#\s*SOLUTION(?: NO PROMPT)?\s*$")
REGION = re.compile(r"^\s*#\s*(?P<edge>BEGIN|END) SOLUTION(?: NO PROMPT)?\s*$")
PROMPT = re.compile(r'^\s*"""\s*#\s*BEGIN PROMPT.*?"""\s*;?\s*#\s*END PROMPT\s*\n?', re.S | re.M)
TEST_CONFIG = re.compile(r'^\s*"""\s*#\s*BEGIN TEST CONFIG.*?"""\s*#\s*END TEST CONFIG\s*\n?', re.S)
HIDDEN = re.compile(r"^\s*#+\s*HIDDEN\s*\n?", re.IGNORECASE | re.MULTILINE)


@dataclass
class _Question:
    """A question while its cells come in."""

    name: str
    points: float
    is_manual: bool
    visible: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def is_otter(notebook: NotebookNode) -> bool:
    """Return whether a raw cell begins a question."""
    return any(
        cell.cell_type == "raw" and BLOCK.match(cell.source.strip()) for cell in notebook.cells
    )


def convert_otter(notebook: NotebookNode, notes: list[str]) -> list[Imported]:
    """Return the cells of an exercise."""
    reader = _Reader(notes)
    for cell in notebook.cells:
        reader.read(cell)
    return reader.cells


class _Reader:
    """Follows the blocks of a notebook, cell by cell."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes
        self.cells: list[Imported] = []
        self._ids = Ids()
        self._question: _Question | None = None
        self._block = ""

    def read(self, cell: NotebookNode) -> None:
        text = cell.source.strip()
        if cell.cell_type == "raw":
            mark = BLOCK.match(text)
            if mark:
                self._mark(mark["edge"], mark["name"], text)
            elif not CONFIG.match(text):
                self.notes.append(f"left out a raw cell: {text.splitlines()[:1]}")
        elif self._block == "PROMPT":
            return  # The stub stands in its place.
        elif self._block == "TESTS":
            self._test(cell)
        elif self._block == "SOLUTION" and self._question is not None:
            self._solution(cell, self._question)
        elif cell.cell_type == "code":
            self.cells.append(Imported("code", without_magics(cell.source, self.notes)))
        else:
            self.cells.append(Imported("markdown", cell.source))

    def _mark(self, edge: str, name: str, text: str) -> None:
        if name == "QUESTION":
            self._question = self._begin(text) if edge == "BEGIN" else None
        elif edge == "BEGIN":
            self._block = name
        else:
            if name == "TESTS":
                self._end_tests()
            self._block = ""

    def _begin(self, text: str) -> _Question:
        config = yaml.safe_load("\n".join(text.splitlines()[1:])) or {}
        points = config.get("points", 1)
        if isinstance(points, list):
            points = sum(points)
        elif isinstance(points, dict):
            points = points.get("total") or points.get("each") or 1
        name = self._ids.new(str(config.get("name", "question")))
        return _Question(name, number(points or 1), bool(config.get("manual", False)))

    def _solution(self, cell: NotebookNode, question: _Question) -> None:
        if question.is_manual:
            keys = {"points": question.points, "written": question.name}
            kind: Any = "markdown" if cell.cell_type == "markdown" else "code"
            self.cells.append(Imported(kind, cell.source, keys))
        elif cell.cell_type == "code":
            source = mark_solution(without_magics(cell.source, self.notes))
            self.cells.append(Imported("code", source, {"solution": question.name}))
        else:
            self.cells.append(Imported("markdown", cell.source))

    def _test(self, cell: NotebookNode) -> None:
        if self._question is None or cell.cell_type != "code":
            return
        source = TEST_CONFIG.sub("", cell.source)
        is_hidden = bool(HIDDEN.search(source)) or "hidden: true" in cell.source.lower()
        test = assertion(HIDDEN.sub("", source).strip(), expected_output(cell))
        (self._question.hidden if is_hidden else self._question.visible).append(test)

    def _end_tests(self) -> None:
        question = self._question
        if question is None:
            return
        parts = list(question.visible)
        if question.hidden:
            parts += ["### BEGIN HIDDEN TESTS", *question.hidden, "### END HIDDEN TESTS"]
        keys = {"points": question.points, "tests": question.name}
        self.cells.append(Imported("code", "\n".join(parts), keys))
        if not question.hidden:
            self.notes.append(f"question {question.name!r} has no hidden test")


def mark_solution(source: str) -> str:
    """Put nbgrader's marks around what otter marks as solution; nothing marked = everything."""
    lines: list[str] = []
    inside = False
    for line in PROMPT.sub("", source).split("\n"):
        region = REGION.match(line)
        if region:
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(f"{indent}### {region['edge']} SOLUTION")
            inside = region["edge"] == "BEGIN"
        elif END_OF_LINE.search(line) and not inside:
            indent = line[: len(line) - len(line.lstrip())]
            bare = END_OF_LINE.sub("", line)
            if lines and lines[-1] == f"{indent}### END SOLUTION":
                lines[-1:] = [bare, f"{indent}### END SOLUTION"]
            else:
                lines += [f"{indent}### BEGIN SOLUTION", bare, f"{indent}### END SOLUTION"]
        else:
            lines.append(line)
    return "\n".join(lines)


def expected_output(cell: NotebookNode) -> str:
    """Return the text that a test cell is expected to show; empty if it shows nothing."""
    for output in cell.get("outputs", ()):
        if output.output_type == "execute_result":
            return str(output.data.get("text/plain", "")).strip()
    return ""


def assertion(source: str, expected: str) -> str:
    """Turn a test that compares a shown value into one that asserts it."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return source
    last = tree.body[-1]
    before = "\n".join(source.split("\n")[: last.lineno - 1])
    expression = ast.unparse(last.value)
    name = expression if len(expression) <= 60 else f"{expression[:59]}…"
    if expected in ("", "True"):
        test = f"assert {expression}, {name + ' : True'!r}"
    else:
        # Braces of the test itself would be read as fields of the message.
        before_got, after_got = (
            text.replace("{", "{{").replace("}", "}}") for text in (name, expected)
        )
        message = f"{before_got} : {{obtenu!r}} ≠ {after_got}"
        test = f"obtenu = {expression}\nassert repr(obtenu) == {expected!r}, f{message!r}"
    return f"{before}\n{test}".strip()
