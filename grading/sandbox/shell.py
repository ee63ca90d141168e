"""The IPython shell of both children: made and warmed once in the parent, forked with it.

It shows what a Jupyter kernel shows, without ZeroMQ, threads or an event loop: streams, display
data, figures, results and errors become nbformat outputs.
"""

import ast
import contextlib
import gc
import os
import random
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from traitlets import Type
from traitlets.config import Config

from grading.sandbox.cell_runner import CellRunner, Statements
from grading.sandbox.outputs import Collector, Stream
from grading.sandbox.tracebacks import Tracebacks

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
# Without any of these a cell is plain Python: no magic, no shell command, no help.
_SPECIAL_MARKS = ("%", "!", "?")
_SPECIAL_LINE = re.compile(r"\n\s*(?:[/,;]|>>>|\.\.\.|In \[)")
_FOLDERS = sorted(
    {
        os.path.realpath(path) + os.sep
        for path in (
            os.path.dirname(os.path.dirname(os.path.dirname(__file__))),
            *sysconfig.get_paths().values(),
            *(path for path in sys.path if path.endswith("-packages")),
        )
        if len(path) > 1
    },
    key=len,
    reverse=True,
)
_WARM_CELLS = (
    "%matplotlib inline\n",
    "import math\nx = [n**2 for n in range(3)]\nprint(x)\nx",
    "def f(x):\n    return 1 / x\n\n\nf(0)",
    "assert f(1) == 2, 'warm'",
    "def g(:",
    "class A:\n    pass\n\n\ndisplay(A())",
)


class ResultHook(DisplayHook):  # type: ignore[misc]
    """Turns the value of a cell's last expression into an `execute_result`."""

    last: Any = None

    def quiet(self) -> bool:
        """Say whether the cell ends with a semicolon; most cells have none at all."""
        cells = self.shell.history_manager.input_hist_parsed
        return bool(cells and ";" in cells[-1] and super().quiet())

    def write_output_prompt(self) -> None:
        """Write nothing; the notebook shows the number."""

    def compute_format_data(self, result: Any) -> Any:
        """Remember the value beside formatting it."""
        self.last = result
        return super().compute_format_data(result)

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Hand the formatted value to the collector."""
        self.shell.collector.result(format_dict, md_dict, self.prompt_count)

    def log_output(self, format_dict: Any) -> None:
        """Keep no log."""

    def finish_displayhook(self) -> None:
        """Write no separator."""
        self._is_active = False


class Publisher(DisplayPublisher):  # type: ignore[misc]
    """Turns `display` into `display_data`."""

    def publish(self, data: Any, metadata: Any = None, *_: Any, **options: Any) -> None:
        """Hand one object's representations to the collector."""
        display_id = str((options.get("transient") or {}).get("display_id", ""))
        if options.get("update"):
            self.shell.collector.update(data, metadata, display_id)
        else:
            self.shell.collector.show(data, metadata, display_id)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown."""
        self.shell.collector.clear(bool(wait))


class Rewriter(Protocol):
    """Changes the cells of whoever judges."""

    def __call__(self, tree: ast.Module) -> None:
        """Change a cell in place."""

    def recall(self, cell: str, name: str) -> Statements | None:
        """Return a cell that was changed and compiled before in the same way."""

    def remember(self, cell: str, name: str, statements: Statements) -> None:
        """Keep the cell that was changed last."""


class Shell(CellRunner):
    """An IPython shell that collects what cells show."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(ResultHook)

    def __init__(self, **options: Any) -> None:
        self.collector = Collector()
        self.on_error: Callable[[BaseException], None] | None = None
        self.rewriter: Rewriter | None = None
        super().__init__(**options)
        self._plain_transforms = self._transforms()

    def init_io(self) -> None:
        """Leave the process's streams alone until `begin`."""

    def init_virtualenv(self) -> None:
        """Leave `sys.path` alone."""

    def init_traceback_handlers(self, custom_exceptions: Any) -> None:
        """Show errors without reading whole libraries."""
        super().init_traceback_handlers(custom_exceptions)
        options = {"theme_name": self.colors, "tb_offset": 1}
        self.InteractiveTB = Tracebacks(_FOLDERS, mode=self.xmode, **options)
        self.InteractiveTB.set_mode(mode=self.xmode)

    def _tee(self, channel: str) -> contextlib.AbstractContextManager[None]:
        """Keep no second copy of what cells print, which IPython's history would."""
        return contextlib.nullcontext()

    def enable_gui(self, gui: Any = None) -> None:
        """Accept any event loop name, as a kernel without a screen."""

    def renew(self) -> None:
        """Forget the cells that were run, as a kernel that has just started."""
        self.history_manager.reset()
        self.execution_count = 1
        self.last_execution_result = None
        hook = self.displayhook
        hook._ = hook.__ = hook.___ = ""
        hook.last = None
        self._last_traceback = None
        self.compile.reset_compiler_flags()

    def ask_exit(self) -> None:
        """Ignore `exit()`: the cells that follow are still run."""

    def _transforms(self) -> list[Any]:
        manager = self.input_transformer_manager
        return [*manager.cleanup_transforms, *manager.line_transforms, *manager.token_transformers]

    def is_plain(self, raw_cell: str) -> bool:
        """Say whether a cell is Python as it stands, and nobody has added a transformer."""
        return (
            raw_cell[:1] not in " \t\n"
            and not any(mark in raw_cell for mark in _SPECIAL_MARKS)
            and not _SPECIAL_LINE.search("\n" + raw_cell)
            and self._transforms() == self._plain_transforms
        )

    def transform_cell(self, raw_cell: str) -> str:
        """Turn IPython's syntax into Python; plain Python passes without the work."""
        if not self.is_plain(raw_cell):
            return str(super().transform_cell(raw_cell))
        return raw_cell if raw_cell.endswith("\n") else raw_cell + "\n"

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """Say whether a cell needs an event loop; only a cell with `await` or `async` may."""
        if "await" not in raw_cell and "async" not in raw_cell:
            return False
        return bool(super().should_run_async(raw_cell, **options))

    def transform_ast(self, node: ast.Module) -> ast.Module:
        """Let whoever judges the cell change it, after IPython's own transformers."""
        changed: ast.Module = super().transform_ast(node)
        if self.rewriter is not None:
            self.rewriter(changed)
        return changed

    def recall(self, cell: str, name: str) -> Statements | None:
        """Ask whoever judges the cell."""
        return None if self.rewriter is None else self.rewriter.recall(cell, name)

    def remember(self, cell: str, name: str, statements: Statements) -> None:
        """Leave the cell with whoever judges it."""
        if self.rewriter is not None:
            self.rewriter.remember(cell, name, statements)

    def showtraceback(self, exc_tuple: Any = None, *positional: Any, **options: Any) -> None:
        """Show an error, or hand it to whoever judges the cell."""
        if self.on_error is None:
            super().showtraceback(exc_tuple, *positional, **options)
        else:
            self._hand_error((exc_tuple or sys.exc_info())[1])

    def showsyntaxerror(self, *positional: Any, **options: Any) -> None:
        """Show a syntax error, or hand it to whoever judges the cell."""
        if self.on_error is None:
            super().showsyntaxerror(*positional, **options)
        else:
            self._hand_error(sys.exc_info()[1])

    def _format_exception_for_storage(self, exception: Any, *_: Any, **__: Any) -> dict[str, Any]:
        """Keep no second traceback for IPython's history, which nobody reads here."""
        return {"ename": type(exception).__name__, "evalue": "", "traceback": []}

    def _hand_error(self, error: BaseException | None) -> None:
        if error is not None and self.on_error is not None:
            self.on_error(error)

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        try:
            text = str(evalue)
        except Exception as error:
            text = f"<no text: {type(error).__name__}>"
        lines = [shorten_paths(line) for line in stb]
        self.collector.error(etype.__name__, text, lines)

    def system(self, cmd: str) -> None:
        """Run `!command`; where the walls forbid programs, say so as a shell would."""
        try:
            done = subprocess.run(  # noqa: S602 - what the student asked for, between the walls
                self.var_expand(cmd, depth=1), shell=True, capture_output=True, text=True
            )
        except OSError as error:
            print(f"{cmd.split()[0] if cmd.split() else ''}: {error.strerror}", file=sys.stderr)
            self.user_ns["_exit_code"] = 126
            return
        sys.stdout.write(done.stdout)
        sys.stderr.write(done.stderr)
        self.user_ns["_exit_code"] = done.returncode

    system_piped = system_raw = system


def shorten_paths(line: str) -> str:
    """Return a traceback line without the folders of this machine."""
    for folder in _FOLDERS:
        line = line.replace(folder, "")
    return line


def shell() -> Shell:
    """Return this process's shell, made at the first call."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autoindent = False
    config.InteractiveShell.ast_node_interactivity = "last_expr"
    found: Shell = Shell.instance(config=config)
    return found


def warm() -> None:
    """Make the shell in the warm parent and fill every cache that the first cells would fill."""
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    ours = shell()
    streams = sys.stdout, sys.stderr
    sys.stdout = Stream(ours.collector, "stdout")
    sys.stderr = Stream(ours.collector, "stderr")
    try:
        cells = [*_WARM_CELLS]
        if "matplotlib.pyplot" in sys.modules:
            cells.append("import matplotlib.pyplot as p\np.plot([1, 2])\np.title('é')\np.show()")
        else:
            del cells[0]
        if "pandas" in sys.modules:
            cells += ["import pandas as d\nd.DataFrame({'a': [1.5, None], 'b': ['x', 'y']})"]
            cells += ["d.DataFrame({'a': [1]})['b']"]
        for cell in cells:
            ours.run_cell(cell, store_history=True)
    finally:
        sys.stdout, sys.stderr = streams
    # The collection that comes with a reset would look at every object of every library.
    gc.freeze()
    reset(ours)


def reset(ours: Shell) -> None:
    """Give a shell the state of a kernel that has just started."""
    ours.collector.start()
    ours.reset(new_session=True)
    ours.execution_count = 1
    ours.displayhook.last = None
    for name in ("_last_traceback", "last_execution_result"):
        setattr(ours, name, None)
    ours.compile.reset_compiler_flags()
    ours._plain_transforms = ours._transforms()


def begin(setup: dict[str, Any]) -> Shell:
    """Make this process, just forked, the kernel of one program.

    Args:
        setup: `seed` (int), `execution` (value of `NBGRADER_EXECUTION`) and, if they differ
            from the defaults, `output_kb` (int).
    """
    ours = shell()
    ours.collector = Collector(int(setup.get("output_kb", 0)) or ours.collector.limit_kb)
    sys.stdout = Stream(ours.collector, "stdout")
    sys.stderr = Stream(ours.collector, "stderr", shorten_paths)
    sys.argv = [""]
    _find_own_modules()
    sys.modules["__main__"] = ours.user_module
    os.environ["NBGRADER_EXECUTION"] = str(setup.get("execution", "autograde"))
    seed(int(setup.get("seed", 0)))
    import builtins

    builtins.input = _no_input
    return ours


def _find_own_modules() -> None:
    """Let cells import modules that lie beside the notebook, behind Python's own.

    Source: IPython/core/shellapp.py, init_path.
    """
    if "" not in sys.path:
        places = [n for n, path in enumerate(sys.path) if path.endswith("-packages")]
        sys.path.insert(min(places, default=len(sys.path)), "")


def seed(value: int) -> None:
    """Seed every global random generator that is loaded."""
    random.seed(value)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(value % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(value)


def _no_input(prompt: object = "") -> NoReturn:
    """Refuse `input()`, in the words of a kernel whose frontend cannot ask."""
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )
