"""The fork server as its users see it: one object, many programs, from many threads."""

import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from grading.errors import PlatformError
from grading.sandbox.environment import Environment
from grading.sandbox.parent import Link, ParentGone, WarmParent
from grading.sandbox.program import Limits, Program, RunResult
from grading.sandbox.run import run_program
from grading.sandbox.session import Session
from grading.sandbox.settings import read_walls
from grading.sandbox.walls import Walls

_GROWTH_PERIOD = 100


class ForkServer:
    """A warm parent that is started when first needed and replaced when it is worn or dead.

    Args:
        environment: what the warm parent imports.
        walls: which walls to raise and which are required; None reads the operator's settings.
        recycle_after: programs after which the parent is replaced.
        growth_mb: megabytes by which the parent may grow before it is replaced.

    Example:
        with ForkServer(Environment(packages=("numpy",))) as server:
            result = server.run(Program(cells=(Cell("a", "student", "print(1)"),)))
    """

    def __init__(
        self,
        environment: Environment | None = None,
        walls: Walls | None = None,
        recycle_after: int = 2000,
        growth_mb: float = 128.0,
    ) -> None:
        self.environment = environment or Environment()
        self.walls = walls or read_walls()
        self._recycle_after = recycle_after
        self._growth_mb = growth_mb
        self._lock = threading.Lock()
        self._parent: WarmParent | None = None
        self._first_memory_mb = 0.0
        self._is_closed = False

    def __enter__(self) -> Self:
        """Start the warm parent."""
        with self._lock:
            self._current()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the server."""
        self.close()

    @property
    def versions(self) -> Mapping[str, str]:
        """Version by name of the interpreter and of the packages that programs find."""
        with self._lock:
            return self._current().versions()

    @property
    def missing(self) -> Mapping[str, str]:
        """Why a wall is missing on this machine, by the wall's name."""
        with self._lock:
            return self._current().missing

    def begin(self) -> None:
        """Start the warm parent without waiting for it; what runs first waits.

        Raises:
            PlatformError: the server is closed, or the parent cannot be started.
        """
        with self._lock:
            if self._is_closed:
                raise PlatformError("the fork server is closed")
            if self._parent is None:
                self._parent = WarmParent(self.environment, self.walls)

    def run(self, program: Program, limits: Limits | None = None) -> RunResult:
        """Run a program in fresh walled processes; several threads may do so at once.

        Args:
            program: what to run.
            limits: what it may use.

        Raises:
            PlatformError: the platform failed; run the program again.
            WallError: a required wall cannot be raised.
        """
        parent, link = self._open()
        is_clean = False
        try:
            result = run_program(
                link, program, limits or Limits(), self.walls.required, parent.sittings
            )
            is_clean = True
            return result
        except ParentGone:
            self._retire(parent)
            raise
        finally:
            if is_clean:
                parent.keep(link)
            else:
                link.close()
            self._give_back(parent)

    def session(self, program: Program, limits: Limits | None = None) -> Session:
        """Open a walled process that takes cells one by one; close it when done.

        Args:
            program: files, seed and execution of the process; it has no cells of its own.
            limits: what the process may use.

        Raises:
            PlatformError: the platform failed.
            WallError: a required wall cannot be raised.
        """
        parent, link = self._open()
        return Session(
            link,
            program,
            limits or Limits(),
            self.walls.required,
            on_close=lambda: self._give_back(parent),
        )

    def close(self) -> None:
        """End the warm parent and every program that still runs."""
        with self._lock:
            self._is_closed = True
            parent, self._parent = self._parent, None
        if parent is not None:
            parent.close()

    def _current(self) -> WarmParent:
        """Return the parent, started if need be; the caller holds the lock."""
        if self._is_closed:
            raise PlatformError("the fork server is closed")
        if self._parent is None:
            self._parent = WarmParent(self.environment, self.walls)
        parent = self._parent
        if not parent.is_ready:
            try:
                parent.wait()
                self._first_memory_mb = parent.memory_mb()
            except BaseException:
                self._parent = None
                parent.close()
                raise
        return parent

    def _open(self) -> tuple[WarmParent, Link]:
        """Open a program; a parent that has died since the last one is replaced unseen."""
        while True:
            with self._lock:
                parent = self._current()
                parent.users += 1
                parent.programs += 1
            try:
                return parent, parent.open()
            except ParentGone:
                self._retire(parent)
                self._give_back(parent)

    def _give_back(self, parent: WarmParent) -> None:
        """Note that a program is over; close a parent that no one uses any more."""
        if parent is self._parent and self._is_worn(parent):
            self._retire(parent)
        with self._lock:
            parent.users -= 1
            is_unused = parent is not self._parent and parent.users == 0
        if is_unused:
            parent.close()

    def _retire(self, parent: WarmParent) -> None:
        """Let programs to come use a new parent."""
        with self._lock:
            if self._parent is parent:
                self._parent = None

    def _is_worn(self, parent: WarmParent) -> bool:
        if parent.programs >= self._recycle_after:
            return True
        if parent.programs % _GROWTH_PERIOD:
            return False
        try:
            return parent.memory_mb() > self._first_memory_mb + self._growth_mb
        except ParentGone:
            return True
