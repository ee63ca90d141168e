"""The token bucket of graded attempts."""

from datetime import UTC, datetime, timedelta

from hub_config.campus.attempts import Allowance, Policy, allowance

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
THREE = Policy(burst=3, refill_min=20)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_bucket_is_full_at_first() -> None:
    assert allowance(THREE, [], START) == Allowance(0, 3, None)


def test_one_attempt_comes_back_after_the_refill_time() -> None:
    assert allowance(THREE, [at(0)], at(1)) == Allowance(1, 2, at(20))


def test_empty_bucket_tells_when_the_next_attempt_is_free() -> None:
    assert allowance(THREE, [at(0), at(1), at(2)], at(3)) == Allowance(3, 0, at(20))


def test_attempts_come_back_one_by_one() -> None:
    assert allowance(THREE, [at(0), at(1), at(2)], at(41)) == Allowance(3, 2, at(60))


def test_bucket_never_holds_more_than_the_burst() -> None:
    assert allowance(THREE, [at(0)], at(500)) == Allowance(1, 3, None)


def test_order_of_attempts_does_not_matter() -> None:
    moments = [at(0), at(30), at(31)]
    assert allowance(THREE, moments, at(32)) == allowance(THREE, moments[::-1], at(32))


def test_clock_that_went_back_gives_nothing_and_takes_nothing() -> None:
    assert allowance(THREE, [at(10)], at(0)).left == 2


def test_without_burst_there_is_no_limit() -> None:
    assert allowance(Policy(burst=None, refill_min=20), [at(0)] * 50, at(1)).left is None


def test_all_attempts_used_never_come_back() -> None:
    policy = Policy(burst=3, refill_min=20, max_attempts=2)
    assert allowance(policy, [at(0), at(1)], at(500)) == Allowance(2, 0, None)


def test_maximum_caps_what_the_bucket_holds() -> None:
    policy = Policy(burst=3, refill_min=20, max_attempts=4)
    assert allowance(policy, [at(0), at(100), at(200)], at(500)).left == 1
