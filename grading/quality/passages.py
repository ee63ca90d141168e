"""The texts of a course that people read, each with its file, line and language."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.course import ASSIGNMENT_FILE, COURSE_FILE, MODULE_FILE, README, Course
from grading.exercise import Exercise, read_text_cells
from grading.percent import TextCell
from grading.tables import Table, find_line

FENCE = re.compile(r"^\s*(```|~~~).*?^\s*\1[`~]*\s*$", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
MATHS = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
HTML_TAG = re.compile(r"<[^<>]+>|&\w+;")
ADDRESS = re.compile(r"(?:https?|mailto):\S+|\b[\w.+-]+@[\w-]+\.[\w.]+")
LINK_TARGET = re.compile(r"\]\([^)]*\)")


@dataclass(frozen=True)
class Passage:
    """A text and where it stands.

    Attributes:
        path: its file.
        line: line of its first line, from 1.
        text: the text, as written.
        language: `fr` or `en`.
        is_page: whether it is Markdown of a whole page or cell, with headings and links.
    """

    path: Path
    line: int
    text: str
    language: str
    is_page: bool = True

    def line_at(self, position: int) -> int:
        """Return the line of a position in `text`."""
        return self.line + self.text.count("\n", 0, position)


@dataclass(frozen=True)
class Document:
    """One notebook or page: its Markdown passages in reading order."""

    path: Path
    passages: tuple[Passage, ...]


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Replace what a pattern matches by spaces, so that positions stay the same."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def without_code(text: str) -> str:
    """Return Markdown with code and formulas blanked."""
    for pattern in (FENCE, INLINE_CODE, MATHS):
        text = blank(pattern, text)
    return text


def prose(text: str) -> str:
    """Return Markdown with all that is not words blanked: code, formulas, addresses, tags."""
    text = without_code(text)
    for pattern in (ADDRESS, LINK_TARGET, HTML_TAG):
        text = blank(pattern, text)
    return text


def documents(course: Course) -> Iterator[Document]:
    """Yield every notebook and page of a course."""
    yield _page(course.folder / README, course)
    for module in course.modules:
        yield _page(module.folder / README, course)
        for lesson in module.lessons:
            if lesson.path.suffix == ".md":
                yield _page(lesson.path, course)
            else:
                yield _notebook(lesson.path, read_text_cells(lesson.path, []), course)
        for assignment in module.assignments:
            for exercise in assignment.exercises:
                cells = read_text_cells(exercise.path, [])
                yield _notebook(exercise.path, cells, course)
            readme = assignment.folder / README
            if readme.exists():
                yield _page(readme, course)


def short_texts(course: Course) -> Iterator[Passage]:
    """Yield the texts of TOML files, and the messages and docstrings that students read."""
    yield from _table_texts(course.folder / COURSE_FILE, course)
    for module in course.modules:
        yield from _table_texts(module.folder / MODULE_FILE, module)
        for assignment in module.assignments:
            yield from _table_texts(assignment.folder / ASSIGNMENT_FILE, assignment)
            for exercise in assignment.exercises:
                yield from _code_texts(exercise, course.language)


def _page(path: Path, course: Course) -> Document:
    text = path.read_text(encoding="utf-8")
    return Document(path, (Passage(path, 1, text, course.language),))


def _notebook(path: Path, cells: tuple[TextCell, ...], course: Course) -> Document:
    return Document(
        path,
        tuple(
            Passage(path, cell.first_line, cell.source, course.language)
            for cell in cells
            if cell.kind == "markdown"
        ),
    )


def _table_texts(path: Path, table: Table) -> Iterator[Passage]:
    """Yield every text of a table, whatever its depth, by walking its values."""
    for text, language in _texts_in(table):
        yield Passage(path, _line_of_text(path, text), text, language, is_page=False)


def _texts_in(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Table):
        for name in type(value).model_fields:
            # Children of a course or module have files of their own.
            if name not in ("modules", "assignments", "lessons", "exercises", "skills"):
                yield from _texts_in(getattr(value, name))
    elif isinstance(value, dict):
        for language, text in value.items():
            if isinstance(text, str):
                yield text, str(language)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_in(item)


def _line_of_text(path: Path, text: str) -> int:
    """Return the line on which a text begins; of the file's first line if it is escaped there."""
    begin = text.strip().splitlines()[0][:40]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if begin in line or begin in line.replace('\\"', '"'):
            return number
    return find_line(path, ("title",))


def _code_texts(exercise: Exercise, language: str) -> Iterator[Passage]:
    for cell in exercise.cells:
        if cell.role not in ("solution", "tests"):
            continue
        for node in ast.walk(ast.parse(cell.source)):
            for found in _strings(node):
                line = cell.first_line + found.lineno - 1
                yield Passage(exercise.path, line, found.value, language, is_page=False)


@dataclass(frozen=True)
class _String:
    value: str
    lineno: int


def _strings(node: ast.AST) -> Iterator[_String]:
    """Yield the words of an assertion's message or of a docstring."""
    if isinstance(node, ast.Assert) and node.msg is not None:
        for part in _message_parts(node.msg):
            yield _String(part.value, part.lineno)
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        first = node.body[0]
        if (
            isinstance(first, ast.Expr)
            and isinstance(first.value, ast.Constant)
            and isinstance(first.value.value, str)
        ):
            yield _String(first.value.value, first.value.lineno)


def _message_parts(message: ast.expr) -> Iterator[_String]:
    """Yield the constant parts of a message; what is quoted in it is data, not words."""
    if isinstance(message, ast.Constant) and isinstance(message.value, str):
        yield _String(_without_examples(message.value), message.lineno)
    elif isinstance(message, ast.JoinedStr):
        for part in message.values:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield _String(_without_examples(part.value), message.lineno)
    elif isinstance(message, ast.BinOp):
        yield from _message_parts(message.left)
        yield from _message_parts(message.right)


def _without_examples(text: str) -> str:
    """Blank calls, quoted values and names with underscores: they are code."""
    text = blank(re.compile(r"\b\w+\([^()]*\)?"), text)
    return blank(re.compile(r"['\"][^'\"]*['\"]|\b\w*_\w*\b|\[[^\]]*\]|\{[^}]*\}"), text)
