"""Judges that serve several programs of one sitting, one after the other.

A judge runs what the instructor wrote and reads data; no student code runs in it. So it need not
be forked for every submission, as long as each finds what a fresh one would find: see `World` for
what is compared after each program. Anything out of the ordinary (a flag, a broken limit, a
difference, a death) ends the sitting, and the next program gets a fresh judge.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grading.sandbox.parent import Link, Process

MAX_PROGRAMS = 40
"""Programs that one judge serves at most."""

MAX_GROWTH_MB = 64.0
"""Megabytes that a judge may have gained when it goes on."""

_MAX_WAITING = 8
_PATIENCE_S = 10.0


@dataclass(eq=False)
class Sitting:
    """One judge and what it has served.

    Attributes:
        name: the sitting that its programs belong to.
        process: the judge.
        programs: programs that it has begun.
        cpu_time_s: seconds of processor that it had used before its present program.
        first_memory_mb: megabytes after its first program.
        waits_since: monotonic time at which it became free.
    """

    name: Hashable
    process: "Process"
    programs: int = 1
    cpu_time_s: float = 0.0
    first_memory_mb: float = 0.0
    waits_since: float = 0.0

    def end(self) -> None:
        """Give the judge up; the warm parent ends it when its link closes."""
        self.process.close()
        self.process.link.close()


class Sittings:
    """The judges of one warm parent that wait for their next program; safe to share by threads.

    Args:
        open_link: opens a link of the warm parent, for a judge that outlives its program.
    """

    def __init__(self, open_link: "Callable[[], Link]") -> None:
        self.open_link = open_link
        self._waiting: list[Sitting] = []
        self._changed = threading.Condition()
        self._has_clock = self._is_closed = False

    def take(self, name: Hashable) -> Sitting | None:
        """Return a living judge of a sitting, which then no longer waits."""
        with self._changed:
            for sitting in reversed(self._waiting):
                if sitting.name == name:
                    self._waiting.remove(sitting)
                    break
            else:
                return None
        if sitting.process.is_dead():
            sitting.end()
            return None
        return sitting

    def give_back(self, sitting: Sitting) -> None:
        """Let a judge wait for its next program."""
        sitting.waits_since = time.monotonic()
        with self._changed:
            self._waiting.append(sitting)
            leaving = self._waiting if self._is_closed else self._waiting[:-_MAX_WAITING]
            self._waiting = self._waiting[len(leaving) :]
            if not self._has_clock and self._waiting:
                self._has_clock = True
                threading.Thread(target=self._tell_time, name="sittings", daemon=True).start()
        for other in leaving:
            other.end()

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[Sitting]:
        return iter([*self._waiting])

    def clear(self) -> None:
        """End every judge that waits."""
        with self._changed:
            leaving, self._waiting = self._waiting, []
            self._changed.notify_all()
        for sitting in leaving:
            sitting.end()

    def close(self) -> None:
        """End every judge that waits, and each that is given back from now on."""
        self._is_closed = True
        self.clear()

    def _tell_time(self) -> None:
        """End judges that have waited too long; runs in a thread while there are any."""
        while True:
            with self._changed:
                if not self._waiting:
                    self._has_clock = False
                    return
                left_s = self._waiting[0].waits_since + _PATIENCE_S - time.monotonic()
                if left_s > 0:
                    self._changed.wait(left_s)
                    continue
                sitting = self._waiting.pop(0)
            sitting.end()
