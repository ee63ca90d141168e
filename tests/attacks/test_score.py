"""Every attack on a score, on an unsolved notebook: it earns nothing, judged or sealed.

Further keys of `attack.toml`: `exercise` (a file of `score_exercises/`), `passes` (checks that the
submission may pass: it knows their answer), `sealed_passes` (checks that it gets when sealed mode
is forced on them: the limits of that mode), `unplanned_passes` (the same
where no solution was run).
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest
from attack import ROOT, Attack, read_attacks

from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.plan import Plan, default_plan, find_plan, seal_all
from grading.sandbox.program import Cell, Limits, Program, RunResult

ATTACKS = read_attacks("score")
LIMITS = Limits(wall_time_s=5.0, total_time_s=90.0, memory_mb=512)
PACKAGES = ("numpy", "pandas", "matplotlib.pyplot", "unittest", "random")
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n?", re.DOTALL)


def read_exercise(name: str) -> Program:
    """Return the program of an exercise's solution."""
    text = (ROOT / "score_exercises" / f"{name}.py").read_text()
    parts = re.split(r"^# %% (.+)\n", text, flags=re.MULTILINE)[1:]
    cells = []
    for head, source in zip(parts[::2], parts[1::2], strict=True):
        kind, _, check = head.partition(" ")
        visible = _HIDDEN.sub("", source) if kind == "check" else ""
        cells.append(Cell(check or kind, kind, source, visible))
    return Program(tuple(cells))


EXERCISES = {path.stem: read_exercise(path.stem) for path in ROOT.glob("score_exercises/*.py")}

CHECKS = {
    cell.id for program in EXERCISES.values() for cell in program.cells if cell.visible_source
}


@pytest.fixture(scope="module")
def server():
    with ForkServer(Environment(packages=PACKAGES)) as server:
        yield server


@pytest.fixture(scope="module")
def plans(server) -> dict[str, Plan]:
    def run(program: Program) -> RunResult:
        return server.run(program, LIMITS)

    return {name: find_plan(program, run) for name, program in EXERCISES.items()}


@pytest.fixture(scope="module")
def sealed_plans(server, plans) -> dict[str, tuple[Cell, ...]]:
    """The same plans with every check sealed."""
    return {name: seal_all(EXERCISES[name], lambda p: server.run(p, LIMITS)) for name in EXERCISES}


def attacked(attack, cells: tuple[Cell, ...], sitting: str = "") -> Program:
    """Return a program with the attack in place of the solution."""
    made: list[Cell] = []
    for cell in cells:
        if cell.kind == "student":
            made += [
                Cell(f"student-{number}", "student", source)
                for number, source in enumerate(attack.sources)
            ]
        else:
            made.append(cell)
    return Program(tuple(made), sitting=sitting)


def facts(attack) -> dict:
    return tomllib.loads((ROOT / attack.name / "attack.toml").read_text())


def earned(result: RunResult) -> set[str]:
    """Return the checks that gave points."""
    return {
        part.id
        for part in result.cells
        if part.id in CHECKS and part.status == "ok" and part.value != 0
    }


def once(run: Callable[[Attack], RunResult]) -> Callable[[Attack], RunResult]:
    """Return a function that runs each attack at its first call."""
    results: dict[str, RunResult] = {}

    def find(attack: Attack) -> RunResult:
        if attack.name not in results:
            results[attack.name] = run(attack)
        return results[attack.name]

    return find


by_name = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


@pytest.mark.parametrize("name", EXERCISES)
def test_the_solution_earns_every_check(name, server, plans):
    program = replace(EXERCISES[name], cells=plans[name].cells)
    result = server.run(program, LIMITS)
    assert earned(result) == {cell.id for cell in program.cells if cell.kind == "check"}
    assert result.flags == ()


@pytest.fixture(scope="module")
def judged(server, plans) -> Callable[[Attack], RunResult]:
    """Run an attack once, by the plan of its exercise, before a judge that serves others too."""

    def run(attack: Attack) -> RunResult:
        name = facts(attack)["exercise"]
        return server.run(attacked(attack, plans[name].cells, sitting=name), LIMITS)

    return once(run)


@pytest.fixture(scope="module")
def sealed(server, sealed_plans) -> Callable[[Attack], RunResult]:
    """Run an attack once, with every check sealed."""
    return once(
        lambda attack: server.run(attacked(attack, sealed_plans[facts(attack)["exercise"]]), LIMITS)
    )


@by_name
def test_an_attack_earns_nothing(attack, judged):
    assert earned(judged(attack)) <= set(facts(attack).get("passes", ()))


@by_name
def test_whoever_comes_after_an_attack_keeps_the_score(attack, judged, server, plans):
    judged(attack)
    name = facts(attack)["exercise"]
    program = replace(EXERCISES[name], cells=plans[name].cells, sitting=name)
    result = server.run(program, LIMITS)
    assert earned(result) == {cell.id for cell in program.cells if cell.kind == "check"}
    assert result.flags == ()


@by_name
def test_an_attack_is_told(attack, judged):
    flags = {flag.kind for flag in judged(attack).flags}
    assert set(attack.expect.get("flags", ())) <= flags


@by_name
def test_an_attack_earns_nothing_from_sealed_checks(attack, sealed):
    known = facts(attack)
    assert earned(sealed(attack)) <= {*known.get("passes", ()), *known.get("sealed_passes", ())}


@by_name
def test_an_attack_earns_nothing_where_no_solution_is_known(attack, server):
    known = facts(attack)
    cells = default_plan(EXERCISES[known["exercise"]]).cells
    result = server.run(attacked(attack, cells), LIMITS)
    allowed = {*known.get("passes", ()), *known.get("unplanned_passes", ())}
    assert earned(result) <= allowed


@by_name
def test_no_hidden_line_comes_out(attack, judged, sealed):
    for result in (judged(attack), sealed(attack)):
        shown = repr([(part.outputs, part.error) for part in result.cells])
        for secret in ("ASKED 1234", "1522756", "hidden_data", "5929", "0.015625"):
            assert secret not in shown


def test_there_are_thirty_attacks_on_scores():
    assert len(ATTACKS) >= 30
