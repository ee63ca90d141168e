"""Where the tests of an assignment run, found once by running the instructor's own solution."""

import contextlib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from grading.autograded_files import write_whole
from grading.engines import Engine, environment_hash
from grading.rubric import Rubric, RubricExercise, sha256_json
from grading.sandbox.effects import lasting_effect
from grading.sandbox.plan import Plan, find_plan
from grading.sandbox.program import Cell, CheckMode, CheckPolicy, Limits, Program

PLANS = ".plans"


class CheckPlan(BaseModel):
    """Where one test cell runs and how names in it are resolved.

    Attributes:
        mode: `judged` or `sealed`.
        policy: values of a `CheckPolicy`; None for the judge's safe default.
        reason: why it runs there, in words.
        is_failing: whether the instructor's own solution does not pass it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: CheckMode = "judged"
    policy: dict[str, Any] | None = None
    reason: str = ""
    is_failing: bool = False

    @property
    def check_policy(self) -> CheckPolicy | None:
        """The policy as the sandbox takes it."""
        return None if self.policy is None else CheckPolicy(self.policy)


class AssignmentPlan(BaseModel):
    """The plan of every test cell of an assignment, by exercise and cell id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    checks: dict[str, dict[str, CheckPlan]] = {}
    _sittings: dict[int, tuple[RubricExercise, str]] = PrivateAttr(default_factory=dict)

    @property
    def failing(self) -> list[str]:
        """The tests that the instructor's own solution does not pass, as `exercise/cell`."""
        return [
            f"{exercise}/{cell}"
            for exercise, plans in self.checks.items()
            for cell, plan in plans.items()
            if plan.is_failing
        ]

    def of(self, exercise: str, cell: str) -> CheckPlan:
        """Return the plan of a test cell; a cell without one is judged by the safe default."""
        return self.checks.get(exercise, {}).get(cell, CheckPlan())

    def sitting(self, exercise: RubricExercise) -> str:
        """Return the sitting of an exercise's programs; "" where each wants a judge of its own.

        A judge serves several submissions where all tests are judged as the solution has shown,
        and where no text of the instructor's can leave something behind.
        """
        # Asked for with every submission.
        if id(exercise) not in self._sittings:
            self._sittings[id(exercise)] = exercise, self._find_sitting(exercise)
        return self._sittings[id(exercise)][1]

    def _find_sitting(self, exercise: RubricExercise) -> str:
        cells = [cell for cell in exercise.cells if cell.role in ("given", "tests")]
        plans = self.checks.get(exercise.name, {})
        tests = [plans.get(cell.id, CheckPlan()) for cell in cells if cell.role == "tests"]
        if not all(plan.mode == "judged" and plan.policy for plan in tests):
            return ""
        if any(lasting_effect(cell.source) for cell in cells if cell.cell_type == "code"):
            return ""
        texts = [[cell.id, cell.role, cell.source, cell.visible_source] for cell in cells]
        policies = {name: plan.model_dump(mode="json") for name, plan in plans.items()}
        return sha256_json([exercise.name, texts, policies])


def limits_of(rubric: Rubric) -> Limits:
    """Return the sandbox's limits for one exercise of an assignment."""
    return Limits(**rubric.limits.model_dump())


def reference_program(rubric: Rubric, exercise: RubricExercise, seed: int) -> Program:
    """Return the program of the instructor's own solution, all tests judged."""
    visible = {cell.id: cell.visible_source for cell in exercise.cells}
    cells = tuple(
        Cell(cell_id, kind, source, visible.get(cell_id, "") if kind == "check" else "")
        for kind, cell_id, source in exercise.reference
    )
    return Program(cells, rubric.files, rubric.files, seed)


def plan_assignment(rubric: Rubric, engine: Engine, seed: int) -> AssignmentPlan:
    """Find the plan of an assignment by running the instructor's own solutions.

    A check that the solution itself does not pass teaches nothing: it is judged by the safe
    default, as are all checks of an exercise without a solution.

    Args:
        rubric: the assignment.
        engine: runs the solutions.
        seed: seed of the random generators.

    Raises:
        PlatformError: the platform failed.
    """
    limits = limits_of(rubric)
    checks = {}
    for exercise in rubric.exercises:
        program = reference_program(rubric, exercise, seed)
        found = find_plan(program, lambda program: engine.run(program, limits))
        checks[exercise.name] = {
            cell.id: _check_plan(cell, found) for cell in found.cells if cell.kind == "check"
        }
    return AssignmentPlan(checks=checks)


def _check_plan(cell: Cell, found: Plan) -> CheckPlan:
    if cell.id in found.failures:
        return CheckPlan(reason="the solution itself does not pass", is_failing=True)
    policy = dict(cell.policy.values) if cell.policy else None
    return CheckPlan(mode=cell.mode, policy=policy, reason=found.reasons.get(cell.id, ""))


def cached_plan(folder: Path, rubric: Rubric, engine: Engine, seed: int) -> AssignmentPlan:
    """Return the plan of an assignment, found once for the same tests and the same environment.

    Args:
        folder: where plans are kept; a plan that cannot be written is found again next time.
        rubric: the assignment.
        engine: runs the solutions.
        seed: seed of the random generators.
    """
    parts = [rubric.tests_hash(), environment_hash(rubric.packages), rubric.limits_hash(), seed]
    path = folder / rubric.assignment / PLANS / f"{sha256_json(parts)}.json"
    try:
        return AssignmentPlan.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        plan = plan_assignment(rubric, engine, seed)
    with contextlib.suppress(OSError):
        write_whole(path, plan.model_dump_json().encode())
    return plan
