"""Notebook cells in py:percent text, with the line on which each begins.

Source: Jupytext's percent format, https://jupytext.readthedocs.io/en/latest/formats-scripts.html.
Jupytext reads the same cells, but forgets line numbers, and messages for authors need them.
"""

import io
import json
import re
import tokenize
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

Kind = Literal["markdown", "code"]
Report = Callable[[int, str], None]

MARKER = re.compile(r"^\s*#\s*%%(?P<options>(?:\s.*)?)$")
TITLE = re.compile(r"^\s*\[(?P<kind>\w+)\]")
PAIR = re.compile(
    r"""\s+(?P<key>[A-Za-z_][\w-]*)
        =(?P<value>"(?:[^"\\]|\\.)*"|\[[^\]]*\]|-?\d+(?:\.\d+)?|true|false|null)(?=\s|$)""",
    re.VERBOSE,
)
MAGIC = re.compile(r"^\s*(?:#\s*)*(?:%{1,2}|!)[A-Za-z]")
QUOTES = ('"""', "'''")


@dataclass(frozen=True)
class TextCell:
    """One cell of a py:percent file.

    Attributes:
        kind: `markdown` or `code`.
        source: the cell's text, without comment signs for markdown.
        line: line of the cell's `# %%`, from 1.
        metadata: keys of that line, in the order in which they stand.
        first_line: line of the first line of `source`.
    """

    kind: Kind
    source: str
    line: int
    metadata: Mapping[str, object]
    first_line: int


def read_cells(text: str, report: Report) -> tuple[TextCell, ...]:
    """Split a py:percent file into cells, exactly where Jupytext splits it.

    Args:
        text: the whole file.
        report: called with a line number and a message for each problem.
    """
    lines = text.splitlines()
    start = _skip_header(lines)
    quoted = _quoted_lines(text)
    marks = [
        number
        for number in range(start, len(lines))
        if number + 1 not in quoted and MARKER.match(lines[number])
    ]
    first = marks[0] if marks else len(lines)
    for number in range(start, first):
        if lines[number].strip():
            report(number + 1, "text before the first cell. Begin the first cell with '# %%'.")
            break
    bounds = [*marks, len(lines)]
    return tuple(_read_cell(lines[begin:end], begin + 1, report) for begin, end in pairwise(bounds))


def _skip_header(lines: Sequence[str]) -> int:
    """Return the number of lines of the YAML header that Jupytext may have written."""
    if not lines or lines[0].rstrip() != "# ---":
        return 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "# ---":
            return number + 1
    return 0


def _quoted_lines(text: str) -> frozenset[int]:
    """Return the lines that begin inside a multi-line string: no cell begins there."""
    inside: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.end[0] > token.start[0] and token.string.strip():
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError):
        # The cell that does not parse is reported where it is compiled, with a better message.
        return frozenset(inside)
    return frozenset(inside)


def _read_cell(lines: Sequence[str], line: int, report: Report) -> TextCell:
    match = MARKER.match(lines[0])
    options = match["options"] if match else ""
    kind, metadata = _read_options(options, line, report)
    body = _trim(lines)
    if kind == "markdown":
        body, skipped = _uncomment(body)
        return TextCell(kind, "\n".join(body), line, metadata, line + 1 + skipped)
    for offset, text in enumerate(body, start=1):
        if MAGIC.match(text):
            report(line + offset, f"{text.strip()!r} is an IPython command. Write plain Python.")
    return TextCell(kind, "\n".join(body), line, metadata, line + 1)


def _read_options(options: str, line: int, report: Report) -> tuple[Kind, Mapping[str, object]]:
    kind: Kind = "code"
    title = TITLE.match(options)
    if title:
        if title["kind"] in ("markdown", "md"):
            kind = "markdown"
        else:
            report(line, f"cell type [{title['kind']}] is unknown. Write [markdown] or nothing.")
        options = options[title.end() :]
    metadata: dict[str, object] = {}
    end = 0
    for pair in PAIR.finditer(options):
        if options[end : pair.start()].strip():
            break
        if pair["key"] in metadata:
            report(line, f"key {pair['key']!r} stands twice.")
        metadata[pair["key"]] = json.loads(pair["value"])
        end = pair.end()
    rest = options[end:].strip()
    if rest:
        report(line, f'cannot read {rest!r}: expected key="text" or key=number.')
    return kind, MappingProxyType(metadata)


def _trim(lines: Sequence[str]) -> list[str]:
    """Return a cell's lines without its marker and the empty lines that separate cells."""
    blank = [not text.strip() for text in lines[-3:]]
    if blank == [False, True, True]:
        return list(lines[1:-2])
    if len(lines) > 1 and lines[-1] == "":
        return list(lines[1:-1])
    return list(lines[1:])


def _uncomment(body: list[str]) -> tuple[list[str], int]:
    """Return a markdown cell's text, and how many lines stand before it."""
    text = "\n".join(body).strip()
    for quote in QUOTES:
        if text.startswith(quote) and text.endswith(quote) and len(text) >= 2 * len(quote):
            inner = text[len(quote) : -len(quote)]
            skipped = int(inner.startswith("\n"))
            return inner.removeprefix("\n").removesuffix("\n").splitlines(), skipped
    return [line[2:] if line.startswith("# ") else line.removeprefix("#") for line in body], 0
