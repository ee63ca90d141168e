"""Variants in forks: what they earn, and that none of them can spoil the others."""

import random

import pytest

from grading.quality import batch
from grading.quality.batch import REFERENCE, Step, Variant, run_batch, score
from grading.quality.parrot import teach

MEMORY_MB = 200
FIRST = f"{REFERENCE}0"


def variant(name: str, source: str, steps: list[int], *, stops: bool = True) -> Variant:
    return Variant(
        name=name,
        sources={"0": source} if source else {},
        steps=steps,
        stops=stops,
        cell_time_s=0.0,
        probe=[],
    )


def run(solution: str, tests: list[str], variants: list[Variant]) -> dict[str, object]:
    steps = [Step(id="solution", source=solution, variants=variants)]
    steps += [Step(id=f"q{n}", source=text, points=2.0) for n, text in enumerate(tests, start=1)]
    state = random.getstate()
    try:
        outcomes = run_batch(steps, [0], MEMORY_MB, 10.0)
    finally:
        random.setstate(state)
    return outcomes  # type: ignore[return-value]


def test_the_reference_earns_its_points() -> None:
    outcome = run("x = 1", ["assert x == 1"], [])[FIRST]
    assert (outcome["status"], outcome["scores"]) == ("full", {"q1": 2.0})


def test_a_wrong_variant_loses() -> None:
    outcome = run("x = 1", ["assert x == 1, 'un'"], [variant("v", "x = 2", [0, 1])])["v"]
    assert (outcome["status"], outcome["errors"]) == ("lost", {"q1": "AssertionError: un"})


def test_a_variant_that_tests_do_not_see_is_full() -> None:
    outcome = run("x = 1", ["assert x > 0"], [variant("v", "x = 2", [0, 1])])["v"]
    assert outcome["status"] == "full"


def test_nothing_is_tried_when_the_reference_fails() -> None:
    outcomes = run("x = 1", ["assert x == 2"], [variant("v", "x = 2", [0, 1])])
    assert list(outcomes) == [FIRST]


def test_an_answer_loses_each_question_on_its_own() -> None:
    answer = variant("v", "x = 2", [0, 1, 2], stops=False)
    outcome = run("x = 1", ["assert x == 1", "assert x > 0"], [answer])["v"]
    assert outcome["scores"] == {"q1": 0.0, "q2": 2.0}


def test_variants_do_not_see_one_another() -> None:
    variants = [variant("a", "x = 1; y = 5", [0, 1]), variant("b", "x = 1", [0, 1])]
    outcomes = run("x = 1; y = 0", ["assert y == 5 or y == 0"], variants)
    assert outcomes["a"]["status"] == "full"
    assert outcomes["b"]["errors"] == {"q1": "NameError: name 'y' is not defined"}


def test_an_endless_loop_ends() -> None:
    outcome = run("x = 1", ["assert x"], [variant("v", "while True: pass", [0, 1])])["v"]
    assert outcome["errors"]["solution"].startswith("TimeoutError: over ")


def test_a_process_that_kills_itself_costs_only_itself() -> None:
    variants = [variant("v", "import os; os._exit(3)", [0, 1]), variant("w", "x = 1", [0, 1])]
    outcomes = run("x = 1", ["assert x == 1"], variants)
    assert (outcomes["v"]["status"], outcomes["w"]["status"]) == ("died", "full")


def test_too_much_memory_costs_only_the_variant() -> None:
    greedy = variant("v", f"x = bytearray({2 * MEMORY_MB} * 2**20)", [0, 1])
    outcome = run("x = 1", ["assert x == 1"], [greedy])["v"]
    assert outcome["errors"] == {"solution": "MemoryError: "}


def test_partial_credit_may_be_a_number_of_numpy() -> None:
    tests = ["import numpy as np\nnp.int64(2 if x == 1 else 1)"]
    outcomes = run("x = 1", tests, [variant("v", "x = 2", [0, 1])])
    assert outcomes[FIRST]["status"] == "full"
    assert outcomes["v"]["scores"] == {"q1": 1.0}


@pytest.mark.parametrize(("seed", "first"), [(0, 0.8444218515250481), (1, 0.13436424411240122)])
def test_each_seed_of_the_reference_gives_its_own_numbers(seed: int, first: float) -> None:
    steps = [
        Step(id="solution", source="import random\nx = random.random()"),
        Step(id="q", source=f"assert x == {first}", points=1.0),
    ]
    state = random.getstate()
    try:
        outcomes = run_batch(steps, [0, 1], MEMORY_MB, 10.0)
    finally:
        random.setstate(state)
    full = [name for name, outcome in outcomes.items() if outcome["status"] == "full"]
    assert full == [f"{REFERENCE}{seed}"]


def test_variants_begin_with_the_numbers_of_the_first_seed() -> None:
    test = "assert random.random() == 0.7579544029403025"
    steps = "import random\nx = random.random()"
    outcomes = run(steps, [test], [variant("v", f"{steps}\ny = 0", [0, 1])])
    assert outcomes["v"]["status"] == "full"


def test_waiting_costs_no_time_of_a_variant() -> None:
    """As on a machine that is busy: the clock on the wall goes on, the processor's does not."""
    outcome = run(
        "x = 1", ["assert x"], [variant("v", "import time\ntime.sleep(1.3)\nx = 1", [0, 1])]
    )["v"]
    assert outcome["status"] == "full"


def test_what_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "PATIENCE", 0.2)
    outcome = run("x = 1", ["assert x"], [variant("v", "import time\ntime.sleep(1000)", [0, 1])])[
        "v"
    ]
    assert outcome["status"] == "died"


def test_native_code_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "LEAST_TIME_S", 0.1)
    block = "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF])"
    endless = f"{block}\nwhile True: pass"
    outcome = run("x = 1", ["assert x"], [variant("v", endless, [0, 1])])["v"]
    assert outcome["status"] == "died"


def test_memory_and_time_of_each_cell_are_told() -> None:
    outcome = run("x = bytearray(50 * 2**20)\nx[::4096] = b'1' * len(x[::4096])", ["assert x"], [])
    used = outcome[FIRST]
    assert 45 < used["memory_mb"]["solution"] < 70
    assert 0 < used["times_s"]["solution"] < 5


@pytest.mark.parametrize(
    ("value", "expected"), [(1, 1.0), (0.5, 0.5), (True, 2.0), (None, 2.0), ("1", 2.0), (5, 2.0)]
)
def test_a_last_value_that_is_a_number_is_the_score(value: object, expected: float) -> None:
    assert score(value, 2.0) == expected


def taught(solution: str, visible: str) -> tuple[bool, dict[str, object]]:
    names: dict[str, object] = {}
    before = dict(names)
    exec(solution, names)
    return teach(names, before, [visible]), names


def test_a_parrot_repeats_what_visible_tests_revealed() -> None:
    knows, names = taught("def f(x):\n    return x * 2", "assert f(3) == 6")
    assert knows
    assert (names["f"](3), names["f"](100)) == (6, 6)


def test_a_parrot_keeps_a_value_that_a_visible_test_names() -> None:
    knows, names = taught("x = 41.5", "assert abs(x - 41.5) < 1e-9")
    assert (knows, names["x"]) == (True, 41.5)


def test_a_parrot_does_not_know_a_value_that_no_visible_test_names() -> None:
    knows, names = taught("x = 41.5", "assert x is not None")
    assert (knows, names["x"]) == (False, None)
