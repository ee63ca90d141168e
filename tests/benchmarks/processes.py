"""Run programs and watch what they take."""

import os
import subprocess
import time
from pathlib import Path


def run_timed(command: list[str], folder: Path) -> float:
    """Run a program to its end and return the seconds that it took.

    Raises:
        RuntimeError: it failed; shows the end of what it said.
    """
    started = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return seconds


class TreeMemory:
    """The most memory that a process and the processes below it have held, as PSS in MB.

    PSS counts a page that several processes share once, in parts (`man 5 proc_pid_smaps`).

    Args:
        pid: the process.
        interval_s: seconds between two looks.

    Attributes:
        own_mb: most of the process itself.
        below_mb: most of all processes below it together.
        looks_mb: all of them together at each look.
    """

    def __init__(self, pid: int, interval_s: float = 0.05) -> None:
        self._pid = pid
        self._interval_s = interval_s
        self.own_mb = self.below_mb = 0.0
        self.looks_mb: list[float] = []

    def watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Look again and again until the process ends.

        Raises:
            RuntimeError: it failed.
        """
        while process.poll() is None:
            own, below = _pss_mb(self._pid), sum(map(_pss_mb, _below(self._pid)))
            self.own_mb, self.below_mb = max(self.own_mb, own), max(self.below_mb, below)
            self.looks_mb.append(own + below)
            time.sleep(self._interval_s)
        if process.returncode:
            raise RuntimeError(f"the program failed with exit status {process.returncode}")


def _pss_mb(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _below(pid: int) -> list[int]:
    """Return the processes below a process."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = Path(f"/proc/{name}/stat").read_text()
            except OSError:
                continue
            parents[int(name)] = int(stat.rpartition(")")[2].split()[1])
    found: list[int] = []
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        children = [child for child, its_parent in parents.items() if its_parent == parent]
        found += children
        waiting += children
    return found
