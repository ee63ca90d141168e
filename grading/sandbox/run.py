"""The life of one program: cell after cell, each where it belongs, and one result each."""

import time
from dataclasses import replace

from grading.sandbox.conversation import Exchange
from grading.sandbox.crew import Crew, Seat
from grading.sandbox.messages import result_from_message
from grading.sandbox.parent import Link
from grading.sandbox.program import Cell, CellResult, LimitHit, Limits, Program, RunResult, Usage
from grading.sandbox.sitting import Sittings
from grading.sandbox.verdict import limit_of_error


def run_program(
    link: Link,
    program: Program,
    limits: Limits,
    required: frozenset[str],
    sittings: Sittings | None = None,
) -> RunResult:
    """Run a program once and end every process of it.

    Args:
        link: an open program of a warm parent.
        program: what to run.
        limits: what it may use.
        required: protections that must stand around each child.
        sittings: judges that serve several programs.

    Raises:
        PlatformError: the platform failed; nothing is known of the program.
        WallError: a required wall does not stand.
    """
    crew = Crew(link, program, limits, required, sittings)
    try:
        results = _Cells(crew, program, limits).run()
    finally:
        crew.close()
    usage = Usage(
        wall_time_s=time.monotonic() - crew.start,
        cpu_time_s=sum(end.cpu_time_s for end in crew.ends),
        peak_memory_mb=max((end.peak_memory_mb for end in crew.ends), default=0.0),
    )
    return RunResult(tuple(results), crew.files or {}, tuple(crew.flags), usage)


class _Cells:
    """Runs the cells of a program with a crew."""

    def __init__(self, crew: Crew, program: Program, limits: Limits) -> None:
        self._crew = crew
        self._program = program
        self._limits = limits

    def run(self) -> list[CellResult]:
        """Run all cells: a first pass in order, then the sealed checks in a replay."""
        cells = self._program.cells
        self._crew.assemble(with_judge=any(cell.kind == "check" for cell in cells))
        results = [self._run_cell(index) for index in range(len(cells))]
        # A student that died in the last cell is rebuilt for the files of the cells before.
        self._crew.reach(self._crew.student, len(cells))
        sealed = [n for n, cell in enumerate(cells) if _is_sealed(cell)]
        if sealed:
            self._crew.dismiss(self._crew.student)
        for index in sealed:
            results[index] = self._out_of_time(cells[index]) or self._run_check(index)
        self._crew.dismiss(self._crew.student, self._crew.judge)
        return results

    def _run_cell(self, index: int) -> CellResult:
        """Run one cell of the first pass, wherever its kind says."""
        cell = self._program.cells[index]
        out_of_time = self._out_of_time(cell)
        if out_of_time:
            return out_of_time
        if cell.kind == "check":
            result = CellResult(cell.id, "not-run")
            if cell.mode == "judged":
                result = self._run_check(index)
            # Where the judge could not hand it over: the visible part, whose errors cost nothing.
            self._crew.reach(self._crew.student, index + 1)
            return result
        if cell.kind == "given" and self._crew.judge.process is not None:
            return self._run_given(index)
        return self._run_student(index)

    def _run_student(self, index: int) -> CellResult:
        seat = self._crew.student
        student = self._crew.reach(seat, index)
        if student is None:
            return self._lost(index)
        outcome = self._crew.ask(index, {student: self._crew.question(index)})
        return self._settle(index, seat, outcome)

    def _run_given(self, index: int) -> CellResult:
        """Run a given cell in both processes at once; the student's result is shown."""
        both = self._crew.reach_both(index)
        if both is None:
            return self._lost(index)
        outcome = self._crew.ask(index, dict.fromkeys(both, self._crew.question(index)))
        result = self._settle(index, self._crew.student, outcome)
        self._settle(index, self._crew.judge, outcome)
        return result

    def _run_check(self, index: int) -> CellResult:
        """Run a check in the judge while the student serves it."""
        both = self._crew.reach_both(index)
        if both is None:
            return self._lost(index)
        student, judge = both
        requests = {student: {"op": "serve"}, judge: self._crew.question(index)}
        outcome = self._crew.ask(index, requests)
        result = self._settle(index, self._crew.judge, outcome)
        death = self._crew.bury(index, self._crew.student, outcome)
        if outcome.is_late:
            # The visible part would run out of time as well.
            self._crew.student.skipped.add(index)
        if student in outcome.answers:
            # The judge has handed over what the visible part binds: nothing is run once more.
            self._crew.student.position = index + 1
            self._crew.note(index, student, outcome.answers[student])
        if death is not None and result.status != "ok":
            return replace(result, status="limit", limit=death)
        return result

    def _settle(self, index: int, seat: Seat, outcome: Exchange) -> CellResult:
        """Turn what came from a seat's process into the result of a cell."""
        cell, process = self._program.cells[index], seat.process
        assert process is not None  # noqa: S101 - the caller has just asked it
        seat.position = index + 1
        took = outcome.wall_time_s
        late = self._crew.late_limit() if outcome.is_late else None
        answer = outcome.answers.get(process)
        if answer is None:
            death = self._crew.bury(index, seat, outcome)
            return CellResult(cell.id, "limit", wall_time_s=took, limit=late or death)
        self._crew.note(index, process, answer)
        result = result_from_message(answer, cell.id, self._limits.output_kb, took)
        result = replace(result, memory_mb=process.memory_mb())
        if late:
            seat.skipped.add(index)
        hit = late or limit_of_error(result.error, self._limits)
        return replace(result, status="limit", limit=hit) if hit else result

    def _lost(self, index: int) -> CellResult:
        """Tell that a cell could not run because time ran out while its state was rebuilt."""
        cell = self._program.cells[index]
        return self._out_of_time(cell) or CellResult(cell.id, "not-run")

    def _out_of_time(self, cell: Cell) -> CellResult | None:
        if time.monotonic() < self._crew.deadline:
            return None
        hit = LimitHit("total_time", self._limits.total_time_s, "s")
        return CellResult(cell.id, "not-run", limit=hit)


def _is_sealed(cell: Cell) -> bool:
    return cell.kind == "check" and cell.mode == "sealed"
