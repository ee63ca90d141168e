"""What one run of a check cell gave, told without a word of its hidden part."""

from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from grading.sandbox.faults import Refusal, StudentGone

MAX_TEXT = 2000


@dataclass
class Outcome:
    """One run of a check cell.

    Attributes:
        error: what ended it; None when nothing did.
        outputs: what it showed.
        execution_count: its number.
        value: value of its last expression.
        assertions: how many assertions were evaluated.
        was_cut: whether outputs were cut.
        line: line of the error in the cell, when it is known.
        explain: returns expected and got of a failed comparison in a set of lines.
    """

    error: BaseException | None = None
    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None
    value: Any = None
    assertions: int = 0
    was_cut: bool = False
    line: int | None = None
    explain: Callable[[set[int]], tuple[str, str]] | None = None

    @property
    def is_ok(self) -> bool:
        """Whether nothing was raised."""
        return self.error is None

    def result(self, cell_id: str, source: str, hidden: set[int]) -> dict[str, Any]:
        """Return the fields of a `CellResult`.

        Args:
            cell_id: goes into the result.
            source: the whole check cell.
            hidden: numbers of its hidden lines.
        """
        told = None if self.error is None else self._tell(self.error, source, hidden)
        outputs = [part for part in self.outputs if part["output_type"] != "error"]
        if told is not None:
            kept = {key: told[key] for key in ("ename", "evalue", "traceback")}
            outputs.append({"output_type": "error", **kept})
        return {
            "id": cell_id,
            "status": "ok" if told is None else "error",
            "outputs": outputs,
            "execution_count": self.execution_count,
            "error": told,
            "value": number(self.value) if told is None else None,
            "assertions": self.assertions,
            "was_cut": self.was_cut,
        }

    def _tell(self, error: BaseException, source: str, hidden: set[int]) -> dict[str, Any]:
        line = self.line if self.line is not None else cell_line(error, self.execution_count)
        lines = source.split("\n")
        is_visible = line is not None and line not in hidden and line <= len(lines)
        # Of a hidden line only what its author says: libraries' messages show the operands.
        may_speak = is_visible or self.line is not None or _is_own(error, self.execution_count)
        name, text = _name_and_text(error, is_visible, may_speak)
        traceback = [f"{name}: {text}" if text else name]
        expected = got = ""
        if is_visible and line is not None:
            traceback.insert(0, f"----> {line} {lines[line - 1].strip()}")
            if isinstance(error, AssertionError) and self.explain is not None:
                expected, got = self.explain(set(range(line, line + 30)) - hidden)
        return {
            "ename": name,
            "evalue": text,
            "traceback": traceback,
            "expected": expected,
            "got": got,
        }


def _is_own(error: BaseException, count: int | None) -> bool:
    """Say whether an assertion of the cell itself raised an error."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or count is None or not isinstance(error, AssertionError):
        return False
    return is_cell(trace.tb_frame.f_code.co_filename, count)


def _name_and_text(error: BaseException, is_visible: bool, may_speak: bool) -> tuple[str, str]:
    name = type(error).__name__
    if isinstance(error, StudentGone):
        return "StudentGone", str(error)
    if isinstance(error, Refusal):
        return "RefusedAnswer", str(error) if is_visible else ""
    if isinstance(error, SyntaxError):
        return name, error.msg or ""
    if not may_speak or ("_enact_student" in vars(error) and not is_visible):
        # The student's own words could carry the arguments of hidden tests to the outside.
        return name, ""
    try:
        return name, str(error)[:MAX_TEXT]
    except Exception:
        return name, ""


def is_cell(file: str, count: int) -> bool:
    """Say whether a file name is the one that IPython gave to the cell with this number."""
    return file.startswith(f"<ipython-input-{count}-")


def cell_line(error: BaseException, count: int | None) -> int | None:
    """Return the line of the check cell at which an error happened."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if count is not None and is_cell(trace.tb_frame.f_code.co_filename, count):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def number(value: Any) -> float | None:
    """Return a value as a score: a real number that is no bool and no NaN."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    score = float(value)
    return score if score == score else None
