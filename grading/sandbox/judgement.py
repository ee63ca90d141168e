"""Judges one check cell: runs it where the student's code is not, and tells what came out."""

import ast
import builtins
import difflib
import json
import re
import sys
import time
from collections.abc import Callable
from numbers import Real
from typing import Any

from grading.sandbox.assertions import PROBE, Assertions, rewrite
from grading.sandbox.faults import Refusal, StudentGone
from grading.sandbox.names import analyse, parse
from grading.sandbox.namespace import Namespace
from grading.sandbox.outputs import Stream
from grading.sandbox.policy import Policy, read_policy
from grading.sandbox.remote import Remote
from grading.sandbox.shell import Shell, shorten_paths

LEARNED = "learned"
# A check without any of these words leaves the global random generators alone.
_RANDOM = re.compile(r"rand|seed|rng|shuffle|sample|choice|split|fit|normal|simul", re.IGNORECASE)


class Judgement:
    """Judges check cells in the judge's shell.

    Args:
        ours: the shell; its namespace is `names`.
        names: the judge's global names.
    """

    def __init__(self, ours: Shell, names: Namespace) -> None:
        self._shell = ours
        self._names = names
        self._hidden: set[int] = set()
        self._is_checking = False
        self._error: BaseException | None = None
        sys.stdout = Stream(ours.collector, "stdout", self._unless_hidden)
        sys.stderr = Stream(ours.collector, "stderr", self._unless_hidden)

    def judge(
        self, cell: dict[str, Any], remote: Remote, running: Callable[[bool], None]
    ) -> dict[str, Any]:
        """Run a check cell against the student's process and return the cell's result."""
        start = time.perf_counter()
        policy = read_policy(cell.get("policy"))
        source, visible = cell["source"], cell.get("visible_source", "")
        self._hidden = hidden_lines(source, visible)
        remote.start_check(policy, bool(_RANDOM.search(source)))
        before = self._names.own()
        running(True)
        try:
            outcome = self._run(source, remote, policy)
            if outcome.is_ok and remote.unexpected_changes and policy.is_known:
                outcome = self._run_again(source, remote, policy, before, outcome)
            if outcome.is_ok and policy.is_known and not policy.is_learning:
                self._refuse_emptiness(remote, policy, outcome)
            self._hand_over(visible, source, remote)
            remote.over()
        finally:
            running(False)
        result = outcome.result(cell["id"], source, self._hidden)
        result["wall_time_s"] = time.perf_counter() - start
        if policy.is_learning:
            remote.flags.append((LEARNED, json.dumps(remote.lessons.as_json())))
        return result

    def _run(self, source: str, remote: Remote, policy: Policy) -> "Outcome":
        """Run the cell once with the student's names in sight."""
        assertions = Assertions()

        class Rewriter(ast.NodeTransformer):
            def visit(self, node: ast.AST) -> Any:
                nonlocal assertions
                if isinstance(node, ast.Module):
                    assertions = rewrite(
                        node, lambda name: name in policy.fetch or name not in names
                    )
                    setattr(builtins, PROBE, assertions.probe)
                return node

        names = self._names.own()
        transformer = Rewriter()
        ours = self._shell
        ours.collector.start()
        ours.displayhook.last = None
        ours.ast_transformers.append(transformer)
        self._names.begin(remote, policy)
        self._is_checking, self._error = True, None
        ours.on_error = self._note_error
        try:
            done = ours.run_cell(source, store_history=True)
            error = done.error_before_exec or done.error_in_exec or self._error
            count = done.execution_count
        except BaseException as raised:
            error, count = raised, ours.execution_count - 1
        finally:
            self._is_checking = False
            ours.on_error = None
            self._names.end()
            ours.ast_transformers.remove(transformer)
        was_cut = ours.collector.was_cut
        value = ours.displayhook.last
        error = remote.refusal or error
        outcome = Outcome(error, ours.collector.take(), count, value, assertions)
        outcome.was_cut = was_cut
        return outcome

    def _note_error(self, error: BaseException) -> None:
        self._error = error

    def _run_again(
        self,
        source: str,
        remote: Remote,
        policy: Policy,
        before: dict[str, Any],
        first: "Outcome",
    ) -> "Outcome":
        """Run a check again without letting the student's functions change the judge's values.

        A function that changes its arguments where the reference does not may be honest, or may
        change what its result is compared with. Only the second fails here.
        """
        changed = ", ".join(sorted(remote.unexpected_changes))
        self._names.clear()
        self._names.update(before)
        remote.keeps_arguments = True
        second = self._run(source, remote, policy)
        if second.is_ok:
            return first
        remote.flags.append(
            (
                "changed-argument",
                f"The check passes only because {changed} changes its arguments in place.",
            )
        )
        second.outputs = first.outputs
        return second

    def _refuse_emptiness(self, remote: Remote, policy: Policy, outcome: "Outcome") -> None:
        """Fail a check that passed on empty arrays: they compare as equal to any number."""
        empty = remote.lessons.empty - policy.empty
        if empty:
            place = sorted(empty)[0]
            outcome.error = remote.refuse("empty-result", f"{place} is empty; values are expected")

    def _hand_over(self, visible: str, source: str, remote: Remote) -> None:
        """Give the student's process the names that the visible part of the check has bound."""
        if remote.refusal is not None:
            return
        known = analyse(visible)
        hidden = analyse("\n".join(_lines_at(source, self._hidden)))
        own = self._names.own()
        statements = [
            node
            for node in parse(visible).body
            if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
        ]
        if statements:
            remote.define(ast.unparse(ast.Module(body=list(statements), type_ignores=[])))
        for name in sorted(known.bound - known.definitions - hidden.bound):
            if name in own and not name.startswith("_"):
                try:
                    remote.bind(name, own[name])
                except TypeError:
                    continue  # Not a value: later cells of the student's rarely need it.

    def show(self, shown: list[Any], remote: Remote) -> None:
        """Show what the student's code printed, displayed and warned of during a call."""
        for output in shown:
            if type(output) is not dict:
                continue
            kind = output.get("output_type")
            if kind == "stream" and output.get("name") in ("stdout", "stderr"):
                stream = sys.stdout if output["name"] == "stdout" else sys.stderr
                stream.write(str(output.get("text", "")))
            elif kind == "display_data" and not self._is_hidden_now():
                self._shell.collector.show(output.get("data") or {}, output.get("metadata"))
            elif "warning" in output:
                _warn(output, remote)

    def _unless_hidden(self, text: str) -> str:
        return "" if self._is_hidden_now() else shorten_paths(text)

    def _is_hidden_now(self) -> bool:
        """Say whether a hidden line of the check is being run."""
        if not self._is_checking or not self._hidden:
            return False
        frame: Any = sys._getframe()
        while frame is not None:
            if is_cell(frame.f_code.co_filename, self._shell.execution_count - 1):
                return frame.f_lineno in self._hidden
            frame = frame.f_back
        return False


def _warn(output: dict[str, Any], remote: Remote) -> None:
    import warnings

    error = remote.restore(output["warning"], b"")
    text = output["warning"].get("text")
    kind = type(error) if isinstance(error, Warning) else UserWarning
    line = output.get("line")
    warnings.warn_explicit(str(text), kind, "<student>", line if type(line) is int else 1)


def is_cell(file: str, count: int) -> bool:
    """Say whether a file name is the one that IPython gave to the cell with this number."""
    return file.startswith(f"<ipython-input-{count}-")


def hidden_lines(source: str, visible: str) -> set[int]:
    """Return the numbers of the lines of a check that its visible part does not have."""
    if source == visible:
        return set()
    whole, shown = source.split("\n"), visible.split("\n")
    matcher = difflib.SequenceMatcher(None, whole, shown, autojunk=False)
    lines = set(range(1, len(whole) + 1))
    for block in matcher.get_matching_blocks():
        lines -= set(range(block.a + 1, block.a + block.size + 1))
    return lines


def _lines_at(source: str, numbers: set[int]) -> list[str]:
    return [text for at, text in enumerate(source.split("\n"), 1) if at in numbers]


class Outcome:
    """What one run of a check cell gave."""

    def __init__(
        self,
        error: BaseException | None,
        outputs: list[dict[str, Any]],
        count: int | None,
        value: Any,
        assertions: Assertions,
    ) -> None:
        self.error = error
        self.outputs = outputs
        self.was_cut = False
        self._count = count
        self._value = value
        self._assertions = assertions

    @property
    def is_ok(self) -> bool:
        """Whether nothing was raised."""
        return self.error is None

    def result(self, cell_id: str, source: str, hidden: set[int]) -> dict[str, Any]:
        """Return the fields of a `CellResult`."""
        told = self._tell_error(source, hidden) if self.error is not None else None
        outputs = [part for part in self.outputs if part["output_type"] != "error"]
        if told is not None:
            outputs.append(
                {
                    "output_type": "error",
                    **{key: told[key] for key in ("ename", "evalue", "traceback")},
                }
            )
        return {
            "id": cell_id,
            "status": "ok" if told is None else "error",
            "outputs": outputs,
            "execution_count": self._count,
            "error": told,
            "value": number(self._value) if told is None else None,
            "assertions": self._assertions.count,
            "was_cut": self.was_cut,
        }

    def _tell_error(self, source: str, hidden: set[int]) -> dict[str, Any]:
        """Tell an error without a word of the hidden part but its assertion's message."""
        error = self.error
        assert error is not None  # noqa: S101 - narrows the type
        line = cell_line(error, self._count)
        lines = source.split("\n")
        is_visible = line is not None and line not in hidden and line <= len(lines)
        name, text = _name_and_text(error, is_visible)
        traceback = [f"{name}: {text}" if text else name]
        expected = got = ""
        if is_visible and line is not None:
            traceback.insert(0, f"----> {line} {lines[line - 1].strip()}")
            if isinstance(error, AssertionError):
                span = set(range(line, line + 30)) - hidden
                expected, got = self._assertions.explain(span)
        return {
            "ename": name,
            "evalue": text,
            "traceback": traceback,
            "expected": expected,
            "got": got,
        }


def _name_and_text(error: BaseException, is_visible: bool) -> tuple[str, str]:
    name = type(error).__name__
    if isinstance(error, StudentGone):
        return "StudentGone", str(error)
    if isinstance(error, Refusal):
        return "RefusedAnswer", str(error) if is_visible else str(error).partition(" says ")[0]
    if isinstance(error, SyntaxError):
        return name, error.msg or ""
    if "_enact_student" in vars(error) and not is_visible:
        # The student's own words could carry the arguments of hidden tests to the outside.
        return name, ""
    try:
        return name, str(error)[:2000]
    except Exception:
        return name, ""


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
