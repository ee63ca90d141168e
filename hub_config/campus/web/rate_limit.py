"""How many requests one person, or one address that is nobody yet, may send."""

import time
from collections.abc import Callable
from dataclasses import dataclass

SWEEP_ABOVE = 10_000


@dataclass(frozen=True)
class Rate:
    """A token bucket: `burst` requests at once, then `per_s` a second."""

    burst: float
    per_s: float


READING = Rate(burst=200, per_s=20)
WRITING = Rate(burst=40, per_s=1)
# Where numbers and tokens could be guessed by who is not signed in.
ANONYMOUS = Rate(burst=60, per_s=1)


class RateLimiter:
    """Counts requests in memory; a restart forgives everything."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._buckets: dict[tuple[str, Rate], tuple[float, float]] = {}

    def wait_s(self, who: str, rate: Rate) -> float:
        """Count one request; return 0.0 if it may go on, else the seconds to wait."""
        moment = self.clock()
        tokens, since = self._buckets.get((who, rate), (rate.burst, moment))
        tokens = min(rate.burst, tokens + (moment - since) * rate.per_s)
        if tokens < 1:
            self._buckets[who, rate] = (tokens, moment)
            return (1 - tokens) / rate.per_s
        self._buckets[who, rate] = (tokens - 1, moment)
        if len(self._buckets) > SWEEP_ABOVE:
            self._sweep(moment)
        return 0.0

    def _sweep(self, moment: float) -> None:
        """Forget buckets that are full again."""
        self._buckets = {
            key: (tokens, since)
            for key, (tokens, since) in self._buckets.items()
            if tokens + (moment - since) * key[1].per_s < key[1].burst
        }
