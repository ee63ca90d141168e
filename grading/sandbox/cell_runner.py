"""Runs plain Python cells as IPython does, without what IPython does for other cells.

Magics, `await`, transformers of the syntax tree and custom exception handlers go IPython's own
way. For all others the steps are those of `InteractiveShell.run_cell_async`, in its order, without
coroutines around the cell and checked attributes: a cell costs a third. Statements are compiled
and run one by one as there, so that a bad one shows after those before it have run, and equal
constants of two statements stay two objects.
"""

import ast
from dataclasses import dataclass, field
from typing import Any

from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell


@dataclass
class Statements:
    """The statements of a cell, and the code of those that have run."""

    nodes: list[ast.stmt]
    codes: list[Any] = field(default_factory=list)


class CellRunner(InteractiveShell):  # type: ignore[misc]
    """An IPython shell with a short way for plain cells."""

    def is_plain(self, raw_cell: str) -> bool:
        """Say whether a cell is Python as it stands; whoever knows overrides it."""
        return False

    def run_cell(
        self,
        raw_cell: str,
        store_history: bool = False,
        silent: bool = False,
        shell_futures: bool = True,
        cell_id: Any = None,
        cell_meta: Any = None,
    ) -> ExecutionResult:
        """Run a cell; the arguments are IPython's."""
        is_usual = store_history and not silent and shell_futures
        if not is_usual or cell_id or cell_meta or not self._goes_short_way(raw_cell):
            return super().run_cell(
                raw_cell, store_history, silent, shell_futures, cell_id, cell_meta
            )
        result = None
        try:
            result = self._run_plain(raw_cell)
        finally:
            self.events.trigger("post_execute")
            self.events.trigger("post_run_cell", result)
        return result

    def _goes_short_way(self, raw_cell: str) -> bool:
        return (
            self.is_plain(raw_cell)
            and not raw_cell.isspace()
            and "await" not in raw_cell
            and "async" not in raw_cell
            and "run_line_magic" not in raw_cell
            and not self.ast_transformers
            and not self.custom_exceptions
            and not self.trio_runner
            and self.ast_node_interactivity == "last_expr"
        )

    def _run_plain(self, raw_cell: str) -> ExecutionResult:
        cell = raw_cell if raw_cell.endswith("\n") else raw_cell + "\n"
        info = ExecutionInfo(raw_cell, True, False, True, None, None, transformed_cell=cell)
        result = ExecutionResult(info)
        try:
            self._take_steps(cell, raw_cell, info, result)
        except BaseException as error:
            # An interrupt between two statements.
            result = ExecutionResult(info)
            result.error_in_exec = error
            self.showtraceback(running_compiled_code=True)
        return result

    def _take_steps(
        self, cell: str, raw_cell: str, info: ExecutionInfo, result: ExecutionResult
    ) -> None:
        count: int = self.execution_count
        result.execution_count = count
        _set(self, execution_count=count + 1)
        self.events.trigger("pre_execute")
        self.events.trigger("pre_run_cell", info)
        self._store_inputs(count, cell, raw_cell)
        self.logger.log(cell, raw_cell)
        with self.builtin_trap:
            name = self.compile.cache(cell, count, raw_code=raw_cell)
            with self.display_trap:
                statements = self._statements(cell, name, result)
                if statements is not None:
                    _set(self.displayhook, exec_result=result)
                    has_raised = self._run_statements(statements, name, result)
                    _set(
                        self,
                        last_execution_succeeded=not has_raised,
                        last_execution_result=result,
                    )
                    _set(self.displayhook, exec_result=None)
        is_python = statements is not None
        error = result.error_in_exec if is_python else result.error_before_exec
        if is_python:
            self.history_manager.store_output(count)
        if error is not None:
            stored = self._format_exception_for_storage(error)
            self.history_manager.exceptions[count] = stored

    def recall(self, cell: str, name: str) -> "Statements | None":
        """Return a cell as it was prepared before, if it still is what it would be now."""
        return None

    def remember(self, cell: str, name: str, statements: "Statements") -> None:
        """Keep a prepared cell; it is filled while it runs."""

    def _statements(self, cell: str, name: str, result: ExecutionResult) -> "Statements | None":
        """Return a cell ready to run; None when it is no Python."""
        known = self.recall(cell, name)
        if known is not None:
            return known
        tree = self._parse(cell, name, result)
        if tree is None:
            return None
        statements = Statements(self.transform_ast(tree).body)
        self.remember(cell, name, statements)
        return statements

    def _parse(self, cell: str, name: str, result: ExecutionResult) -> ast.Module | None:
        """Return the tree of a cell; None when it is no Python, which is shown."""
        try:
            tree: ast.Module = self.compile.ast_parse(cell, filename=name)
            return tree
        except IndentationError as error:
            result.error_before_exec = error
            self.showindentationerror()
        except (OverflowError, SyntaxError, ValueError, TypeError, MemoryError) as error:
            result.error_before_exec = error
            self.showsyntaxerror()
        _set(self, last_execution_succeeded=False, last_execution_result=result)
        return None

    def _run_statements(self, cell: "Statements", name: str, result: ExecutionResult) -> bool:
        """Run statements one by one; return whether one has raised."""
        nodes, codes = cell.nodes, cell.codes
        last = len(nodes) - 1
        for place, node in enumerate(nodes):
            if place == len(codes):
                is_shown = place == last and type(node) is ast.Expr
                codes.append(self._compile(node, name, is_shown))
            code = codes[place]
            if code is None:
                # IPython compiles it again, and shows why it cannot be.
                rest = self.run_ast_nodes(nodes[place:], name, "last_expr", self.compile, result)
                return bool(_finish(rest))
            if self._run(code, result):
                return True
        return False

    def _compile(self, node: ast.stmt, name: str, is_shown: bool) -> Any:
        """Return the code of one statement; None when it has none."""
        try:
            if is_shown:
                return self.compile(ast.Interactive([node]), name, "single")
            return self.compile(ast.Module([node], []), name, "exec")
        except Exception:
            return None

    def _run(self, code: Any, result: ExecutionResult) -> bool:
        # A frame of its own: cells find the stack as deep as in IPython, and recurse as far.
        return bool(_finish(self.run_code(code, result)))

    def _store_inputs(self, count: int, cell: str, raw_cell: str) -> None:
        """Do what `HistoryManager.store_inputs` does, for a history that is kept in no file."""
        history = self.history_manager
        if history.enabled:
            history.store_inputs(count, cell, raw_cell)
            return
        source, raw = cell.rstrip("\n"), raw_cell.rstrip("\n")
        if history._exit_re.match(raw.strip()):
            return
        history.input_hist_parsed.append(source)
        history.input_hist_raw.append(raw)
        history.db_input_cache.append((count, source, raw))
        before = {"_i": history._i00, "_ii": history._i, "_iii": history._ii}
        _set(history, **before, _i00=raw)
        fresh = {**before, f"_i{count}": raw}
        self.user_ns.update(fresh)
        self.user_ns_hidden.update(fresh)


def _set(owner: Any, **values: Any) -> None:
    """Set attributes that nobody observes without checking their types."""
    owner._trait_values.update(values)


def _finish(coroutine: Any) -> Any:
    """Return the result of a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    raise RuntimeError("a cell without await has waited")
