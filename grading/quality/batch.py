"""Run many variants of an exercise inside one sandboxed process, each in a fork of its own.

A variant begins where it differs: everything before was run once, by the process that forks.
Time is processor time, so that a busy machine changes no verdict; see `quiet_time`.
Nothing here is imported but the standard library, because it runs between the author's cells.
Variants come from the author's own files: they may fail in any way, but they do not attack.
"""

import ast
import builtins
import contextlib
import io
import json
import math
import os
import random
import resource
import select
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from numbers import Real
from typing import Any, TypedDict

LEAST_TIME_S = 1.0
TIMES_REFERENCE = 10
# Python code is interrupted first; a process that does not come back is killed.
GRACE_S = 1.0
# What waits for something takes no processor time: the clock on the wall ends it, much later.
PATIENCE = 10
REFERENCE = "reference:"
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
        times_s: seconds by cell, without those in which no processor was free.
        memory_mb: most memory that the process took on top of what it began with, until each cell.
    """

    status: str
    scores: dict[str, float]
    errors: dict[str, str]
    times_s: dict[str, float]
    memory_mb: dict[str, float]


def nothing(status: str) -> Outcome:
    """Return the outcome of a run of which nothing but its status is known."""
    return Outcome(status=status, scores={}, errors={}, times_s={}, memory_mb={})


def run_batch(
    steps: list[Step], seeds: Sequence[int], memory_mb: int, cell_time_s: float
) -> dict[str, Outcome]:
    """Run the reference with each seed, then, with the first seed, every variant at its place.

    Returns:
        Outcomes by the variants' names; the reference's are under `reference:<seed>`.
    """
    names = new_names()
    outcomes = {}
    for seed in seeds:
        whole = Variant(
            name=f"{REFERENCE}{seed}",
            sources={},
            steps=list(range(len(steps))),
            stops=False,
            cell_time_s=cell_time_s,
            probe=[],
        )
        sow(seed)
        outcomes[whole["name"]] = in_fork(steps, whole, names, memory_mb, {})
    first = outcomes[f"{REFERENCE}{seeds[0]}"]
    places = [place for place, step in enumerate(steps) if step.get("variants")]
    if first["status"] != "full" or not places:
        return outcomes
    sow(seeds[0])
    for place, step in enumerate(steps[: places[-1] + 1]):
        for variant in step.get("variants", ()):
            outcomes[variant["name"]] = in_fork(steps, variant, names, memory_mb, first["times_s"])
        if place < places[-1]:  # What follows the last variants has served already.
            _try_cell(step["source"], names, cell_time_s)
    return outcomes


def sow(seed: int) -> None:
    """Seed `random` and, if it is loaded, `numpy.random`."""
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)


def run_variant(
    steps: list[Step], variant: Variant, names: dict[str, Any], times: dict[str, float]
) -> Outcome:
    """Run one variant; a cell that fails costs its own points and the next one begins."""
    outcome = nothing("full")
    positions = list(variant["steps"])
    in_use = _memory_in_use()
    if variant["probe"]:
        if not _build_parrot(steps[positions.pop(0)], variant, names):
            return nothing("skipped")
    for position in positions:
        step = steps[position]
        source = variant["sources"].get(str(position), step["source"])
        begin = quiet_time()
        error, value = _try_cell(source, names, cell_limit(variant, step["id"], times))
        outcome["times_s"][step["id"]] = quiet_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        outcome["memory_mb"][step["id"]] = max(0, peak - in_use) / MEGABYTE
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


def quiet_time() -> float:
    """Return seconds on a clock that stands still while this process waits for a processor.

    Source: sched-stats of the Linux kernel; the second number is nanoseconds on a run queue.
    """
    try:
        with open("/proc/self/schedstat", encoding="ascii") as file:
            waited = int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):
        waited = 0.0
    return time.perf_counter() - waited


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
    """Interrupt Python code that takes too much processor time.

    Raises:
        TimeoutError: in the code inside, when the time is over.
    """

    def ring(*_: object) -> None:
        raise TimeoutError(f"over {time_s:.1f} s")

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, time_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def in_fork(
    steps: list[Step],
    variant: Variant,
    names: dict[str, Any],
    memory_mb: int,
    times: dict[str, float],
) -> Outcome:
    """Run a variant in a forked process, which is killed when it does not come back."""
    cells = [steps[position]["id"] for position in variant["steps"]]
    longest = GRACE_S + sum(cell_limit(variant, cell, times) for cell in cells)
    reader, writer = os.pipe()
    state = random.getstate()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            random.setstate(state)  # Python seeds the generator anew in every fork.
            _limit_memory(memory_mb)
            _limit_time(longest)
            outcome = run_variant(steps, variant, names, times)
            os.write(writer, json.dumps(outcome).encode())
        finally:
            os._exit(0)
    os.close(writer)
    try:
        data = _read_all(reader, time.monotonic() + PATIENCE * longest)
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    try:
        found: Outcome = json.loads(data)
    except ValueError:
        return nothing("died")
    return found


def _read_all(reader: int, deadline: float) -> bytes:
    """Return what comes until the other side closes or the deadline is over."""
    data = b""
    while True:
        ready, _, _ = select.select([reader], [], [], max(0.0, deadline - time.monotonic()))
        chunk = os.read(reader, CHUNK) if ready else b""
        if not chunk:
            return data
        data += chunk


def _memory_in_use(field: int = 1) -> int:
    """Return bytes of resident memory (1) or of address space (0); proc(5), statm."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[field]) * resource.getpagesize()


def _limit_memory(memory_mb: int) -> None:
    """Let allocations fail before the walls' own watch would end the whole batch."""
    limit = _memory_in_use(0) + memory_mb * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_time(time_s: float) -> None:
    """Let the kernel end what native code keeps from being interrupted."""
    limit = math.ceil(time_s)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
