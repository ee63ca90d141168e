"""Decides for each check cell where it runs and what it may do, from runs of the solution.

The solution is run with every check judged, while the judge writes down what each one needed; with
every check sealed, which is the notebook's own truth; and once more with the plan, which must give
that truth. A check that cannot be judged to the same result is sealed.
"""

import builtins
import json
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from grading.sandbox.names import CellNames, analyse, visible_names
from grading.sandbox.policy import write_policy
from grading.sandbox.program import Cell, CellResult, CheckPolicy, Program, RunResult

LEARNED = "learned"
_LESSONS = ("objects", "operations", "changes", "empty", "unusual", "draws", "data")


@dataclass(frozen=True)
class Plan:
    """The plan of a program.

    Attributes:
        cells: the program's cells; each check with its mode and policy.
        reasons: why a check is sealed, or how it is judged, in words, by cell id.
        failures: result of each check that the solution itself does not pass, by cell id.
    """

    cells: tuple[Cell, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    failures: Mapping[str, CellResult] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sight:
    """What the cells before a check say about the names in it."""

    fetch: frozenset[str]
    shared: frozenset[str]
    modules: Mapping[str, str]
    imports: Mapping[str, str]
    given: frozenset[str]
    hands: frozenset[str]
    definitions: str


def default_plan(program: Program) -> Plan:
    """Return a plan where no solution can be run: all judged, by the safe default."""
    cells = tuple(
        replace(cell, mode="judged", policy=None) if cell.kind == "check" else cell
        for cell in program.cells
    )
    reason = "judged by the safe default: no solution was run"
    return Plan(cells, {cell.id: reason for cell in cells if cell.kind == "check"})


def learning_program(program: Program, fetch: Mapping[str, Collection[str]] = {}) -> Program:
    """Return the program of a solution with every check judged and allowed everything.

    Args:
        program: the solution.
        fetch: further names to take from the student, by check.
    """
    sights = _look(program.cells)
    cells = []
    for cell in program.cells:
        if cell.kind == "check":
            policy = _policy(sights[cell.id], {}, fetch.get(cell.id, ()), learning=True)
            cell = replace(cell, mode="judged", policy=policy)
        cells.append(cell)
    return replace(program, cells=tuple(cells))


def make_plan(
    program: Program,
    result: RunResult,
    fetch: Mapping[str, Collection[str]] = {},
) -> tuple[Cell, ...]:
    """Return the cells with the policies that a run of `learning_program` gave.

    Args:
        program: the solution.
        result: the run; a check that failed in it is sealed.
        fetch: what was given to `learning_program`.
    """
    sights = _look(program.cells)
    lessons = lessons_of(result)
    status = {found.id: found.status for found in result.cells}
    cells = []
    for cell in program.cells:
        if cell.kind == "check":
            learned = lessons.get(cell.id, {})
            policy = _policy(sights[cell.id], learned, fetch.get(cell.id, ()))
            mode = "judged" if status.get(cell.id) == "ok" and learned else "sealed"
            cell = replace(cell, mode=mode, policy=policy)  # type: ignore[arg-type]
        cells.append(cell)
    return tuple(cells)


def lessons_of(result: RunResult) -> dict[str, dict[str, Any]]:
    """Return what the checks of a learning run did, by cell id."""
    found = {}
    for flag in result.flags:
        if flag.kind == LEARNED:
            try:
                found[flag.cell_id] = json.loads(flag.evidence)
            except ValueError:
                continue  # Too long to travel: such a check is sealed.
    return found


def find_plan(program: Program, run: Callable[[Program], RunResult]) -> Plan:
    """Run a solution until it is known where each of its checks can be judged.

    Args:
        program: the solution, with its checks.
        run: runs a program between the walls; two at once.
    """
    checks = [cell for cell in program.cells if cell.kind == "check"]
    if not checks:
        return Plan(program.cells)
    with ThreadPoolExecutor(1) as beside:
        learning = beside.submit(run, learning_program(program))
        sealed_run = run(_all_sealed(program))
        first = learning.result()
    truth = {result.id: result for result in sealed_run.cells}
    wrong = _different(checks, first, truth)
    fetch: dict[str, frozenset[str]] = {}
    if wrong:
        sights = _look(program.cells)
        fetch = {cell.id: sights[cell.id].given for cell in checks if cell.id in wrong}
        second = run(learning_program(program, fetch))
        first = _merge(first, second, wrong)
        wrong = _different(checks, first, truth)
    cells = _seal(_open(make_plan(program, first, fetch)), wrong, sealed_run)
    trial = run(replace(program, cells=cells))
    late = _different(checks, trial, truth) | {flag.cell_id for flag in trial.flags}
    cells = _seal(cells, {name for name in late if name not in wrong}, sealed_run)
    failures = {cell.id: truth[cell.id] for cell in checks if truth[cell.id].status != "ok"}
    reasons = {cell.id: _reason(cell, first, cell.id in late - wrong) for cell in cells}
    return Plan(cells, {cell.id: reasons[cell.id] for cell in checks}, failures)


def seal_all(program: Program, run: Callable[[Program], RunResult]) -> tuple[Cell, ...]:
    """Return the cells of a solution with every check sealed, as `find_plan` would seal it.

    Args:
        program: the solution, with its checks.
        run: runs a program between the walls.
    """
    sights = _look(program.cells)
    checks = {cell.id for cell in program.cells if cell.kind == "check"}
    cells = tuple(
        replace(cell, policy=_policy(sights[cell.id], {}, ())) if cell.id in checks else cell
        for cell in program.cells
    )
    return _seal(cells, checks, run(_all_sealed(program)))


def _open(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the cells with every check judged, also those that the solution itself fails."""
    return tuple(replace(cell, mode="judged") for cell in cells)


def _all_sealed(program: Program) -> Program:
    """Return the program with every check run where the solution is."""
    sights = _look(program.cells)
    cells = tuple(
        replace(cell, mode="sealed", policy=_policy(sights[cell.id], {}, (), learning=True))
        if cell.kind == "check"
        else cell
        for cell in program.cells
    )
    return replace(program, cells=cells)


def _different(checks: list[Cell], result: RunResult, truth: Mapping[str, CellResult]) -> set[str]:
    """Return the checks whose outcome is not the one that the notebook itself gives."""
    found = {part.id: part for part in result.cells}
    return {
        cell.id
        for cell in checks
        if (found[cell.id].status == "ok", found[cell.id].value)
        != (truth[cell.id].status == "ok", truth[cell.id].value)
    }


def _merge(first: RunResult, second: RunResult, names: set[str]) -> RunResult:
    """Return the first run with the results and lessons of some checks taken from the second."""
    by_id = {part.id: part for part in second.cells}
    cells = tuple(by_id[part.id] if part.id in names else part for part in first.cells)
    flags = [flag for flag in first.flags if flag.cell_id not in names]
    flags += [flag for flag in second.flags if flag.cell_id in names]
    return replace(first, cells=cells, flags=tuple(flags))


def _seal(cells: tuple[Cell, ...], names: set[str], sealed_run: RunResult) -> tuple[Cell, ...]:
    """Return the cells with these checks sealed; what their comparisons saw goes with them."""
    lessons = lessons_of(sealed_run)
    changed = []
    for cell in cells:
        if cell.kind == "check" and (cell.id in names or cell.mode == "sealed"):
            values = {**(cell.policy.values if cell.policy else {}), "known": True}
            values["data"] = lessons.get(cell.id, {}).get("data", [])
            values["unusual"] = lessons.get(cell.id, {}).get("unusual", [])
            cell = replace(cell, mode="sealed", policy=CheckPolicy(values))
        changed.append(cell)
    return tuple(changed)


def _reason(cell: Cell, learned: RunResult, was_late: bool) -> str:
    if cell.mode == "judged":
        objects = lessons_of(learned).get(cell.id, {}).get("objects", [])
        if objects:
            return f"judged; objects stay with the student: {', '.join(sorted(objects)[:5])}"
        return "judged; uses data and functions only"
    result = next((part for part in learned.cells if part.id == cell.id), None)
    if was_late:
        return "sealed; the solution passes only when its objects may do more than a plan allows"
    if result is not None and result.error is not None:
        what = f"{result.error.ename}: {result.error.evalue}"[:200].rstrip(": ")
        return f"sealed; judged apart from the student's process the solution fails ({what})"
    return "sealed; judged apart from the student's process the solution scores differently"


def _policy(
    sight: _Sight, learned: Mapping[str, Any], fetch: Collection[str], learning: bool = False
) -> CheckPolicy:
    return write_policy(
        known=not learning,
        learning=learning,
        fetch=sight.fetch | set(fetch),
        shared=sight.shared,
        hands=sight.hands,
        definitions=sight.definitions,
        modules={**learned.get("modules", {}), **sight.modules},
        imports=sight.imports,
        **{name: learned.get(name, ()) for name in _LESSONS},
    )


def _look(cells: tuple[Cell, ...]) -> dict[str, _Sight]:
    """Return for each check what the cells before it bind, import and read."""
    sights: dict[str, _Sight] = {}
    last: dict[str, str] = {}
    owned: set[str] = set()
    data: set[str] = set()
    inner: set[str] = set()
    modules: dict[str, str] = {}
    imports: dict[str, str] = {}
    for cell in cells:
        names = analyse(cell.source)
        if cell.kind == "check":
            hands, text = visible_names(cell.source, cell.visible_source)
            sight = _sight(names, last, owned, data, inner, modules, imports)
            sights[cell.id] = replace(sight, hands=hands, definitions=text)
            visible = analyse(cell.visible_source)
            last |= dict.fromkeys(visible.bound, "check")
            owned |= names.bound
            continue
        last |= dict.fromkeys(names.bound, cell.kind)
        if cell.kind == "given":
            owned |= names.bound
            data |= names.bound - names.definitions
        else:
            inner |= names.inner
            modules |= names.modules
            imports |= names.imports
    return sights


def _sight(
    names: CellNames,
    last: Mapping[str, str],
    owned: set[str],
    data: set[str],
    inner: set[str],
    modules: Mapping[str, str],
    imports: Mapping[str, str],
) -> _Sight:
    students = {name for name, kind in last.items() if kind == "student"}
    hiding = {name for name in students if name in owned or hasattr(builtins, name)}
    return _Sight(
        fetch=frozenset(hiding - set(modules) - set(imports)),
        shared=frozenset((names.bound | names.deleted) & inner),
        modules={name: module for name, module in modules.items() if name in students},
        imports={name: place for name, place in imports.items() if name in students},
        given=frozenset(data),
        hands=frozenset(),
        definitions="",
    )
