"""What is run and what comes back: the nouns that every part of the sandbox shares.

A `Program` goes in, a `RunResult` comes out. Two processes serve one program: the *student*
process runs the cells as the student sees them; the *judge* process runs the graded checks.
Which cell runs where:

========== ======================= ============================================================
kind       student process         judge process
========== ======================= ============================================================
`given`    `source`                `source`
`student`  `source`                nothing
`check`    serves the judge        `source`, when `mode` is `judged`; then the names that
                                   `visible_source` binds go over to the student
`check`    `visible_source`; a     drives the rewritten `source` in the second student and
           second student (replay) verifies what comes back, when `sealed`
           gets `source` at its
           place
========== ======================= ============================================================

What the client says to the two drivers, and when: `grading.sandbox.driver`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

CellKind = Literal["given", "student", "check"]
CheckMode = Literal["judged", "sealed"]
CellStatus = Literal["ok", "error", "limit", "not-run"]
Role = Literal["student", "judge"]
LimitName = Literal[
    "wall_time", "total_time", "memory", "scratch", "output", "processes", "open_files", "crash"
]


@dataclass(frozen=True)
class Limits:
    """What one program may use; a breach costs the cell, never the cells before it.

    Attributes:
        wall_time_s: seconds that one cell may take.
        total_time_s: seconds that the whole program may take, replays included.
        memory_mb: megabytes (2**20 bytes) that each process tree may use on top of the warm
            parent's pages.
        scratch_mb: megabytes of files in the scratch folder.
        output_kb: kilobytes (2**10 bytes) of outputs that one cell may show; more is cut.
        processes: processes and threads that may live at once, the cell's own included.
        open_files: descriptors that one process may hold.
    """

    wall_time_s: float = 10.0
    total_time_s: float = 120.0
    memory_mb: int = 512
    scratch_mb: int = 64
    output_kb: int = 1024
    processes: int = 32
    open_files: int = 256


@dataclass(frozen=True)
class CheckPolicy:
    """How the judge resolves names in one check cell; derived from a run of the solution.

    Only the drivers read it; for the client it is data that travels with the cell.

    Attributes:
        values: JSON-compatible settings by name.
    """

    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """One cell of a program.

    Attributes:
        id: stable name of the cell, unique in its program.
        kind: `given` (instructor's), `student` or `check` (graded tests).
        source: what is run; of a check cell the whole test, hidden part included.
        visible_source: what the student's process runs in place of a check cell; "" = nothing.
        mode: where a check cell runs; of no meaning for other kinds.
        policy: how names in a check cell are resolved.
    """

    id: str
    kind: CellKind
    source: str
    visible_source: str = ""
    mode: CheckMode = "judged"
    policy: CheckPolicy | None = None


@dataclass(frozen=True)
class Program:
    """Cells to run in order, with the files that they find in their working folder.

    Attributes:
        cells: the cells, in notebook order.
        files: content by relative POSIX path; what the student process finds in its scratch.
        judge_files: the same for the judge process (the instructor's files alone); None means
            the same files as the student's.
        seed: seed of `random` and `numpy.random` in both processes.
        execution: value of `NBGRADER_EXECUTION` in both processes.
        sitting: programs of the same sitting have the same given and check cells, so that one
            judge process may serve those with the same files and limits one after the other; ""
            asks for a judge of its own.
    """

    cells: tuple[Cell, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    judge_files: Mapping[str, bytes] | None = None
    seed: int = 0
    execution: str = "autograde"
    sitting: str = ""


@dataclass(frozen=True)
class LimitHit:
    """A limit that a cell broke; `value` is the limit itself, in `unit`.

    `crash` (unit `signal` or `exit`) is told when the interpreter died and no measured limit
    explains it.
    """

    which: LimitName
    value: float
    unit: str


@dataclass(frozen=True)
class ErrorInfo:
    """The exception that ended a cell, as nbformat's `error` output tells it.

    Attributes:
        ename: name of the exception's class.
        evalue: its message; of a failed assertion the author's words.
        traceback: nbformat's traceback lines; of a check cell the visible line at most.
        expected: short repr of what a visible comparison expected; "" when not known.
        got: short repr of what it got from the student; "" when not known.
    """

    ename: str
    evalue: str
    traceback: tuple[str, ...] = ()
    expected: str = ""
    got: str = ""


@dataclass(frozen=True)
class CellResult:
    """What became of one cell.

    Attributes:
        id: the cell's id.
        status: `ok`, `error` (it raised), `limit` (it broke a limit) or `not-run`.
        outputs: nbformat v4 output dictionaries.
        execution_count: the number that Jupyter shows beside the cell.
        error: the exception, when there was one.
        value: value of the last expression when it is a real number (partial credit).
        assertions: how many assertions a check cell evaluated.
        wall_time_s: seconds that the cell took.
        memory_mb: megabytes in use after the cell, on top of the warm parent's.
        limit: the limit that was hit; set as well on an `ok` cell whose output was cut.
    """

    id: str
    status: CellStatus
    outputs: tuple[dict[str, Any], ...] = ()
    execution_count: int | None = None
    error: ErrorInfo | None = None
    value: float | None = None
    assertions: int = 0
    wall_time_s: float = 0.0
    memory_mb: float = 0.0
    limit: LimitHit | None = None


@dataclass(frozen=True)
class Flag:
    """Something that honest work does not do, with what was seen.

    Attributes:
        kind: short stable name, such as `equal-to-everything`.
        cell_id: the cell in which it was seen; "" when no single cell is to blame.
        evidence: what was seen, in one sentence for the instructor.
    """

    kind: str
    cell_id: str
    evidence: str


@dataclass(frozen=True)
class Usage:
    """What a whole program used, over all its processes."""

    wall_time_s: float = 0.0
    cpu_time_s: float = 0.0
    peak_memory_mb: float = 0.0


@dataclass(frozen=True)
class RunResult:
    """What became of a program: one result a cell, in the program's order.

    Attributes:
        cells: the results.
        files: what the student process wrote or changed in its scratch, by relative path.
        flags: what the drivers and the walls noticed.
        usage: time and memory.
    """

    cells: tuple[CellResult, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    usage: Usage = field(default_factory=Usage)
