"""Runs a sealed check statement by statement and decides what its answers are worth."""

import ast
from collections.abc import Callable
from typing import Any

from grading.sandbox.assertions import short
from grading.sandbox.faults import Refusal
from grading.sandbox.outcome import Outcome
from grading.sandbox.remote import Remote
from grading.sandbox.sealed import Question, SealedCheck, seal


def run_sealed(
    tree: ast.Module,
    remote: Remote,
    find_function: Callable[[str, Remote], Any],
    is_students: Callable[[str], bool],
    at_line: Callable[[int], None],
) -> Outcome:
    """Run a check in the student's process and judge what comes back.

    Args:
        tree: the check cell.
        remote: the conversation with the student's process.
        find_function: the judge's own function for a dotted name in the test.
        is_students: says whether a name is the student's.
        at_line: told the line of each statement before it runs.
    """
    remote.flags += remote.inspect()
    check = seal(tree, lambda name: find_function(name, remote), is_students)
    remote.sealed = check
    error: BaseException | None = None
    value = None
    line: int | None = None
    for text, first, _ in check.statements:
        line = first
        at_line(first)
        try:
            value = remote.run_statement(text or check.value, is_value=not text)
        except BaseException as raised:
            error = raised
            break
    remote.lessons.data |= {str(number) for number in check.with_data}
    error, line = _verdict(check, remote, error, line)
    return Outcome(
        error=error,
        value=value,
        assertions=len(check.asked),
        line=line,
        explain=lambda lines: _explain(check, lines),
    )


def _verdict(
    check: SealedCheck, remote: Remote, error: BaseException | None, line: int | None
) -> tuple[BaseException | None, int | None]:
    """Return the error that counts and its line."""
    if remote.refusal is not None:
        return remote.refusal, line
    if check.failed is not None:
        return _failure(check.failed, error), check.failed.line
    if error is not None:
        return error, line
    missing = check.missing()
    if missing:
        text = f"line {missing[0].line} of the test made no comparison although the test ended well"
        return remote.refuse("assertions-skipped", text), missing[0].line
    return None, None


def _failure(question: Question, error: BaseException | None) -> BaseException:
    """Return the error for a failed assertion; the test's own words, never the student's."""
    if isinstance(error, Refusal | KeyboardInterrupt):
        return error
    if question.message or not isinstance(error, AssertionError):
        return AssertionError(question.message)
    return error


def _explain(check: SealedCheck, lines: set[int]) -> tuple[str, str]:
    if check.last is None or check.last[0].line not in lines:
        return "", ""
    _, got, expected = check.last
    return short(expected), short(got)
