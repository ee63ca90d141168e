"""Judges one check cell: runs it where the student's code is not, and tells what came out."""

import ast
import builtins
import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from grading.sandbox.assertions import PROBE, Assertions, Comparison, names_in, rewrite
from grading.sandbox.cell_runner import Statements
from grading.sandbox.dialogue import Dialogue
from grading.sandbox.names import analyse, hidden_lines, visible_names
from grading.sandbox.namespace import Namespace
from grading.sandbox.outcome import Outcome, is_cell
from grading.sandbox.outputs import Stream
from grading.sandbox.policy import Policy, read_policy
from grading.sandbox.remote import Remote
from grading.sandbox.sealed_run import run_sealed
from grading.sandbox.shell import Shell, shorten_paths

LEARNED = "learned"
# A check without any of these words leaves the global random generators alone.
_RANDOM = re.compile(r"rand|seed|rng|shuffle|sample|choice|split|fit|normal|simul", re.IGNORECASE)


class Judgement:
    """Judges check cells in the judge's shell.

    Args:
        ours: the shell; its namespace is `names`.
        names: the judge's global names.
        prepared: the checks of earlier programs of the sitting; new ones are added.
    """

    def __init__(self, ours: Shell, names: Namespace, prepared: "dict[Place, Prepared]") -> None:
        self._shell = ours
        self._names = names
        self._prepared = prepared
        self._hidden: set[int] = set()
        self._is_checking = False
        self._statement_line: int | None = None
        sys.stdout = Stream(ours.collector, "stdout", self._unless_hidden)
        sys.stderr = Stream(ours.collector, "stderr", self._unless_hidden)

    def judge(
        self, cell: dict[str, Any], remote: Remote, running: Callable[[bool], None]
    ) -> dict[str, Any]:
        """Run a check cell against the student's process and return the cell's result.

        Args:
            cell: the cell as the client sent it.
            remote: the conversation with the student.
            running: told True and False around the run.
        """
        start = time.perf_counter()
        policy = read_policy(cell.get("policy"))
        source, visible = cell["source"], cell.get("visible_source", "")
        if not (policy.is_known or policy.is_learning):
            policy = replace(policy, shared=frozenset(analyse(source).deleted))
        self._hidden = hidden_lines(source, visible)
        remote.start_check(policy, bool(_RANDOM.search(source)))
        self._shell.collector.start()
        running(True)
        try:
            if cell.get("mode") == "sealed":
                outcome = self._seal(source, remote)
            else:
                outcome = self._judge(source, remote, policy)
            result = outcome.result(cell["id"], source, self._hidden)
            if cell.get("mode") == "sealed":
                remote.over()
            else:
                remote.over(*self._handed_over(cell, policy))
        finally:
            running(False)
        result["wall_time_s"] = time.perf_counter() - start
        if policy.is_learning:
            remote.flags.append((LEARNED, json.dumps(remote.lessons.as_json())))
        return result

    def _judge(self, source: str, remote: Remote, policy: Policy) -> Outcome:
        before = self._names.own()
        outcome = self._run(source, remote, policy)
        if not policy.is_known or policy.is_learning or not outcome.is_ok:
            return outcome
        if remote.unexpected_changes:
            outcome = self._run_again(source, remote, policy, before, outcome)
        empty = remote.lessons.empty - policy.empty
        if outcome.is_ok and empty:
            # Arrays without elements compare as equal to any number.
            place = sorted(empty)[0]
            outcome.error = remote.refuse("empty-result", f"{place} is empty; values are expected")
        return outcome

    def _run(self, source: str, remote: Remote, policy: Policy) -> Outcome:
        """Run the cell once with the student's names in sight."""
        rewriter = _Rewriter(self._prepared, self._is_students, policy.fetch)
        ours = self._shell
        raised: list[BaseException] = []
        ours.displayhook.last = None
        ours.rewriter = rewriter
        ours.on_error = raised.append
        self._names.begin(remote, policy)
        self._is_checking = True
        try:
            done = ours.run_cell(source, store_history=True)
            error = done.error_before_exec or done.error_in_exec or next(iter(raised), None)
        except BaseException as escaped:
            error = escaped
        finally:
            self._is_checking = False
            ours.on_error = None
            self._names.end()
            ours.rewriter = None
        was_cut = ours.collector.was_cut
        return Outcome(
            error=remote.refusal or error,
            outputs=ours.collector.take(),
            execution_count=ours.execution_count - 1,
            value=ours.displayhook.last,
            assertions=rewriter.assertions.count,
            was_cut=was_cut,
            explain=rewriter.assertions.explain,
        )

    def _is_students(self, name: str) -> bool:
        """Say whether the judge has nothing under a name of its own."""
        return not dict.__contains__(self._names, name)

    def _run_again(
        self, source: str, remote: Remote, policy: Policy, before: dict[str, Any], first: Outcome
    ) -> Outcome:
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
        evidence = f"The check passes only because {changed} changes its arguments in place."
        remote.flags.append(("changed-argument", evidence))
        second.outputs = first.outputs
        return second

    def _seal(self, source: str, remote: Remote) -> Outcome:
        ours = self._shell
        try:
            tree = ast.parse(ours.transform_cell(source))
        except (SyntaxError, ValueError) as error:
            return Outcome(error, execution_count=ours.execution_count)
        self._is_checking = True
        try:
            own = self._names.own()
            outcome = run_sealed(
                tree, remote, self._own_function, lambda name: name not in own, self._at_line
            )
        finally:
            self._is_checking = False
            self._statement_line = None
        outcome.execution_count = ours.execution_count
        outcome.was_cut = ours.collector.was_cut
        outcome.outputs = ours.collector.take()
        ours.execution_count += 1
        return outcome

    def _own_function(self, dotted: str, remote: Remote) -> Any:
        """Return the judge's own function for a dotted name in a test, or None."""
        first, *rest = dotted.split(".")
        policy = remote.policy
        module, _, attribute = policy.imports.get(first, "").partition(":")
        found: Any = self._names.own().get(first)
        if found is None and first in policy.modules:
            found = sys.modules.get(policy.modules[first])
        elif found is None and module:
            found = getattr(sys.modules.get(module), attribute, None)
        for part in rest:
            found = getattr(found, part, None)
        return found if callable(found) else None

    def _at_line(self, line: int) -> None:
        self._statement_line = line

    def _handed_over(self, cell: dict[str, Any], policy: Policy) -> tuple[dict[str, Any], str]:
        """Return what the visible part of the check has bound: values by name, and definitions."""
        if policy.is_known:
            names, definitions = policy.hands, policy.definitions
        else:
            names, definitions = visible_names(cell["source"], cell.get("visible_source", ""))
        own = self._names.own()
        return {name: own[name] for name in sorted(names) if name in own}, definitions

    # -- what is shown ------------------------------------------------------------------------

    def show(self, shown: list[Any], remote: Dialogue) -> None:
        """Show what the student's code printed, displayed and warned of during a call."""
        for output in shown:
            if type(output) is not dict:
                continue
            kind, name = output.get("output_type"), output.get("name")
            if kind == "stream" and name in ("stdout", "stderr"):
                stream = sys.stdout if name == "stdout" else sys.stderr
                stream.write(str(output.get("text", "")))
            elif kind == "display_data" and not self._is_hidden_now():
                data = output.get("data")
                self._shell.collector.show(data if type(data) is dict else {}, {})
            elif "warning" in output:
                _warn(output, remote)

    def _unless_hidden(self, text: str) -> str:
        return "" if self._is_hidden_now() else shorten_paths(text)

    def _is_hidden_now(self) -> bool:
        """Say whether a hidden line of the check is being run."""
        if not self._is_checking or not self._hidden:
            return False
        if self._statement_line is not None:
            return self._statement_line in self._hidden
        frame: Any = sys._getframe()
        while frame is not None:
            if is_cell(frame.f_code.co_filename, self._shell.execution_count - 1):
                return frame.f_lineno in self._hidden
            frame = frame.f_back
        return False


@dataclass(frozen=True)
class Prepared:
    """A check as it was rewritten and compiled.

    Attributes:
        statements: its statements.
        comparisons: the comparisons in them.
        names: every name in its text.
        students: those of them that were the student's.
    """

    statements: Statements
    comparisons: list[Comparison]
    names: frozenset[str]
    students: frozenset[str]


Place = tuple[str, str]
"""The text of a cell, and the file name that tells its number."""


class Recorder:
    """Keeps given cells as they were compiled.

    Args:
        prepared: the cells of earlier programs; new ones are added.
    """

    def __init__(self, prepared: dict[Place, Prepared]) -> None:
        self._prepared = prepared

    def __call__(self, tree: ast.Module) -> None:
        """Leave the cell as it is."""

    def recall(self, cell: str, name: str) -> Statements | None:
        """Return a cell that was compiled before."""
        known = self._prepared.get((cell, name))
        return None if known is None else known.statements

    def remember(self, cell: str, name: str, statements: Statements) -> None:
        """Keep a cell whose code depends on nothing but its text."""
        if "__future__" not in cell:
            nothing: frozenset[str] = frozenset()
            self._prepared[cell, name] = Prepared(statements, [], nothing, nothing)


class _Rewriter:
    """Rewrites the assertions of a check on its way through IPython, or knows them already.

    Args:
        prepared: the checks of earlier programs; new ones are added.
        is_students: says whether a name is the student's.
        fetch: names that are the student's in any case.
    """

    def __init__(
        self,
        prepared: dict[Place, Prepared],
        is_students: Callable[[str], bool],
        fetch: frozenset[str],
    ) -> None:
        self._prepared = prepared
        self._is_students = is_students
        self._fetch = fetch
        self._names: frozenset[str] = frozenset()
        self.assertions = Assertions()

    def __call__(self, tree: ast.Module) -> None:
        """Rewrite a whole cell."""
        self._names = frozenset(names_in(tree))
        self._use(rewrite(tree, self._students(self._names).__contains__))

    def recall(self, cell: str, name: str) -> Statements | None:
        """Return a check that was rewritten with the same names in the student's hands."""
        known = self._prepared.get((cell, name))
        if known is None or known.students != self._students(known.names):
            return None
        self._use(Assertions(known.comparisons))
        return known.statements

    def remember(self, cell: str, name: str, statements: Statements) -> None:
        """Keep the check that was rewritten last; its code depends on nothing but its text."""
        if "__future__" not in cell:
            students = self._students(self._names)
            self._prepared[cell, name] = Prepared(
                statements, self.assertions.comparisons, self._names, students
            )

    def _students(self, names: frozenset[str]) -> frozenset[str]:
        return frozenset(name for name in names if name in self._fetch or self._is_students(name))

    def _use(self, assertions: Assertions) -> None:
        self.assertions = assertions
        setattr(builtins, PROBE, assertions.probe)


def _warn(output: dict[str, Any], remote: Dialogue) -> None:
    """Warn again in the judge, so that tests of warnings see it."""
    error = remote.restore(output["warning"], b"")
    text, line = output["warning"].get("text"), output.get("line")
    kind = type(error) if isinstance(error, Warning) else UserWarning
    warnings.warn_explicit(str(text), kind, "<student>", line if type(line) is int else 1)
