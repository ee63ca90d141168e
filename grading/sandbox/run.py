"""The life of one program: fork, run cell after cell, survive what cells do, collect, reap.

A process that dies costs the cell that killed it. It is forked again when it is next needed and
the cells before are replayed, without those that broke a limit.
"""

import contextlib
import socket
import time
from dataclasses import dataclass, field, replace
from typing import Any

from grading.errors import PlatformError, WallError
from grading.sandbox import scratch, walls
from grading.sandbox.conversation import Exchange, Step, escalation, exchange
from grading.sandbox.messages import cell_to_message, flags_from_message, result_from_message
from grading.sandbox.parent import Link, Obituary, Process
from grading.sandbox.program import (
    Cell,
    CellResult,
    Flag,
    LimitHit,
    Limits,
    Program,
    Role,
    RunResult,
    Usage,
)
from grading.sandbox.verdict import FORBIDDEN_CALL, FORGED, limit_of_death, limit_of_error
from grading.sandbox.wire import ChannelError, pair

_READY_TIMEOUT_S = 20.0
_END_TIMEOUT_S = 5.0
_SERVE = {"op": "serve"}
_FRAME_SLACK = 2 * 2**20


@dataclass
class _Seat:
    """A role of the program, whoever fills it at the moment.

    Attributes:
        process: the child; None when it is dead or not needed yet.
        position: index of the first cell that it has not run.
        skipped: cells that it must not run again.
    """

    process: Process | None = None
    position: int = 0
    skipped: set[int] = field(default_factory=set)


class ProgramRun:
    """Runs one program once.

    Args:
        link: an open program of a warm parent.
        program: what to run.
        limits: what it may use.
        required: protections that must stand around each child.
    """

    def __init__(
        self, link: Link, program: Program, limits: Limits, required: frozenset[str]
    ) -> None:
        self._link = link
        self._program = program
        self._limits = limits
        self._required = required
        self._student = _Seat()
        self._judge = _Seat()
        self._judge_peer: socket.socket | None = None
        self._flags: list[Flag] = []
        self._files: dict[str, bytes] = {}
        self._ends: list[Obituary] = []
        self._messages = [cell_to_message(cell) for cell in program.cells]
        self._start = time.monotonic()
        self._deadline = self._start + limits.total_time_s

    def run(self) -> RunResult:
        """Run the program.

        Raises:
            PlatformError: the platform failed; nothing is known of the program.
            WallError: a required wall does not stand.
        """
        cells = self._program.cells
        try:
            self._fork_all()
            results = [self._run_cell(index) for index in range(len(cells))]
            self._end(self._student, collect=True)
            for index, cell in enumerate(cells):
                if cell.kind == "check" and cell.mode == "sealed":
                    results[index] = self._run_sealed(index)
            for seat in (self._student, self._judge):
                self._end(seat, collect=False)
        finally:
            self._close()
        usage = Usage(
            wall_time_s=time.monotonic() - self._start,
            cpu_time_s=sum(end.cpu_time_s for end in self._ends),
            peak_memory_mb=max((end.peak_memory_mb for end in self._ends), default=0.0),
        )
        return RunResult(tuple(results), self._files, tuple(self._flags), usage)

    # Cells

    def _run_cell(self, index: int) -> CellResult:
        """Run one cell of the first pass, wherever its kind says."""
        cell = self._program.cells[index]
        out_of_time = self._out_of_time(cell)
        if out_of_time:
            return out_of_time
        if cell.kind == "check":
            result = CellResult(cell.id, "not-run")
            if cell.mode == "judged":
                result = self._judge_cell(index)
            self._reach(self._student, index + 1)
            return result
        if cell.kind == "given" and self._judge.process is not None:
            return self._run_given(index)
        return self._run_student(index)

    def _run_student(self, index: int) -> CellResult:
        student = self._reach(self._student, index)
        if student is None:
            return self._lost(index)
        return self._settle(index, self._student, self._ask_run(index, [student]))

    def _run_given(self, index: int) -> CellResult:
        """Run a given cell in both processes at once; the student's result is shown."""
        student = self._reach(self._student, index)
        judge = self._reach(self._judge, index)
        both = [process for process in (student, judge) if process is not None]
        outcome = self._ask_run(index, both)
        if judge is not None:
            self._settle(index, self._judge, outcome)
        if student is None:
            return self._lost(index)
        return self._settle(index, self._student, outcome)

    def _run_sealed(self, index: int) -> CellResult:
        """Run a sealed check at its place in a fresh replay."""
        return self._out_of_time(self._program.cells[index]) or self._judge_cell(index)

    def _judge_cell(self, index: int) -> CellResult:
        """Run a check in the judge while the student serves it."""
        student = self._reach(self._student, index)
        judge = self._reach(self._judge, index)
        if student is None or judge is None:
            return self._lost(index)
        requests = {student: _SERVE, judge: self._request(index)}
        deadline = min(time.monotonic() + self._limits.wall_time_s, self._deadline)
        outcome = self._exchange(index, requests, deadline, escalation(student, judge))
        self._judge.position = index + 1
        result = self._settle(index, self._judge, outcome)
        death = self._bury_broken(index, self._student, outcome)
        if death is not None and result.status != "ok":
            result = replace(result, status="limit", limit=death)
        self._note_flags(index, outcome.answers.get(student, {}))
        return result

    def _ask_run(self, index: int, processes: list[Process]) -> Exchange:
        deadline = min(time.monotonic() + self._limits.wall_time_s, self._deadline)
        requests = {process: self._request(index) for process in processes}
        return self._exchange(index, requests, deadline, escalation(*processes))

    def _exchange(
        self, index: int | None, requests: dict[Process, dict[str, Any]], deadline: float,
        steps: list[Step], fds: tuple[int, ...] = (),
    ) -> Exchange:  # fmt: skip
        outcome = exchange(requests, deadline, steps, self._max_bytes(), fds)
        if any(process.role == "student" for process in outcome.forged):
            self._flag(FORGED, index, "the cell wrote to the sandbox's own channel: frames came "
                       "that answer no question")  # fmt: skip
        return outcome

    def _settle(self, index: int, seat: _Seat, outcome: Exchange) -> CellResult:
        """Turn what came from a seat's process into the result of a cell."""
        cell, process = self._program.cells[index], seat.process
        assert process is not None  # noqa: S101 - the caller has just asked it
        seat.position = index + 1
        took = outcome.wall_time_s
        late = self._late_limit() if outcome.is_late else None
        answer = outcome.answers.get(process)
        if answer is None:
            death = self._bury_broken(index, seat, outcome)
            return CellResult(cell.id, "limit", wall_time_s=took, limit=late or death)
        self._refuse_failure(process, answer)
        self._note_flags(index, answer)
        result = result_from_message(answer, cell.id, self._limits.output_kb, took)
        result = replace(result, memory_mb=process.memory_mb())
        hit = late or limit_of_error(result.error, self._limits)
        if late:
            seat.skipped.add(index)
        if hit is not None:
            return replace(result, status="limit", limit=hit)
        return result

    def _lost(self, index: int) -> CellResult:
        """Tell that a cell could not run because time ran out while its state was rebuilt."""
        cell = self._program.cells[index]
        return self._out_of_time(cell) or CellResult(cell.id, "not-run")

    def _out_of_time(self, cell: Cell) -> CellResult | None:
        if time.monotonic() < self._deadline:
            return None
        return CellResult(cell.id, "not-run", limit=self._total_limit())

    def _late_limit(self) -> LimitHit:
        if time.monotonic() >= self._deadline:
            return self._total_limit()
        return LimitHit("wall_time", self._limits.wall_time_s, "s")

    def _total_limit(self) -> LimitHit:
        return LimitHit("total_time", self._limits.total_time_s, "s")

    def _request(self, index: int) -> dict[str, Any]:
        return {"op": "run", "cell": self._messages[index], "index": index}

    def _max_bytes(self) -> int:
        # JSON may write one character in twelve bytes.
        return self._limits.output_kb * 1024 * 12 + _FRAME_SLACK

    # Processes

    def _fork_all(self) -> None:
        """Fork what the program needs and give each its files."""
        needs_judge = any(cell.kind == "check" for cell in self._program.cells)
        student_end, judge_end = pair()
        with student_end, judge_end:
            student = self._link.fork("student", self._limits, student_end)
            self._student.process = student
            if needs_judge:
                judge = self._link.fork("judge", self._limits, judge_end)
                self._judge.process = judge
        self._set_up(student)
        if needs_judge:
            self._set_up(judge)

    def _reach(self, seat: _Seat, index: int) -> Process | None:
        """Return a seat's process with every cell before `index` run; None when time ran out."""
        while time.monotonic() < self._deadline:
            if seat.process is None:
                self._fork_again(seat)
            process, position = seat.process, seat.position
            if process is None:
                return None
            if position >= index:
                if not process.is_dead():
                    return process
                # It died after its last answer: the last cell is to blame.
                self._bury_broken(max(position - 1, 0), seat, Exchange(broken={process: "dead"}))
                continue
            cell = self._program.cells[position]
            seat.position += 1
            if position in seat.skipped or not _runs_in(cell, process.role):
                continue
            outcome = self._ask_run(position, [process])
            if outcome.is_late:
                seat.skipped.add(position)
            self._bury_broken(position, seat, outcome)
        return None

    def _fork_again(self, seat: _Seat) -> None:
        """Replace a dead process; the other one gets the new end of their channel."""
        role: Role = "student" if seat is self._student else "judge"
        student_end, judge_end = pair()
        with student_end, judge_end:
            ours, theirs = (
                (student_end, judge_end) if role == "student" else (judge_end, student_end)
            )
            seat.process = self._link.fork(role, self._limits, ours)
            seat.position = 0
            self._set_up(seat.process)
            other = self._judge if role == "student" else self._student
            if other.process is None:
                return
            if role == "judge":
                # A student takes no new peer: it starts anew beside the new judge.
                self._bury(other)
                return
            outcome = self._exchange(
                None,
                {other.process: {"op": "peer"}},
                time.monotonic() + _END_TIMEOUT_S,
                escalation(other.process),
                (theirs.fileno(),),
            )
            if other.process not in outcome.answers:
                self._bury(other)

    def _set_up(self, process: Process) -> None:
        """Wait for the walls, check them, hand over files and settings."""
        try:
            answer, _ = process.control.recv(timeout_s=_READY_TIMEOUT_S)
            if answer["op"] == "failed":
                raise WallError(f"a child could not raise its walls: {answer['reason']}")
            short = walls.lacking(answer["walls"], self._required)
            if short:
                raise WallError(f"a child runs without what is required: {', '.join(short)}")
            files = self._program.files
            if process.role == "judge" and self._program.judge_files is not None:
                files = self._program.judge_files
            setup = {
                "seed": self._program.seed,
                "execution": self._program.execution,
                "output_kb": self._limits.output_kb,
            }
            message = {"op": "start", "setup": setup, "files": list(files)}
            process.control.send(message, list(files.values()), timeout_s=_READY_TIMEOUT_S)
        except ChannelError as error:
            raise PlatformError(f"a child died before it ran anything: {error}") from error

    def _bury_broken(self, index: int, seat: _Seat, outcome: Exchange) -> LimitHit | None:
        """Reap a seat's process if it broke; return the limit that explains it."""
        process = seat.process
        if process is None or process not in outcome.broken:
            return None
        seat.skipped.add(index)
        problem = outcome.broken[process]
        end = self._bury(seat)
        if problem != "dead" and process.role == "student" and not outcome.is_late:
            self._flag(FORGED, index, f"the student's process misbehaved: {problem}")
        hit, is_forbidden = limit_of_death(end, self._limits)
        if is_forbidden and process.role == "student":
            self._flag(FORBIDDEN_CALL, index, "the kernel ended the process with SIGSYS: a cell "
                       "made a system call that no honest work makes")  # fmt: skip
        return self._late_limit() if outcome.is_late else hit

    def _bury(self, seat: _Seat) -> Obituary:
        process, seat.process, seat.position = seat.process, None, 0
        assert process is not None  # noqa: S101 - only a filled seat is emptied
        end = self._link.reap(process)
        self._ends.append(end)
        return end

    def _end(self, seat: _Seat, *, collect: bool) -> None:
        """Let a process finish in order, take its flags and its files, and reap it."""
        process = seat.process
        if process is None:
            return
        deadline = time.monotonic() + _END_TIMEOUT_S
        outcome = self._exchange(None, {process: {"op": "end"}}, deadline, escalation(process))
        answer = outcome.answers.get(process)
        if answer is not None:
            self._refuse_failure(process, answer)
            self._note_flags(None, answer)
            if collect:
                self._collect(process)
        self._bury(seat)

    def _collect(self, process: Process) -> None:
        """Take the files that the student's process hands back."""
        try:
            message, blobs = process.control.recv(2 * scratch.MAX_BYTES, _END_TIMEOUT_S)
        except ChannelError:
            return
        names = message.get("names")
        if not isinstance(names, list) or len(names) != len(blobs):
            return
        for name, content in list(zip(names, blobs, strict=True))[: scratch.MAX_FILES]:
            if isinstance(name, str):
                with contextlib.suppress(ValueError):
                    self._files[scratch.check_name(name)] = content

    def _close(self) -> None:
        for seat in (self._student, self._judge):
            if seat.process is not None:
                with contextlib.suppress(PlatformError):
                    self._bury(seat)
        self._link.close()

    # Flags

    def _note_flags(self, index: int | None, answer: dict[str, Any]) -> None:
        for kind, evidence in flags_from_message(answer):
            self._flag(kind, index, evidence)

    def _flag(self, kind: str, index: int | None, evidence: str) -> None:
        cell_id = "" if index is None else self._program.cells[index].id
        flag = Flag(kind, cell_id, evidence)
        if flag not in self._flags:
            self._flags.append(flag)

    def _refuse_failure(self, process: Process, answer: dict[str, Any]) -> None:
        if answer.get("op") == "failed" and process.role == "judge":
            raise PlatformError(f"the judge failed: {answer.get('reason')}")


def _runs_in(cell: Cell, role: Role) -> bool:
    """Return whether a replay runs anything of a cell in a process of this role."""
    if cell.kind == "given":
        return True
    if role == "judge":
        return False
    return cell.kind == "student" or bool(cell.visible_source.strip())
