"""py:percent files: our reader finds the cells that Jupytext finds, with their lines."""

from pathlib import Path

import jupytext
import pytest

from grading.percent import read_cells

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("courses", "tests/example_courses")
    for path in (ROOT / folder).rglob("*.py")
    if path.parent.name != "data"
)
INTERNAL_KEYS = {"lines_to_next_cell", "cell_marker"}

TRICKY = {
    "blank lines at the end of a cell": "# %%\nx = 1\n\n\n\n# %%\ny = 2\n\n\n",
    "two blank lines": "# %%\nx = 1\n\n\n# %%\ndef f():\n    pass\n",
    "marker inside a string": '# %%\ntext = """\n# %% no cell\n"""\n\n# %%\n1\n',
    "marker inside an f-string": '# %%\ntext = f"""\n# %% no cell {1}\n"""\n\n# %%\n1\n',
    "markdown in quotes": '# %% [markdown]\n"""\n# Titre\n\nTexte\n"""\n\n# %%\n1\n',
    "markdown without a space": "# %% [markdown]\n# Titre\n#\n#texte\n",
    "header": "# ---\n# jupyter:\n#   jupytext:\n#     formats: py:percent\n# ---\n\n# %%\n1\n",
    "keys": '# %% points=2.5 question="a-b" tests="é\\"x"\n1\n',
    "list of tags": '# %% tags=["a", "b"]\n1\n',
    "empty cells": "# %%\n\n# %% [markdown]\n\n# %%\n1\n",
    "indented marker": "# %%\nif True:\n    x = 1\n    # %%\ny = 2\n",
    "percent comment that is no marker": "# %%\n# 50 %% off\n# # %%\nx = 1\n",
    "no space after the comment sign": "#%%\nx = 1\n\n#%% [markdown]\n# Titre\n",
}


def cells_of(text: str) -> list[tuple[str, str, dict[str, object]]]:
    problems: list[str] = []
    cells = read_cells(text, lambda line, message: problems.append(f"{line}: {message}"))
    assert problems == []
    return [(cell.kind, cell.source, dict(cell.metadata)) for cell in cells]


def cells_of_jupytext(text: str) -> list[tuple[str, str, dict[str, object]]]:
    notebook = jupytext.reads(text, "py:percent")
    return [
        (
            cell.cell_type,
            cell.source,
            {key: value for key, value in cell.metadata.items() if key not in INTERNAL_KEYS},
        )
        for cell in notebook.cells
    ]


def problems_of(text: str) -> list[tuple[int, str]]:
    problems: list[tuple[int, str]] = []
    read_cells(text, lambda line, message: problems.append((line, message)))
    return problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_reads_every_course_file_as_jupytext_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert cells_of(text) == cells_of_jupytext(text)


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY.keys())
def test_reads_tricky_text_as_jupytext_does(text: str) -> None:
    assert cells_of(text) == cells_of_jupytext(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_saving_as_a_notebook_in_jupyterlab_changes_no_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = jupytext.reads(text, "py:percent")
    assert jupytext.writes(notebook, "py:percent") == text


def test_knows_the_line_of_each_cell_and_of_its_text() -> None:
    cells = read_cells('# %%\nx = 1\n\n# %% [markdown]\n"""\nTexte\n"""\n', lambda *_: None)
    assert [(cell.line, cell.first_line) for cell in cells] == [(1, 2), (4, 6)]


def test_reports_text_before_the_first_cell() -> None:
    expected = "text before the first cell. Begin the first cell with '# %%'."
    assert problems_of("\nimport os\n\n# %%\n1\n") == [(2, expected)]


def test_reports_keys_that_cannot_be_read() -> None:
    expected = 'cannot read "tests=\'a\'": expected key="text" or key=number.'
    assert problems_of("# %% points=1 tests='a'\n1\n") == [(1, expected)]


def test_reports_a_key_that_stands_twice() -> None:
    assert problems_of("# %% points=1 points=2\n1\n") == [(1, "key 'points' stands twice.")]


def test_reports_commands_of_ipython() -> None:
    expected = "'# %matplotlib inline' is an IPython command. Write plain Python."
    assert problems_of("# %%\nx = 1\n# %matplotlib inline\n") == [(3, expected)]


def test_reports_raw_cells() -> None:
    expected = "cell type [raw] is unknown. Write [markdown] or nothing."
    assert problems_of("# %% [raw]\n# text\n") == [(1, expected)]
