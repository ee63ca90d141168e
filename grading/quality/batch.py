"""Run many variants of an exercise inside one sandboxed process, each in a fork of its own.

A variant begins where it differs: everything before was run once, by the process that forks.
Nothing here is imported but the standard library, because it runs between the author's cells.
Variants come from the author's own files: they may fail in any way, but they do not attack.
"""

import ast
import builtins
import contextlib
import io
import json
import os
import random
import resource
import select
import signal
import time
from collections.abc import Callable, Iterator
from numbers import Real
from typing import Any, TypedDict

LEAST_TIME_S = 1.0
TIMES_REFERENCE = 10
# Python code is interrupted first; a process that does not come back is killed.
GRACE_S = 1.0
MEGABYTE = 2**20
CHUNK = 65536


class Step(TypedDict, total=False):
    """One code cell of an exercise.

    Attributes:
        id: the cell's id.
        source: what to run; of a solution the reference.
        points: what a check cell is worth; absent for other cells.
        variants: what else to do from this cell on.
    """

    id: str
    source: str
    points: float
    variants: list["Variant"]


class Variant(TypedDict):
    """Another way to go on from one cell.

    Attributes:
        name: its name.
        sources: other sources, by position of the cell in the exercise.
        steps: positions of the cells to run, in order.
        stops: whether the first failure ends it.
        cell_time_s: seconds for one cell; 0 for a multiple of what the reference needs.
        probe: visible tests, by which an answer is built that only knows what they reveal.
    """

    name: str
    sources: dict[str, str]
    steps: list[int]
    stops: bool
    cell_time_s: float
    probe: list[str]


class Outcome(TypedDict):
    """What became of a variant or of the reference.

    Attributes:
        status: `full` (every check that ran passed), `lost`, `died` (killed or out of memory) or
            `skipped` (a probe that knows nothing).
        scores: earned points by check.
        errors: failures as `Name: message`, by cell.
        times_s: seconds by cell.
    """

    status: str
    scores: dict[str, float]
    errors: dict[str, str]
    times_s: dict[str, float]


def run_batch(steps: list[Step], memory_mb: int, cell_time_s: float) -> dict[str, Outcome]:
    """Run the reference once, then every variant at its place.

    Returns:
        Outcomes by the variants' names; the reference's is under "".
    """
    names = new_names()
    everything = list(range(len(steps)))
    whole = Variant(
        name="", sources={}, steps=everything, stops=False, cell_time_s=cell_time_s, probe=[]
    )
    outcomes = {"": in_fork(lambda: run_variant(steps, whole, names, {}), whole, memory_mb, {})}
    if outcomes[""]["status"] != "full":
        return outcomes
    times = outcomes[""]["times_s"]
    for step in steps:
        for variant in step.get("variants", ()):
            work = _work(steps, variant, names, times)
            outcomes[variant["name"]] = in_fork(work, variant, memory_mb, times)
        _try_cell(step["source"], names, cell_time_s)
    return outcomes


def _work(
    steps: list[Step], variant: Variant, names: dict[str, Any], times: dict[str, float]
) -> Callable[[], Outcome]:
    return lambda: run_variant(steps, variant, names, times)


def run_variant(
    steps: list[Step], variant: Variant, names: dict[str, Any], times: dict[str, float]
) -> Outcome:
    """Run one variant; a cell that fails costs its own points and the next one begins."""
    outcome = Outcome(status="full", scores={}, errors={}, times_s={})
    positions = list(variant["steps"])
    if variant["probe"]:
        if not _build_parrot(steps[positions.pop(0)], variant, names):
            return Outcome(status="skipped", scores={}, errors={}, times_s={})
    for position in positions:
        step = steps[position]
        source = variant["sources"].get(str(position), step["source"])
        begin = time.perf_counter()
        error, value = _try_cell(source, names, cell_limit(variant, step["id"], times))
        outcome["times_s"][step["id"]] = time.perf_counter() - begin
        if error:
            outcome["errors"][step["id"]] = error
        points = step.get("points")
        if points is not None:
            earned = 0.0 if error else score(value, points)
            outcome["scores"][step["id"]] = earned
            if earned < points:
                outcome["status"] = "lost"
        if error:
            outcome["status"] = "lost"
        if outcome["status"] == "lost" and variant["stops"]:
            break
    return outcome


def _build_parrot(step: Step, variant: Variant, names: dict[str, Any]) -> bool:
    from grading.quality.parrot import teach

    before = dict(names)
    with silence():
        run_cell(step["source"], names)
        return teach(names, before, variant["probe"])


def cell_limit(variant: Variant, cell: str, times: dict[str, float]) -> float:
    """Return the seconds that a cell of a variant may take."""
    return variant["cell_time_s"] or LEAST_TIME_S + TIMES_REFERENCE * times.get(cell, 0.0)


def score(value: object, points: float) -> float:
    """Return the points that the last value of a check cell earns.

    Source: nbgrader/utils.py, determine_grade: a number is a score, anything else is all points.
    As in grading, a number of NumPy is one too, whose text nbgrader cannot read.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        return points
    return min(float(value), points)


def _try_cell(source: str, names: dict[str, Any], time_s: float) -> tuple[str, object]:
    """Run a cell; return the error's text, empty if there was none, and the last value."""
    try:
        with silence(), alarm(time_s):
            return "", run_cell(source, names)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"[:500], None


def run_cell(source: str, names: dict[str, Any]) -> object:
    """Run a cell as a notebook does; return the value of its last expression, or None."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102 - it is the program's purpose
        return None
    tree.body.pop()
    exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102 - as above
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307


def new_names() -> dict[str, Any]:
    """Return the namespace in which a notebook begins."""
    return {"__name__": "__main__", "__builtins__": builtins, "display": lambda *_: None}


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Drop what cells print."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


@contextlib.contextmanager
def alarm(time_s: float) -> Iterator[None]:
    """Interrupt Python code that takes too long.

    Raises:
        TimeoutError: in the code inside, when the time is over.
    """

    def ring(*_: object) -> None:
        raise TimeoutError(f"over {time_s:.1f} s")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, time_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def in_fork(
    work: Callable[[], Outcome], variant: Variant, memory_mb: int, times: dict[str, float]
) -> Outcome:
    """Do something in a forked process, which is killed when it does not come back."""
    longest = sum(cell_limit(variant, cell, times) for cell in times) or 3600.0
    reader, writer = os.pipe()
    state = random.getstate()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            random.setstate(state)  # Python seeds the generator anew in every fork.
            _limit_memory(memory_mb)
            os.write(writer, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    try:
        data = _read_all(reader, time.monotonic() + longest + GRACE_S)
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    try:
        outcome: Outcome = json.loads(data)
    except ValueError:
        return Outcome(status="died", scores={}, errors={}, times_s={})
    return outcome


def _read_all(reader: int, deadline: float) -> bytes:
    """Return what comes until the other side closes or the deadline is over."""
    data = b""
    while True:
        ready, _, _ = select.select([reader], [], [], max(0.0, deadline - time.monotonic()))
        chunk = os.read(reader, CHUNK) if ready else b""
        if not chunk:
            return data
        data += chunk


def _limit_memory(memory_mb: int) -> None:
    """Let allocations fail before the walls' own watch would end the whole batch."""
    with open("/proc/self/statm", encoding="ascii") as file:
        in_use = int(file.read().split()[0]) * resource.getpagesize()
    limit = in_use + memory_mb * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
