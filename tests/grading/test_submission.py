"""Bytes that nobody vouches for: every one is read or refused, none crashes or hangs."""

import json
import random
from typing import Any

import pytest

from grading.autograded import autograded_notebook
from grading.errors import SubmissionError
from grading.restoration import restore
from grading.rubric import RubricCell, RubricExercise
from grading.settings import GradingSettings
from grading.submission import check_files, is_plain_name, read_notebook

SETTINGS = GradingSettings(max_notebook_mb=1, max_json_items=50_000)


def notebook(*cells: Any, **more: Any) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, **more}).encode()


def code(source: Any, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, **more}


def refusal(content: bytes) -> str:
    with pytest.raises(SubmissionError) as caught:
        read_notebook("p.ipynb", content, SETTINGS)
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "not-json"),
        (b"\x00\xff\xfe", "not-json"),
        (b"{", "not-json"),
        (b"PK\x03\x04 a zip file", "not-json"),
        (b"<html>502 Bad Gateway</html>", "not-json"),
        (b'{"cells": [' + b"1" * 5000 + b"]}", "not-json"),
        (b"[" * 20_000, "not-json"),
        (b'{"a":' * 20_000, "not-json"),
        (b"[" + b"1," * 60_000 + b"1]", "not-json"),
        (b"null", "not-notebook"),
        (b"[]", "not-notebook"),
        (b'{"cells": {}}', "not-notebook"),
        (b'{"worksheets": 3}', "not-notebook"),
        (b" " * 1_000_001, "too-large"),
        (notebook(*[code("")] * 2001), "too-many-cells"),
    ],
)
def test_what_is_no_notebook_is_refused(content: bytes, expected: str) -> None:
    assert refusal(content) == expected


def test_the_default_limit_refuses_60_megabytes() -> None:
    with pytest.raises(SubmissionError) as caught:
        read_notebook("p.ipynb", b" " * 60_000_000, GradingSettings())
    assert (caught.value.code, caught.value.values["size_mb"]) == ("too-large", 60.0)


def test_a_refusal_never_shows_the_files_bytes() -> None:
    with pytest.raises(SubmissionError) as caught:
        read_notebook("p.ipynb", b'\xff\xfe"my password', SETTINGS)
    assert "password" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_the_encodings_of_json_are_read(encoding: str) -> None:
    content = notebook(code("é = 1")).decode().encode(encoding)
    assert read_notebook("p.ipynb", content, SETTINGS).cells[0].source == "é = 1"


def test_lines_of_source_are_joined() -> None:
    cells = read_notebook("p.ipynb", notebook(code(["a = 1\n", "b = 2"])), SETTINGS).cells
    assert cells[0].source == "a = 1\nb = 2"


@pytest.mark.parametrize("source", [None, 3, {"a": 1}, [1, [2]], True])
def test_a_source_that_is_no_text_is_empty(source: Any) -> None:
    assert read_notebook("p.ipynb", notebook(code(source)), SETTINGS).cells[0].source == ""


@pytest.mark.parametrize("cell", [3, None, [], {"cell_type": "heading"}, {"cell_type": ["code"]}])
def test_what_is_no_cell_is_left_out(cell: Any) -> None:
    assert read_notebook("p.ipynb", notebook(cell, code("1")), SETTINGS).cells[0].source == "1"


def test_lone_surrogates_are_replaced() -> None:
    content = b'{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}'
    assert read_notebook("p.ipynb", content, SETTINGS).cells[0].source == "x = '\ufffd'"


def test_numbers_that_json_does_not_know_become_nothing() -> None:
    cell = (
        '{"cell_type": "code", "source": "1", "metadata": {"a": NaN, "b": 1e999, "c": -Infinity}}'
    )
    metadata = (
        read_notebook("p.ipynb", f'{{"cells": [{cell}]}}'.encode(), SETTINGS).cells[0].metadata
    )
    assert metadata == {"a": None, "b": None, "c": None}


def test_deep_metadata_is_cut() -> None:
    deep: Any = 1
    for _ in range(500):
        deep = [deep]
    content = notebook(code("1", metadata={"deep": deep}))
    kept = json.dumps(read_notebook("p.ipynb", content, SETTINGS).cells[0].metadata)
    assert kept.count("[") < 101


def test_outputs_of_the_student_are_not_kept() -> None:
    cell = code("1", outputs=[{"output_type": "stream", "name": "stdout", "text": "forged"}])
    assert "forged" not in str(read_notebook("p.ipynb", notebook(cell), SETTINGS))


def test_a_notebook_of_an_old_format_is_converted() -> None:
    cell = {"cell_type": "code", "input": ["x = 1"], "language": "python", "outputs": []}
    old = {"worksheets": [{"cells": [cell]}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}
    cells = read_notebook("p.ipynb", json.dumps(old).encode(), SETTINGS).cells
    assert [cell.source for cell in cells] == ["x = 1"]


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../up", "a/../b", "a//b", "a\\b", "a\nb", "a\x00", "x" * 300, "."]
)
def test_names_that_lead_elsewhere_are_not_plain(name: str) -> None:
    assert not is_plain_name(name)


@pytest.mark.parametrize("name", ["p.ipynb", "data/été.csv", "a b.txt", "..a"])
def test_ordinary_names_are_plain(name: str) -> None:
    assert is_plain_name(name)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"../up.csv": b""}, "bad-file-name"),
        ({f"{n}.txt": b"" for n in range(501)}, "too-many-files"),
        ({"a.bin": b"0" * 50_000_001}, "too-large"),
    ],
)
def test_sets_of_files_that_cannot_be_handed_in(files: dict[str, bytes], expected: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        check_files(files, GradingSettings())
    assert caught.value.code == expected


def rubric_cell(name: str, **more: Any) -> RubricCell:
    values: dict[str, Any] = {
        "cell_type": "code", "grade": False, "solution": False, "locked": True, "task": False,
        "points": 0.0, "source": f"{name} = 1", "visible_source": f"{name} = 1",
        "checksum": "0" * 32,
    }  # fmt: skip
    return RubricCell(id=name, **values | more)


EXERCISE = RubricExercise(
    name="p",
    kernelspec={"name": "python3"},
    cells=(
        rubric_cell("given"),
        rubric_cell("answer", solution=True, locked=False),
        rubric_cell("tests", grade=True, points=2.0),
        rubric_cell("why", cell_type="markdown", grade=True, solution=True, locked=False),
    ),
)


def honest() -> dict[str, Any]:
    cells = [
        {
            "cell_type": cell.cell_type,
            "id": f"id{number}",
            "metadata": {"nbgrader": cell.metadata(), "tags": ["a"]},
            "source": cell.visible_source,
        }
        for number, cell in enumerate(EXERCISE.cells)
    ]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


ODD_VALUES: list[Any] = [
    None, True, -1, 10**30, 1e308, "", "given", "\ud800", "x" * 5000, [], {}, [[]], {"a": {"b": 1}},
    "code", "markdown", [None], {"nbgrader": {}}, float("nan"), "\x00", "{{", "### BEGIN SOLUTION",
]  # fmt: skip


def mutate(rng: random.Random, value: Any, depth: int = 0) -> Any:
    """Change one place of a JSON value: replace, drop, double or rename."""
    if depth > 8 or rng.random() < 0.08 or not isinstance(value, dict | list) or not value:
        return rng.choice(ODD_VALUES)
    if isinstance(value, dict):
        key = rng.choice(list(value))
        action = rng.random()
        if action < 0.15:
            return {k: v for k, v in value.items() if k != key}
        if action < 0.25:
            return {str(rng.choice(ODD_VALUES))[:50]: value[key], **value}
        return {**value, key: mutate(rng, value[key], depth + 1)}
    index = rng.randrange(len(value))
    action = rng.random()
    if action < 0.15:
        return value[:index] + value[index + 1 :]
    if action < 0.3:
        return [*value, value[index]]
    if action < 0.4:
        return rng.sample(value, len(value))
    return [*value[:index], mutate(rng, value[index], depth + 1), *value[index + 1 :]]


def mutated(rng: random.Random) -> bytes:
    value: Any = honest()
    for _ in range(rng.randint(1, 4)):
        value = mutate(rng, value)
    content = bytearray(json.dumps(value).encode())
    if rng.random() < 0.3:
        for _ in range(rng.randint(1, 8)):
            index = rng.randrange(len(content) + 1)
            action = rng.random()
            if action < 0.4:
                content[index : index + 1] = bytes([rng.randrange(256)])
            elif action < 0.7:
                del content[index : index + rng.randint(1, 40)]
            else:
                content[index:index] = rng.choice(
                    [b"[" * 50, b"{", b'"', b"\\ud800", b"\xff", b"NaN"]
                )
    return bytes(content)


def test_ten_thousand_mutated_files_neither_crash_nor_hang() -> None:
    rng = random.Random(20261122)
    read = 0
    for _ in range(10_000):
        content = mutated(rng)
        try:
            restored = restore(read_notebook("p.ipynb", content, SETTINGS), EXERCISE)
        except SubmissionError:
            continue
        read += 1
        json.loads(autograded_notebook(restored, {}))
        sources = {item.rubric.id: item.cell.source for item in restored.cells if item.rubric}
        assert sources["tests"] == "tests = 1"
    assert read > 5000
