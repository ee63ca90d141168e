"""A student's process that takes cells one by one, for as long as somebody talks to it."""

import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from grading.sandbox.conversation import exchange
from grading.sandbox.crew import Crew
from grading.sandbox.messages import cell_to_message, result_from_message
from grading.sandbox.parent import Link
from grading.sandbox.program import Cell, CellResult, Limits, Program
from grading.sandbox.verdict import limit_of_error

_MAX_BYTES = 128 * 2**20


class Session:
    """One walled process; cells run in it in the order in which they are given.

    Args:
        link: an open program of a warm parent.
        program: its files, seed and execution; its cells are not run.
        limits: what the process may use.
        required: protections that must stand around it.
        on_close: called once, when the process has ended.

    Raises:
        PlatformError: the process did not start.
        WallError: a required wall does not stand.
    """

    def __init__(
        self,
        link: Link,
        program: Program,
        limits: Limits,
        required: frozenset[str],
        on_close: Callable[[], None],
    ) -> None:
        self._crew = Crew(link, program, limits, required)
        self._link = link
        self._limits = limits
        self._on_close = on_close
        self._count = 0
        self._lock = threading.Lock()
        self._is_closed = False
        try:
            self._crew.assemble(with_judge=False)
        except BaseException:
            self.close()
            raise

    @property
    def is_alive(self) -> bool:
        """Whether the process can run another cell."""
        process = self._crew.student.process
        return process is not None and not process.is_dead()

    def run(self, source: str) -> CellResult:
        """Run one cell; a cell that ends the process has the status `limit`."""
        process = self._crew.student.process
        cell = Cell(f"cell-{self._count}", "student", source)
        if process is None:
            return CellResult(cell.id, "not-run")
        request = {"op": "run", "cell": cell_to_message(cell), "index": self._count}
        self._count += 1
        deadline = min(time.monotonic() + self._limits.wall_time_s, self._crew.deadline)
        outcome = exchange({process: request}, deadline, _MAX_BYTES)
        answer = outcome.answers.get(process)
        if answer is None:
            limit = self._crew.bury(0, self._crew.student, outcome)
            return CellResult(cell.id, "limit", wall_time_s=outcome.wall_time_s, limit=limit)
        result = result_from_message(answer, cell.id, self._limits.output_kb, outcome.wall_time_s)
        late = self._crew.late_limit() if outcome.is_late else None
        limit = late or limit_of_error(result.error, self._limits)
        return replace(result, status="limit", limit=limit) if limit else result

    def interrupt(self) -> None:
        """Interrupt the cell that runs; nothing happens between cells."""
        process = self._crew.student.process
        if process is not None:
            process.signal(signal.SIGINT)

    def kill(self) -> None:
        """End the process at once; the cell that runs has the status `limit`."""
        process = self._crew.student.process
        if process is not None:
            process.signal(signal.SIGKILL)

    def close(self) -> Mapping[str, bytes]:
        """End the process and return the files that its cells wrote or changed."""
        with self._lock:
            if self._is_closed:
                return {}
            self._is_closed = True
        try:
            if self.is_alive:
                self._crew.dismiss(self._crew.student)
        finally:
            self._crew.close()
            self._link.close()
            self._on_close()
        return self._crew.files or {}
