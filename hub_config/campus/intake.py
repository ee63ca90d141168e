"""Checks of a hand-in before it is taken: whatever cannot be graded is refused with its reason."""

from collections import Counter
from collections.abc import Mapping, Sequence

from grading.errors import SubmissionError
from grading.settings import GradingSettings
from grading.submission import NOTEBOOK_SUFFIX, check_files, read_notebook
from hub_config.campus.errors import N_, Refused

# Status and message for every code of grading.errors.SubmissionError that reading can raise.
MESSAGES: dict[str, tuple[int, str]] = {
    "too-large": (
        413,
        N_(
            "%(name)s is too large: %(size_mb)s MB, and %(limit_mb)s MB is the limit. "
            "Clear its outputs (Edit, Clear Outputs of All Cells), save and submit again."
        ),
    ),
    "too-many-files": (
        413,
        N_("%(count)s files were submitted and %(limit)s is the limit. Remove those not needed."),
    ),
    "bad-file-name": (422, N_("%(name)s is not a name that a submitted file can have.")),
    "not-json": (
        400,
        N_(
            "%(name)s cannot be read as a notebook. "
            "Open it in JupyterLab, save it and submit again."
        ),
    ),
    "not-notebook": (
        422,
        N_(
            "%(name)s is not a notebook: it has no list of cells. "
            "Open it in JupyterLab, save it and submit again."
        ),
    ),
    "too-many-cells": (
        422,
        N_("%(name)s has %(count)s cells and %(limit)s is the limit. Delete those not needed."),
    ),
}
WHOLE_SUBMISSION = N_("The submission")


def check(
    files: Mapping[str, bytes], cells: Mapping[str, Sequence[str]], settings: GradingSettings
) -> None:
    """Check a hand-in.

    Args:
        files: content by relative path.
        cells: ids of the graded cells of every notebook that the assignment released.
        settings: limits of size and number.

    Raises:
        Refused: says in one sentence what is wrong and what to do.
    """
    try:
        check_files(files, settings)
    except SubmissionError as error:
        raise _refused(error) from error
    missing = sorted(f"{name}{NOTEBOOK_SUFFIX}" for name in cells if f"{name}.ipynb" not in files)
    if missing:
        raise Refused(
            422,
            "missing-notebooks",
            N_(
                "Not in the submission: %(names)s. Submit all notebooks of the assignment together."
            ),
            names=", ".join(missing),
        )
    for name, required in cells.items():
        _check_notebook(f"{name}{NOTEBOOK_SUFFIX}", files[f"{name}.ipynb"], required, settings)


def _check_notebook(
    name: str, content: bytes, required: Sequence[str], settings: GradingSettings
) -> None:
    try:
        notebook = read_notebook(name, content, settings)
    except SubmissionError as error:
        raise _refused(error) from error
    found = Counter(cell.grade_id for cell in notebook.cells if cell.grade_id)
    missing = [cell for cell in required if cell not in found]
    if missing:
        raise Refused(
            422,
            "missing-cells",
            N_(
                "%(name)s lacks cells of the assignment: %(cells)s. "
                "Fetch the assignment again and copy your answers into it."
            ),
            name=name,
            cells=", ".join(missing),
        )
    doubled = [cell for cell in required if found[cell] > 1]
    if doubled:
        raise Refused(
            422,
            "duplicated-cells",
            N_(
                "%(name)s contains a cell of the assignment twice: %(cells)s. "
                "Delete the copies: make new cells with the + button instead of copying."
            ),
            name=name,
            cells=", ".join(doubled),
        )


def _refused(error: SubmissionError) -> Refused:
    status, message = MESSAGES[error.code]
    values = {**error.values, "name": error.values.get("name") or WHOLE_SUBMISSION}
    return Refused(status, error.code, message, None, **values)
