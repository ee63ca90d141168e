"""How many graded attempts a person has left: a token bucket, computed from past hand-ins."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Policy:
    """How often an assignment may be handed in.

    Attributes:
        burst: attempts that may follow one another at once; None means no limit.
        refill_min: minutes until one used attempt comes back.
        max_attempts: attempts in all; None means no limit.
    """

    burst: int | None
    refill_min: float
    max_attempts: int | None = None


@dataclass(frozen=True)
class Allowance:
    """What is left now.

    Attributes:
        used: attempts handed in so far.
        left: attempts that can be handed in now; None means no limit.
        next_at: when one more is free; None when it never is or no limit is reached.
    """

    used: int
    left: int | None
    next_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether a hand-in is possible now."""
        return self.left is None or self.left > 0


def allowance(policy: Policy, handed_in: Sequence[datetime], now: datetime) -> Allowance:
    """Return what is left of a person's attempts.

    Args:
        policy: the assignment's policy.
        handed_in: moments of the person's earlier attempts, in any order.
        now: the present moment.
    """
    used = len(handed_in)
    remaining = None if policy.max_attempts is None else max(0, policy.max_attempts - used)
    if remaining == 0:
        return Allowance(used, 0, None)
    if policy.burst is None:
        return Allowance(used, remaining, None)
    tokens, since = _tokens(policy.burst, policy.refill_min, sorted(handed_in), now)
    left = tokens if remaining is None else min(tokens, remaining)
    full = tokens >= policy.burst
    return Allowance(used, left, None if full else since + timedelta(minutes=policy.refill_min))


def _tokens(
    burst: int, refill_min: float, handed_in: Sequence[datetime], now: datetime
) -> tuple[int, datetime]:
    """Return the tokens in the bucket now and the moment from which the next one is counted."""
    refill = timedelta(minutes=refill_min)
    tokens, since = burst, now
    for moment in handed_in:
        tokens, since = _refilled(tokens, since, burst, refill, moment)
        tokens = max(0, tokens - 1)
    return _refilled(tokens, since, burst, refill, now)


def _refilled(
    tokens: int, since: datetime, burst: int, refill: timedelta, moment: datetime
) -> tuple[int, datetime]:
    if tokens < burst:
        gained = max(0, math.floor((moment - since) / refill))
        tokens = min(burst, tokens + gained)
        since += gained * refill
    return (tokens, moment) if tokens >= burst else (tokens, since)
