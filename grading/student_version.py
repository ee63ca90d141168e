"""The student's version of a notebook, made by nbgrader's own preprocessors."""

import copy
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets.config import Config


@dataclass(frozen=True)
class Stub:
    """What stands in place of a solution.

    Attributes:
        code: lines for a code cell.
        text: text for a written answer.
    """

    code: str
    text: str


STUBS = {
    "fr": Stub("# ÉCRIRE ICI\nraise NotImplementedError()", "ÉCRIRE LA RÉPONSE ICI"),
    "en": Stub("# YOUR CODE HERE\nraise NotImplementedError()", "YOUR ANSWER HERE"),
}

# Source: the order of `preprocessors` in nbgrader/converters/generate_assignment.py. Between the
# two groups nbgrader saves the cells, with hidden tests, into the gradebook.
BEFORE_SAVING = (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums)
AFTER_SAVING = (ClearHiddenTests, ClearMarkScheme, ComputeChecksums, CheckCellMetadata)


@dataclass(frozen=True)
class Versions:
    """Two versions of one exercise.

    Attributes:
        graded: stubs for solutions, hidden tests still there: what the gradebook keeps.
        student: what a student gets.
    """

    graded: NotebookNode
    student: NotebookNode


def make_versions(source: NotebookNode, language: str) -> Versions:
    """Return the versions of an instructor's notebook, with stubs in the course's language."""
    config = stub_config(language)
    graded = _apply(BEFORE_SAVING, source, config)
    student = _apply(AFTER_SAVING, graded, config)
    return Versions(graded, student)


def stub_config(language: str) -> Config:
    """Return nbgrader's settings for the stubs of a language."""
    stub = STUBS[language]
    return Config(ClearSolutions={"code_stub": {"python": stub.code}, "text_stub": stub.text})


def _apply(classes: tuple[Any, ...], notebook: NotebookNode, config: Config) -> NotebookNode:
    result = copy.deepcopy(notebook)
    for preprocessor in classes:
        result, _ = preprocessor(config=config).preprocess(result, {})
    return result
