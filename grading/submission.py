"""Read what a student handed in: bytes that nobody vouches for, in; plain bounded cells, out.

Nothing here runs code, follows a path or trusts a length. A file that cannot be read as a
notebook raises `SubmissionError` with a code that never changes; whatever can be read is read,
because students' tools leave odd but honest files behind.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from grading.errors import SubmissionError
from grading.rubric import FileBytes
from grading.settings import GradingSettings

NOTEBOOK_SUFFIX = ".ipynb"
CELL_TYPES = ("code", "markdown", "raw")
# The metadata of a notebook that has a use after grading; widgets' state can be huge.
KEPT_METADATA = ("kernelspec", "language_info", "authors", "title", "enact")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_MEGABYTE = 10**6


class Submission(BaseModel):
    """One hand-in.

    Attributes:
        assignment: nbgrader's name of the assignment.
        student: nbgrader's id of the student.
        files: content by relative path, notebooks and other files.
        submitted_at: when it was handed in (UTC).
        attempt: its number, from 1.
        refused: names that were not read, with the reason.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    assignment: str
    student: str
    files: dict[str, FileBytes]
    submitted_at: datetime | None = None
    attempt: int = 1
    refused: dict[str, str] = {}


@dataclass
class NotebookCell:
    """One cell as the student left it, cleaned of what no notebook may hold.

    Attributes:
        cell_type: `code`, `markdown` or `raw`.
        source: the text, with lone surrogates replaced.
        metadata: the cell's metadata without nbgrader's.
        nbgrader: nbgrader's metadata, unchecked; None when there is none.
        cell_id: Jupyter's own id of the cell (nbformat 4.5); "" when there is none.
        attachments: images pasted into a Markdown cell.
    """

    cell_type: str
    source: str
    metadata: dict[str, Any] = field(default_factory=dict)
    nbgrader: dict[str, Any] | None = None
    cell_id: str = ""
    attachments: dict[str, Any] = field(default_factory=dict)

    @property
    def grade_id(self) -> str:
        """The id that nbgrader's metadata claims; "" when there is no usable one."""
        claimed = self.nbgrader.get("grade_id") if self.nbgrader else None
        return claimed if isinstance(claimed, str) else ""


@dataclass
class Notebook:
    """A notebook as a list of cells and the little metadata that matters."""

    cells: list[NotebookCell]
    metadata: dict[str, Any] = field(default_factory=dict)


def read_notebook(name: str, content: bytes, settings: GradingSettings) -> Notebook:
    """Read the bytes of one notebook file.

    Args:
        name: the file's name, for messages.
        content: the file's bytes; nothing about them is trusted.
        settings: the limits of size, nesting and number.

    Raises:
        SubmissionError: `too-large`, `not-json`, `not-notebook` or `too-many-cells`.
    """
    if len(content) > settings.max_notebook_mb * _MEGABYTE:
        raise SubmissionError(
            "too-large",
            f"{name} has {len(content) / _MEGABYTE:.1f} MB, {settings.max_notebook_mb:g} MB is "
            "the limit; clear its outputs and hand it in again.",
            name=name,
            size_mb=round(len(content) / _MEGABYTE, 1),
            limit_mb=settings.max_notebook_mb,
        )
    document = _load_json(name, content, settings.max_json_items)
    if isinstance(document, dict) and "cells" not in document and "worksheets" in document:
        document = _upgrade(name, document)
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise SubmissionError(
            "not-notebook",
            f"{name} is JSON but not a notebook: it has no list of cells. Save it again in "
            "Jupyter.",
            name=name,
        )
    raw_cells = document["cells"]
    if len(raw_cells) > settings.max_cells:
        raise SubmissionError(
            "too-many-cells",
            f"{name} has {len(raw_cells)} cells, {settings.max_cells} is the limit.",
            name=name,
            count=len(raw_cells),
            limit=settings.max_cells,
        )
    depth = settings.max_json_depth
    cells = [_read_cell(raw, depth) for raw in raw_cells if isinstance(raw, dict)]
    metadata = document.get("metadata")
    kept = {
        key: _bounded(metadata[key], depth)
        for key in KEPT_METADATA
        if isinstance(metadata, dict) and key in metadata
    }
    return Notebook(cells=[cell for cell in cells if cell is not None], metadata=kept)


def check_files(files: Mapping[str, bytes], settings: GradingSettings) -> None:
    """Refuse a set of files that is too large or has a name that is no plain relative path.

    Args:
        files: content by name, as handed in.
        settings: the limits of number and size.

    Raises:
        SubmissionError: `too-many-files`, `too-large` or `bad-file-name`.
    """
    if len(files) > settings.max_files:
        raise SubmissionError(
            "too-many-files",
            f"{len(files)} files were handed in, {settings.max_files} is the limit.",
            count=len(files),
            limit=settings.max_files,
        )
    for name in files:
        if not is_plain_name(name):
            raise SubmissionError(
                "bad-file-name",
                f"{name!r} is no name for a file of a submission; expected a relative path "
                "without '..'.",
                name=name,
            )
    size = sum(len(content) for content in files.values())
    if size > settings.max_files_mb * _MEGABYTE:
        raise SubmissionError(
            "too-large",
            f"The files have {size / _MEGABYTE:.1f} MB together, {settings.max_files_mb:g} MB is "
            "the limit.",
            name="",
            size_mb=round(size / _MEGABYTE, 1),
            limit_mb=settings.max_files_mb,
        )


def is_plain_name(name: str) -> bool:
    """Tell whether a file's name is a relative POSIX path that stays inside its folder."""
    parts = name.split("/")
    return (
        0 < len(name.encode(errors="replace")) <= 1000
        and not any(part in ("", ".", "..") or len(part) > 200 for part in parts)
        and name.isprintable()
        and "\\" not in name
    )


def _load_json(name: str, content: bytes, max_items: int) -> Any:
    problem = ""
    # Every value beyond the first of its container follows a comma, every container a bracket:
    # their number bounds the memory that parsing can take.
    items = content.count(b",") + content.count(b"[") + content.count(b"{")
    if items > max_items:
        problem = f"it holds more than {max_items} values"
    else:
        try:
            return json.loads(_decode(content), parse_constant=lambda _constant: None)
        except (ValueError, RecursionError) as error:
            # A decoding error's text can quote bytes; its type says enough.
            problem = (
                str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
            )
    raise SubmissionError(
        "not-json",
        f"{name} cannot be read as a notebook ({problem}); expected the .ipynb file that Jupyter "
        "saves. Open it in Jupyter, save it and hand it in again.",
        name=name,
        problem=problem,
    )


def _decode(content: bytes) -> str:
    encoding = json.detect_encoding(content)
    return content.decode(encoding)


def _upgrade(name: str, document: dict[str, Any]) -> Any:
    """Turn a notebook of nbformat 1 to 3 (before 2015) into version 4."""
    # Imported here because it takes longer than grading ten submissions, for a rare old file.
    import nbformat

    try:
        upgraded = nbformat.convert(nbformat.from_dict(document), 4)
    except Exception as error:  # whatever odd file makes nbformat stumble is a bad file
        raise SubmissionError(
            "not-notebook",
            f"{name} is a notebook of an old format that cannot be converted "
            f"({type(error).__name__}). Open it in Jupyter, save it and hand it in again.",
            name=name,
        ) from error
    return json.loads(json.dumps(upgraded))


def _read_cell(raw: dict[str, Any], depth: int) -> NotebookCell | None:
    cell_type = raw.get("cell_type")
    if cell_type not in CELL_TYPES:
        return None
    metadata = raw.get("metadata")
    kept = _bounded(metadata, depth) if isinstance(metadata, dict) else {}
    nbgrader = kept.pop("nbgrader", None) if isinstance(kept, dict) else None
    attachments = raw.get("attachments")
    cell_id = raw.get("id")
    return NotebookCell(
        cell_type=cell_type,
        source=_text(raw.get("source")),
        metadata=kept if isinstance(kept, dict) else {},
        nbgrader=nbgrader if isinstance(nbgrader, dict) else None,
        cell_id=cell_id
        if isinstance(cell_id, str) and re.fullmatch(r"[\w-]{1,64}", cell_id)
        else "",
        attachments=_bounded(attachments, depth) if isinstance(attachments, dict) else {},
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return _cleaned(value) if isinstance(value, str) else ""


def _cleaned(text: str) -> str:
    return text if text.isascii() else _LONE_SURROGATES.sub("\ufffd", text)


def _bounded(value: Any, depth: int) -> Any:
    """Copy a JSON value; what lies deeper than `depth` becomes None, odd text is cleaned."""
    if isinstance(value, str):
        return _cleaned(value)
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return None
    if not isinstance(value, dict | list):
        return value
    if depth == 0:
        return None
    if isinstance(value, list):
        return [_bounded(item, depth - 1) for item in value]
    return {_cleaned(key): _bounded(item, depth - 1) for key, item in value.items()}
