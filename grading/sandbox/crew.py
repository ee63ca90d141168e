"""The two processes of one program: fork, replay, interrupt, bury, and what they leave.

A process that dies costs the cell that killed it. It is forked again when it is next needed, and
the cells before are replayed without those that broke a limit.
"""

import contextlib
import signal
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grading.errors import PlatformError, WallError
from grading.sandbox import scratch, walls
from grading.sandbox.conversation import Exchange, exchange
from grading.sandbox.messages import cell_to_message, flags_from_message
from grading.sandbox.names import used_names
from grading.sandbox.parent import Link, Obituary, Process
from grading.sandbox.program import Cell, Flag, LimitHit, Limits, Program, Role
from grading.sandbox.sitting import MAX_GROWTH_MB, MAX_PROGRAMS, Sitting, Sittings
from grading.sandbox.verdict import FORBIDDEN_CALL, FORGED, limit_of_death
from grading.sandbox.wire import ChannelError, pair

_READY_TIMEOUT_S = 20.0
_END_TIMEOUT_S = 5.0
_CHECK_FROM_S = 0.003
_FRAME_SLACK = 2 * 2**20


@dataclass(eq=False)
class Seat:
    """A role of the program, whoever fills it at the moment.

    Attributes:
        role: student or judge.
        process: the child; None when it is dead or not needed yet.
        position: index of the first cell that it has not run.
        skipped: cells that it must not run again.
    """

    role: Role
    process: Process | None = None
    position: int = 0
    skipped: set[int] = field(default_factory=set)


class Crew:
    """The processes of one program.

    Args:
        link: an open program of a warm parent.
        program: what will be run.
        limits: what it may use.
        required: protections that must stand around each child.
        sittings: judges that serve several programs; None forks a judge for this one alone.

    Attributes:
        student: the seat of the student.
        judge: the seat of the judge.
        flags: what was noticed.
        files: what the first student that ended in order handed back.
        ends: how the processes ended.
        start: monotonic time at which the program began.
        deadline: monotonic time at which the whole program must be over.
    """

    def __init__(
        self,
        link: Link,
        program: Program,
        limits: Limits,
        required: frozenset[str],
        sittings: Sittings | None = None,
    ) -> None:
        self.student = Seat("student")
        self.judge = Seat("judge")
        self.flags: list[Flag] = []
        self.files: dict[str, bytes] | None = None
        self.ends: list[Obituary] = []
        self.start = time.monotonic()
        self.deadline = self.start + limits.total_time_s
        self._link = link
        self._sittings = sittings if program.sitting else None
        self._sitting: Sitting | None = None
        self._program = program
        self._limits = limits
        self._room = _with_room(limits, program)
        self._required = required
        self._messages = _messages(program)

    def assemble(self, *, with_judge: bool) -> None:
        """Fork what the program needs and give each its files.

        Raises:
            PlatformError: a process died before it ran anything.
            WallError: a required wall does not stand.
        """
        student_end, judge_end = pair()
        with student_end, judge_end:
            student = self._link.fork("student", self._room, student_end)
            self.student.process = student
            is_judge_new = with_judge and not self._call_judge(judge_end)
        self._set_up(student)
        if is_judge_new and self.judge.process is not None:
            self._set_up(self.judge.process)

    def reach(self, seat: Seat, index: int) -> Process | None:
        """Return a seat's process with every cell before `index` run; None when time ran out."""
        while time.monotonic() < self.deadline:
            if seat.process is None:
                self._fork_again(seat)
            process, position = seat.process, seat.position
            if process is None:
                return None
            if position >= index:
                if not process.is_dead():
                    return process
                # It died after its last answer: the last cell is to blame.
                self.bury(max(position - 1, 0), seat, Exchange(broken={process: "dead"}))
                continue
            cell = self._program.cells[position]
            seat.position += 1
            if position in seat.skipped or not _runs_in(cell, seat.role):
                continue
            outcome = self.ask(position, {process: self.question(position)})
            if outcome.is_late:
                seat.skipped.add(position)
            self.bury(position, seat, outcome)
        return None

    def reach_both(self, index: int) -> tuple[Process, Process] | None:
        """Return student and judge, both ready for a cell; None when time ran out."""
        while True:
            judge = self.reach(self.judge, index)
            student = self.reach(self.student, index)
            if student is None or judge is None:
                return None
            # Rebuilding one may have cost the other.
            if self.judge.process is judge and self.student.process is student:
                return student, judge

    def question(self, index: int) -> dict[str, Any]:
        """Return the request to run a cell."""
        return {"op": "run", "cell": self._messages[index], "index": index}

    def ask(self, index: int, requests: Mapping[Process, dict[str, Any]]) -> Exchange:
        """Put a cell to processes, within the time that one cell may take."""
        deadline = min(time.monotonic() + self._limits.wall_time_s, self.deadline)
        outcome = self._exchange(index, requests, deadline)
        if outcome.answers and outcome.wall_time_s > _CHECK_FROM_S:
            # What the watch would find a moment later must not be blamed on the next cell.
            for process in _over(outcome.answers, self._room):
                del outcome.answers[process]
                outcome.broken[process] = "dead"
        return outcome

    def bury(self, index: int, seat: Seat, outcome: Exchange) -> LimitHit | None:
        """Reap a seat's process if it broke over a cell; return the limit that explains it."""
        process = seat.process
        if process is None or process not in outcome.broken:
            return None
        seat.skipped.add(index)
        problem = outcome.broken[process]
        end = self._reap(seat)
        hit, is_forbidden = limit_of_death(end, self._limits)
        if seat.role == "student" and not outcome.is_late:
            if problem != "dead":
                hit = LimitHit("crash", int(signal.SIGKILL), "signal")
                self._flag(FORGED, index, f"the student's process misbehaved: {problem}")
            if is_forbidden:
                self._flag(
                    FORBIDDEN_CALL,
                    index,
                    "the kernel ended the process (SIGSYS): the cell made a system call that no "
                    "honest work makes",
                )
        return self.late_limit() if outcome.is_late else hit

    def late_limit(self) -> LimitHit:
        """Return the limit that a cell broke whose time ran out now."""
        if time.monotonic() >= self.deadline:
            return LimitHit("total_time", self._limits.total_time_s, "s")
        return LimitHit("wall_time", self._limits.wall_time_s, "s")

    def note(self, index: int | None, process: Process, answer: Mapping[str, Any]) -> None:
        """Keep the flags of an answer.

        Raises:
            PlatformError: the judge's driver failed.
        """
        if answer.get("op") == "failed" and process.role == "judge":
            raise PlatformError(f"the judge failed: {answer.get('reason')}")
        for kind, evidence in flags_from_message(answer):
            self._flag(kind, index, evidence)

    def dismiss(self, *seats: Seat) -> None:
        """Let processes finish in order, take their flags and files, and reap them."""
        filled = [seat for seat in seats if seat.process is not None]
        processes = [seat.process for seat in filled if seat.process is not None]
        requests = {
            process: {"op": "rest" if self._may_go_on(process) else "end"} for process in processes
        }
        outcome = self._exchange(None, requests, time.monotonic() + _END_TIMEOUT_S)
        for process, answer in outcome.answers.items():
            self.note(None, process, answer)
            if process.role == "student" and self.files is None:
                self.files = _collect(process)
        for seat in filled:
            seat.process, seat.position = None, 0
        resting = [process for process in processes if self._may_rest(process, outcome)]
        leaving = [process for process in processes if process not in resting]
        self.ends += self._reap_all(leaving)
        for process in resting:
            self._let_rest(process, outcome.answers[process])

    def close(self) -> None:
        """End whatever still lives."""
        for seat in (self.student, self.judge):
            if seat.process is not None:
                with contextlib.suppress(PlatformError):
                    self._reap(seat)

    def _call_judge(self, peer: socket.socket) -> bool:
        """Fill the judge's seat; tell whether it is a judge that has served before."""
        if self._sittings is None:
            self.judge.process = self._link.fork("judge", self._room, peer)
            return False
        # What it finds in its folder must be the program's own.
        files = tuple(sorted(self._files("judge").items()))
        name = self._program.sitting, self._limits, files
        self._sitting = self._sittings.take(name)
        if self._sitting is not None:
            self.judge.process = self._sitting.process
            request = {"op": "next", "setup": self._settings("judge")}
            deadline = time.monotonic() + _END_TIMEOUT_S
            outcome = self._exchange(
                None, {self._sitting.process: request}, deadline, [peer.fileno()]
            )
            if outcome.answers:
                self._sitting.programs += 1
                return True
            self._sitting.end()
            self.judge.process = self._sitting = None
        # Its time of processor is counted over all its programs.
        room = replace(self._room, total_time_s=self._room.total_time_s * MAX_PROGRAMS)
        link = self._sittings.open_link()
        try:
            process = link.fork("judge", room, peer, stays=True)
        except BaseException:
            link.close()
            raise
        self.judge.process = process
        self._sitting = Sitting(name, process)
        return False

    def _may_go_on(self, process: Process) -> bool:
        """Say whether a judge may serve another program: it can, and nothing was unusual."""
        sitting = self._sitting
        return (
            sitting is not None
            and process is sitting.process
            and sitting.programs < MAX_PROGRAMS
            and not (self.flags or self.ends or self.judge.skipped or self.student.skipped)
        )

    def _may_rest(self, process: Process, outcome: Exchange) -> bool:
        """Say whether the next program will find a judge as a fresh one."""
        sitting, answer = self._sitting, outcome.answers.get(process)
        if sitting is None or answer is None or not self._may_go_on(process):
            return False
        memory_mb = process.memory_mb()
        sitting.first_memory_mb = sitting.first_memory_mb or memory_mb
        is_small = memory_mb <= sitting.first_memory_mb + MAX_GROWTH_MB
        return answer.get("change") == "" and is_small

    def _let_rest(self, process: Process, answer: Mapping[str, Any]) -> None:
        """Give a judge back; its student's process is gone by now."""
        sitting, self._sitting = self._sitting, None
        if sitting is None or self._sittings is None:
            return
        cpu_time_s = float(answer["cpu_time_s"])
        self.ends.append(Obituary(0, "", cpu_time_s - sitting.cpu_time_s, process.memory_mb()))
        sitting.cpu_time_s = cpu_time_s
        self._sittings.give_back(sitting)

    def _exchange(
        self, index: int | None, requests: Mapping[Process, dict[str, Any]], deadline: float,
        fds: Iterable[int] = (),
    ) -> Exchange:  # fmt: skip
        # JSON may write one character in twelve bytes.
        max_bytes = self._limits.output_kb * 1024 * 12 + _FRAME_SLACK
        outcome = exchange(requests, deadline, max_bytes, tuple(fds))
        if any(process.role == "student" for process in outcome.forged):
            evidence = "the cell wrote to the sandbox's own channel: frames that answer no question"
            self._flag(FORGED, index, evidence)
        return outcome

    def _fork_again(self, seat: Seat) -> None:
        """Replace a dead process; the other one gets the new end of their channel."""
        other = self.judge if seat is self.student else self.student
        ours, theirs = pair()
        with ours, theirs:
            seat.process = self._link.fork(seat.role, self._room, ours)
            seat.position = 0
            self._set_up(seat.process)
            if other.process is None:
                return
            if seat is self.judge:
                # A student takes no new peer: it starts anew beside the new judge.
                self._reap(other)
                return
            requests = {other.process: {"op": "peer"}}
            deadline = time.monotonic() + _END_TIMEOUT_S
            outcome = self._exchange(None, requests, deadline, [theirs.fileno()])
            if other.process not in outcome.answers:
                self._reap(other)

    def _set_up(self, process: Process) -> None:
        """Wait for the walls, check them, hand over files and settings."""
        try:
            answer, _ = process.control.recv(timeout_s=_READY_TIMEOUT_S)
            if answer["op"] == "failed":
                raise WallError(f"a child could not raise its walls: {answer['reason']}")
            short = walls.lacking(answer["walls"], self._required)
            if short:
                raise WallError(f"a child runs without what is required: {', '.join(short)}")
            process.is_first = "pid-namespace" in answer["walls"]
            files = self._files(process.role)
            setup = self._settings(process.role)
            message = {"op": "start", "setup": setup, "files": list(files)}
            process.control.send(message, list(files.values()), timeout_s=_READY_TIMEOUT_S)
        except ChannelError as error:
            raise PlatformError(f"a child died before it ran anything: {error}") from error

    def _files(self, role: Role) -> Mapping[str, bytes]:
        """Return what a process finds in its folder."""
        own = self._program.judge_files if role == "judge" else None
        return self._program.files if own is None else own

    def _settings(self, role: Role) -> dict[str, Any]:
        """Return what a process is told when a program begins."""
        settings = {
            "seed": self._program.seed,
            "execution": self._program.execution,
            "output_kb": self._limits.output_kb,
        }
        is_sitting = role == "judge" and self._sittings is not None
        return settings | {"is_sitting": True} if is_sitting else settings

    def _reap(self, seat: Seat) -> Obituary:
        process = seat.process
        assert process is not None  # noqa: S101 - only a filled seat is emptied
        seat.process, seat.position = None, 0
        (end,) = self._reap_all([process])
        self.ends.append(end)
        return end

    def _reap_all(self, processes: Sequence[Process]) -> list[Obituary]:
        """End processes; a judge that has served other programs used some of its time for them."""
        own = [process for process in processes if process.link is self._link]
        ends = self._link.reap(*own) if own else []
        for process in processes:
            if process.link is self._link:
                continue
            sitting, self._sitting = self._sitting, None
            before = sitting.cpu_time_s if sitting is not None else 0.0
            try:
                (end,) = process.link.reap(process)
            finally:
                process.link.close()
            ends.append(replace(end, cpu_time_s=end.cpu_time_s - before))
        return ends

    def _flag(self, kind: str, index: int | None, evidence: str) -> None:
        cell_id = "" if index is None else self._program.cells[index].id
        flag = Flag(kind, cell_id, evidence)
        if flag not in self.flags:
            self.flags.append(flag)


def _messages(program: Program) -> list[dict[str, Any]]:
    """Return the cells as the drivers read them.

    What a check binds is handed over to the student's process as far as that may look it up.
    """
    messages = [cell_to_message(cell) for cell in program.cells]
    has_modules = any(name.endswith(".py") for name in program.files)
    used = None if has_modules else used_names(program.cells)
    for message in messages:
        policy = message["policy"]
        if used is not None and policy and "hands" in policy:
            policy["hands"] = [name for name in policy["hands"] if name in used]
    return messages


def _over(processes: Iterable[Process], limits: Limits) -> list[Process]:
    """Have the warm parent look at processes now; return those that it ended for a limit."""
    asked = [process for process in processes if not process.is_surely_within(limits)]
    links = {process.link: None for process in asked}
    return [
        process
        for link in links
        for process in link.over([one for one in asked if one.link is link])
    ]


def _with_room(limits: Limits, program: Program) -> Limits:
    """Return limits whose scratch holds the program's own files on top.

    Raises:
        PlatformError: a file's name is no relative path; whoever took the submission let it pass.
    """
    size = 0
    for files in (program.files, program.judge_files or {}):
        for name, content in files.items():
            try:
                scratch.check_name(name)
            except ValueError as error:
                raise PlatformError(f"a file of the program cannot be written: {error}") from error
            size += len(content)
    return replace(limits, scratch_mb=limits.scratch_mb + -(-size // walls.MB))


def _runs_in(cell: Cell, role: Role) -> bool:
    """Return whether a replay runs anything of a cell in a process of this role."""
    if cell.kind == "given":
        return True
    if role == "judge":
        return False
    return cell.kind == "student" or bool(cell.visible_source.strip())


def _collect(process: Process) -> dict[str, bytes]:
    """Take the files that the student's process hands back; what is malformed is dropped."""
    try:
        message, blobs = process.control.recv(2 * scratch.MAX_BYTES, _END_TIMEOUT_S)
    except ChannelError:
        return {}
    names = message.get("names")
    if not isinstance(names, list) or len(names) != len(blobs):
        return {}
    files = {}
    for name, content in list(zip(names, blobs, strict=True))[: scratch.MAX_FILES]:
        if isinstance(name, str) and name.isprintable():
            with contextlib.suppress(ValueError):
                files[scratch.check_name(name)] = content
    return files
