"""Keeps the platform's programs running, and ends every process that they left when it stops."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grading.errors import EnactError

STOP_TIMEOUT_S = 20.0
LONGEST_PAUSE_S = 30.0
STEADY_S = 60.0
LOG_TAIL_LINES = 15
TRIES = 3
STRAY_TIMEOUT_S = 2.0
# prctl(2)
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


class StartError(EnactError):
    """A program of the platform does not start."""


@dataclass(frozen=True)
class Program:
    """One program to keep running.

    Attributes:
        name: name in messages and of its log file.
        command: arguments, the executable first.
        environment: its whole environment.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)


class Supervisor:
    """Starts programs, starts those again that end, and stops them in a chosen order."""

    def __init__(self, logs: Path, say: Callable[[str], None], *, verbose: bool = False) -> None:
        self.logs = logs
        self.say = say
        self.verbose = verbose
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._running: dict[str, asyncio.subprocess.Process] = {}
        # Held while a program is started, so that a new one is never taken for a stray.
        self._starting = asyncio.Lock()
        self._is_ready = False
        self._is_stopping = False
        logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Orphans of the programs become our children, so that none can outlive the platform.
        _prctl(PR_SET_CHILD_SUBREAPER, 1)

    def start(self, program: Program) -> None:
        """Start a program and keep it running."""
        self._tasks[program.name] = asyncio.create_task(self._keep(program))

    async def until_ready(self, is_ready: Callable[[], bool], timeout_s: float) -> None:
        """Wait until the platform answers.

        Raises:
            StartError: a program ended for the third time or the time is over; shows its log.
        """
        deadline = time.monotonic() + timeout_s
        while not await asyncio.to_thread(is_ready):
            failed = [task for task in self._tasks.values() if task.done()]
            for task in failed:
                task.result()
            if time.monotonic() > deadline:
                missing = ", ".join(sorted(self._tasks))
                raise StartError(f"Not ready after {timeout_s:.0f} s ({missing}): {self.logs}")
            await asyncio.sleep(0.1)
        self._is_ready = True

    async def stop(self, order: Sequence[str]) -> None:
        """Stop the programs one after the other, then end whatever is left of them."""
        self._is_stopping = True
        for name in order:
            process = self._running.get(name)
            if process is not None:
                await _end(process)
            task = self._tasks.get(name)
            if task is not None:
                task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await _end_strays(set())

    async def _keep(self, program: Program) -> None:
        pause_s, early_ends = 1.0, 0
        while not self._is_stopping:
            started = time.monotonic()
            code = await self._run(program)
            if self._is_stopping:
                return
            async with self._starting:
                await _end_strays(set(self.running.values()))
            tail = self.log_tail(program.name)
            early_ends += not self._is_ready
            if early_ends == TRIES:
                raise StartError(f"{program.name} does not start (exit status {code}):\n{tail}")
            if self._is_ready:
                self.say(f"{program.name} ended (exit status {code}); starting it again\n{tail}")
            if time.monotonic() - started > STEADY_S:
                pause_s = 1.0
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def _run(self, program: Program) -> int:
        log = None if self.verbose else self._log_path(program.name).open("ab")
        try:
            async with self._starting:
                process = await asyncio.create_subprocess_exec(
                    *program.command,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=dict(program.environment),
                    # Ctrl-C reaches us alone; we stop them in order.
                    start_new_session=True,
                    preexec_fn=_end_with_parent,
                )
                self._running[program.name] = process
        finally:
            if log:
                log.close()
        try:
            return await process.wait()
        finally:
            if process.returncode is not None:
                self._running.pop(program.name, None)

    @property
    def running(self) -> dict[str, int]:
        """Process ids of the programs that run now, by name."""
        return {name: process.pid for name, process in self._running.items()}

    def log_tail(self, name: str) -> str:
        """Return the last lines that a program logged."""
        path = self._log_path(name)
        text = path.read_text(errors="replace") if path.is_file() else ""
        return "\n".join(f"  {line}" for line in text.splitlines()[-LOG_TAIL_LINES:])

    def _log_path(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def _end_with_parent() -> None:
    # A hub script that was started with & ignores SIGINT, and would pass that on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT_S)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _end_strays(keep: set[int]) -> None:
    """End processes that a program left behind: they are our children by now."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + STRAY_TIMEOUT_S
        while (strays := _children() - keep) and time.monotonic() < deadline:
            for pid in strays:
                _signal(pid, number)
                _reap(pid)
            await asyncio.sleep(0.05)


def _children() -> set[int]:
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        # A thread may end between being listed and being read.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found.update(map(int, (task / "children").read_text().split()))
    return found


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _reap(pid: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
