"""One exchange with one or two children under a deadline: ask, interrupt, kill, and what came."""

import secrets
import select
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grading.sandbox.parent import Process
from grading.sandbox.wire import ChannelClosed, ChannelError, ChannelTimeout

GRACE_S = 0.5
_SEND_TIMEOUT_S = 10.0
_FRAME_TIMEOUT_S = 10.0
_DYING_TIMEOUT_S = 0.3
_SURVIVAL_S = 60.0
_MAX_FORGERIES = 100


@dataclass(frozen=True)
class Step:
    """What is done to a process that has not answered.

    Attributes:
        after_s: seconds after the deadline.
        process: to which process.
        signal: SIGINT to interrupt, SIGKILL to end it.
    """

    after_s: float
    process: Process
    signal: signal.Signals


@dataclass
class Exchange:
    """What came of an exchange.

    Attributes:
        answers: the frame of each process that answered.
        broken: why a process is of no further use, by process.
        forged: processes that sent frames which answer no question.
        is_late: whether the deadline passed before all had answered.
        wall_time_s: how long it took.
    """

    answers: dict[Process, dict[str, Any]] = field(default_factory=dict)
    broken: dict[Process, str] = field(default_factory=dict)
    forged: set[Process] = field(default_factory=set)
    is_late: bool = False
    wall_time_s: float = 0.0


def escalation(*processes: Process) -> list[Step]:
    """Return the usual steps, one process after the other: all are interrupted, then killed."""
    steps = []
    for place, process in enumerate(processes):
        steps.append(Step(place * GRACE_S, process, signal.SIGINT))
        steps.append(Step((len(processes) + place) * GRACE_S, process, signal.SIGKILL))
    return sorted(steps, key=lambda step: step.after_s)


def exchange(
    requests: Mapping[Process, dict[str, Any]],
    deadline: float,
    max_bytes: int,
    fds: Sequence[int] = (),
) -> Exchange:
    """Ask processes and wait until each has answered, died or been killed.

    Args:
        requests: what is asked of each process, in the order of sending.
        deadline: monotonic time from which those that have not answered are interrupted, then
            killed, as `escalation` says.
        max_bytes: largest answer that is accepted.
        fds: descriptors that go with the (single) request.
    """
    start = time.monotonic()
    token = secrets.token_hex(8)
    result = Exchange()
    waiting = []
    for process, request in requests.items():
        problem = _ask(process, {**request, "token": token}, fds)
        if problem:
            result.broken[process] = problem
        else:
            waiting.append(process)
    ears = _Ears(waiting)
    pending: list[Step] | None = None
    while waiting:
        now = time.monotonic()
        if pending is None and now >= deadline:
            pending = escalation(*requests)
        while pending and now >= deadline + pending[0].after_s:
            step = pending.pop(0)
            result.is_late = True
            if step.process in waiting:
                step.process.signal(step.signal)
        until = deadline if pending is None else deadline + _SURVIVAL_S
        if pending:
            until = deadline + pending[0].after_s
        elif now > until:
            result.broken |= dict.fromkeys(waiting, "it survives SIGKILL")
            break
        for process in ears.ready(until - now):
            if _hear(process, token, result, max_bytes, deadline):
                waiting.remove(process)
                ears.forget(process)
    result.wall_time_s = time.monotonic() - start
    return result


def _ask(process: Process, request: dict[str, Any], fds: Sequence[int]) -> str:
    """Send a request; return "" or why the process is broken."""
    try:
        process.control.send(request, fds=fds, timeout_s=_SEND_TIMEOUT_S)
    except ChannelClosed:
        return "dead" if process.is_dead(_DYING_TIMEOUT_S) else "it hung up"
    except ChannelError:
        return "it does not read its questions"
    return ""


class _Ears:
    """Waits for processes to answer or to die."""

    def __init__(self, processes: Sequence[Process]) -> None:
        self._poller = select.poll()
        self._owners: dict[int, Process] = {}
        for process in processes:
            for fd in (process.control.fileno(), process.pidfd):
                self._poller.register(fd, select.POLLIN)
                self._owners[fd] = process

    def ready(self, timeout_s: float) -> list[Process]:
        """Return the processes that have answered or died."""
        found = self._poller.poll(max(0.0, timeout_s) * 1000)
        return list({self._owners[fd]: None for fd, _ in found})

    def forget(self, process: Process) -> None:
        """Wait for a process no more."""
        for fd in (process.control.fileno(), process.pidfd):
            self._poller.unregister(fd)


def _hear(process: Process, token: str, result: Exchange, max_bytes: int, deadline: float) -> bool:
    """Read a frame; return whether the process is done with.

    An answer repeats the token of its question, so that frames which a cell wrote itself, before
    or after, are told from answers; they are passed over.
    """
    # An answer that has begun must end; a process that dribbles gains no time by it.
    left_s = deadline + GRACE_S - time.monotonic()
    timeout_s = 0.0 if process.is_dead() else min(max(left_s, GRACE_S), _FRAME_TIMEOUT_S)
    try:
        message, _ = process.control.recv(max_bytes, timeout_s)
    except (ChannelClosed, ChannelTimeout):
        # A dying process closes its socket a moment before it counts as dead.
        is_dead = process.is_dead(_DYING_TIMEOUT_S)
        result.broken[process] = "dead" if is_dead else "it hung up"
    except ChannelError as error:
        result.broken[process] = str(error)
    else:
        if message.get("token") != token:
            result.forged.add(process)
            process.forgeries += 1
            if process.forgeries > _MAX_FORGERIES:
                result.broken[process] = "it floods the channel"
            return process in result.broken
        result.answers[process] = message
    return True
