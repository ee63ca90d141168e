"""Which limit explains a death or an error."""

import signal

from grading.sandbox.parent import Obituary
from grading.sandbox.program import ErrorInfo, LimitHit, Limits

FORBIDDEN_CALL = "forbidden-system-call"
FORGED = "forged-answer"

_MEMORY_ERRORS = {"MemoryError", "_ArrayMemoryError", "OutOfMemoryError"}
# What the kernel answers when a resource limit is reached (`man 3 errno`).
_ERRNO_LIMITS = {
    "[Errno 11]": "processes",
    "[Errno 24]": "open_files",
    "[Errno 27]": "scratch",
    "[Errno 28]": "scratch",
}


def limit_of_death(end: Obituary, limits: Limits) -> tuple[LimitHit, bool]:
    """Return the limit that a dead process broke, and whether it made a forbidden call."""
    if end.limit:
        return _measured(end.limit, limits), False
    if end.exit == -signal.SIGKILL and end.cpu_time_s >= limits.total_time_s:
        return LimitHit("total_time", limits.total_time_s, "s"), False
    if end.exit == -signal.SIGKILL:
        # No limit of ours: the machine's own memory ran out and the kernel chose this process.
        return _measured("memory", limits), False
    if end.exit == -signal.SIGXFSZ:
        return _measured("scratch", limits), False
    if end.exit < 0:
        return LimitHit("crash", -end.exit, "signal"), end.exit == -signal.SIGSYS
    return LimitHit("crash", end.exit, "exit"), False


def limit_of_error(error: ErrorInfo | None, limits: Limits) -> LimitHit | None:
    """Return the limit that an exception tells of; None for an ordinary error."""
    if error is None:
        return None
    if error.ename in _MEMORY_ERRORS:
        return _measured("memory", limits)
    if "can't start new thread" in error.evalue:
        return _measured("processes", limits)
    for prefix, name in _ERRNO_LIMITS.items():
        if error.evalue.startswith(prefix):
            return _measured(name, limits)
    return None


def _measured(name: str, limits: Limits) -> LimitHit:
    match name:
        case "processes":
            return LimitHit("processes", limits.processes, "processes")
        case "open_files":
            return LimitHit("open_files", limits.open_files, "files")
        case "scratch":
            return LimitHit("scratch", limits.scratch_mb, "MB")
        case _:
            return LimitHit("memory", limits.memory_mb, "MB")
