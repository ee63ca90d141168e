"""What students read about their submissions, in French and English."""

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from grading.errors import SubmissionError
from grading.record import Finding, LimitRecord, Status

Language = Literal["fr", "en"]
LOCALE = Path(__file__).parent / "locale"


STATUSES = {
    Status.CORRECT: "Correct",
    Status.PARTIAL: "Partly correct",
    Status.WRONG: "Not yet correct",
    Status.NEEDS_MANUAL: "Waits for your instructor",
    Status.LIMIT: "Stopped by a limit",
    Status.UNANSWERED: "No answer yet",
}
FINDINGS = {
    "assertion": "A test that you can see in the notebook does not pass.",
    "assertion-hidden": "A hidden test does not pass.",
    "error": "The tests stopped with an error.",
    "error-hidden": "A hidden test stopped with an error.",
    "refused": "The tests cannot take what your code gives back.",
    "missing-name": "The tests look for the name %(detail)s, which your notebook does not define.",
    "no-answer": "The answer is still as it was handed out.",
    "missing-notebook": "This notebook was not handed in.",
    "partial": "The tests give part of the points.",
    "stderr": "The tests wrote an error message.",
    "limit": "The code broke a limit; the other questions keep their points.",
    "not-run": "These tests were not run.",
}
LIMITS = {
    "wall_time": "The code takes longer than %(value)s s. Look for a loop that does not end.",
    "total_time": "The whole notebook takes longer than %(value)s s.",
    "memory": "The code needs more memory than %(value)s MB.",
    "scratch": "The code writes more than %(value)s MB of files.",
    "output": "The code prints more than %(value)s kB.",
    "processes": "The code starts more than %(value)s processes or threads.",
    "open_files": "The code opens more than %(value)s files at once.",
    "crash": "The code made Python itself stop.",
}
REFUSALS = {
    "too-large": "The file %(name)s is too large: %(size_mb)s MB, %(limit_mb)s MB is the limit. "
    "Clear the outputs of the notebook and hand it in again.",
    "too-many-files": "%(count)s files were handed in, %(limit)s is the limit.",
    "bad-file-name": "%(name)s is no name for a file of a submission.",
    "not-json": "%(name)s cannot be read as a notebook. Open it in Jupyter, save it and hand it in "
    "again.",
    "not-notebook": "%(name)s is no Jupyter notebook. Open it in Jupyter, save it and hand it in "
    "again.",
    "too-many-cells": "%(name)s has %(count)s cells, %(limit)s is the limit.",
    "missing-notebook": "The notebook %(name)s is missing. Hand it in under its own name.",
    "missing-cells": "%(name)s lacks %(count)s cells of the assignment (%(cells)s). Fetch the "
    "assignment again and copy your answers into it.",
    "unknown-assignment": "There is no assignment %(assignment)s.",
}


@cache
def translations(language: Language) -> NullTranslations:
    """Return the catalogue of a language; English is the language of the keys."""
    path = LOCALE / language / "LC_MESSAGES" / "grading.po"
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


def say(language: Language, message: str, **values: object) -> str:
    """Translate a message and fill in its values; numbers are written as the language does."""
    text = translations(language).gettext(message)
    return text % {name: show(language, value) for name, value in values.items()}


def show(language: Language, value: object) -> str:
    """Return a value as text of a language."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(format_decimal(value, "#,##0.##", locale=language))
    return str(value)


def status_text(language: Language, status: Status) -> str:
    """Return what became of a question, in words."""
    return say(language, STATUSES[status])


def finding_text(language: Language, finding: Finding) -> str:
    """Return why a question lacks points, as one sentence."""
    code = f"{finding.code}-hidden" if finding.is_hidden else finding.code
    message = FINDINGS.get(code) or FINDINGS.get(finding.code) or FINDINGS["error"]
    return say(language, message, detail=finding.detail or "")


def limit_text(language: Language, limit: LimitRecord) -> str:
    """Return which limit was broken, with its value and unit."""
    message = LIMITS.get(limit.which) or FINDINGS["limit"]
    return say(language, message, value=limit.value)


def refusal_text(language: Language, refusal: SubmissionError) -> str:
    """Return why a submission was refused and what to do, for its student."""
    message = REFUSALS.get(refusal.code)
    return say(language, message, **refusal.values) if message else str(refusal)
