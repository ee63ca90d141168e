"""The sandboxed runs that show how good an exercise's tests are."""

import inspect
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.errors import PlatformError
from grading.exercise import HIDDEN_TESTS, SOLUTION_SUFFIX, Cell, Exercise
from grading.quality import batch as batch_module
from grading.quality import parrot
from grading.quality.answers import Answer
from grading.quality.batch import REFERENCE, Outcome, Step, Variant
from grading.quality.mutants import Mutant, mutants_of
from grading.rubric import without_regions
from grading.sandbox.client import ForkServer
from grading.sandbox.program import Cell as ProgramCell
from grading.sandbox.program import CellResult, Limits, Program
from grading.schema import Limits as AssignmentLimits

BATCH_FILE, OUTCOMES_FILE = ".enact-batch.json", ".enact-outcomes.json"
# The sandbox hides the platform's own files, so what runs inside comes along as text.
RUN_BATCH = f"""
import json, sys, types
with open({BATCH_FILE!r}, encoding="utf-8") as file:
    batch = json.load(file)
for name, text in batch["modules"].items():
    sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name, "exec"), sys.modules[name].__dict__)
run_batch = sys.modules["grading.quality.batch"].run_batch
outcomes = run_batch(
    batch["steps"], batch["seeds"], batch["memory_mb"], batch["cell_time_s"]
)
with open({OUTCOMES_FILE!r}, "w", encoding="utf-8") as file:
    json.dump(outcomes, file)
"""
BATCH_TIME_S = 1800.0
PROBE, STUB = "probe:", "stub"


@dataclass(frozen=True)
class MutantOutcome:
    """What the tests made of a mutant.

    Attributes:
        mutant: the mutant.
        outcome: what happened.
    """

    mutant: Mutant
    outcome: Outcome

    @property
    def survived(self) -> bool:
        """Whether the wrong answer got full points."""
        return self.outcome["status"] == "full"


@dataclass(frozen=True)
class Experiment:
    """What came out for one exercise; only the reference's outcome is there if it failed.

    Attributes:
        exercise: the exercise.
        references: what happened to the reference solution, by seed; the first seed is that of
            everything else.
        stub: what happened to the notebook as students get it.
        answers: what happened to each stored answer.
        mutants: what happened to each mutant.
        probes: by solution, what happened to an answer that knows visible tests only.
    """

    exercise: Exercise
    references: Mapping[int, Outcome]
    stub: Outcome | None
    answers: tuple[tuple[Answer, Outcome], ...]
    mutants: tuple[MutantOutcome, ...]
    probes: Mapping[str, Outcome]

    @property
    def reference(self) -> Outcome:
        """What happened to the reference solution with the first seed."""
        return next(iter(self.references.values()))


def code_cells(exercise: Exercise) -> dict[str, Cell]:
    """Return the code cells of an exercise by their id in the notebook."""
    cells = [cell for cell in exercise.cells if cell.kind == "code" and cell.source.strip()]
    return {cell.grade_id or f"code-{number}": cell for number, cell in enumerate(cells)}


def run_references(
    exercise: Exercise,
    files: Mapping[str, bytes],
    limits: AssignmentLimits,
    server: ForkServer,
    seeds: Sequence[int],
) -> Mapping[int, Outcome]:
    """Run the reference solution of one exercise with some seeds, as its author wrote it.

    Args:
        exercise: the exercise.
        files: what lies beside the notebook, by relative path.
        limits: the assignment's limits.
        server: runs the cells.
        seeds: seeds of `random` and `numpy.random`.

    Raises:
        PlatformError: the sandbox failed.
    """
    steps = [_step(name, cell) for name, cell in code_cells(exercise).items()]
    outcomes = _run(steps, files, limits, server, seeds)
    return {seed: outcomes[f"{REFERENCE}{seed}"] for seed in seeds}


def run_experiment(
    exercise: Exercise,
    stub: Mapping[str, str],
    answers: Sequence[Answer],
    files: Mapping[str, bytes],
    limits: AssignmentLimits,
    server: ForkServer,
    seeds: Sequence[int] = (0,),
) -> Experiment:
    """Run the reference, the stub, stored answers, every mutant and the probes of one exercise.

    Args:
        exercise: the exercise.
        stub: what students find in the cells that they fill in, by `grade_id`.
        answers: the exercise's stored answers.
        files: what lies beside the notebook, by relative path.
        limits: the assignment's limits.
        server: runs the cells; its parent imported the assignment's packages.
        seeds: seeds of the reference; everything else runs with the first of them.

    Raises:
        PlatformError: the sandbox failed.
    """
    mutants = {
        mutant.name: mutant for solution in exercise.solutions for mutant in mutants_of(solution)
    }
    plan = _Plan(exercise, limits.wall_time_s)
    plan.add_whole(STUB, stub)
    for answer in answers:
        plan.add_whole(str(answer.path), answer.sources)
    for mutant in mutants.values():
        plan.add_mutant(mutant)
    plan.add_probes()
    outcomes = _run(plan.steps, files, limits, server, seeds)
    return Experiment(
        exercise,
        {seed: outcomes[f"{REFERENCE}{seed}"] for seed in seeds},
        outcomes.get(STUB),
        tuple(
            (answer, outcomes[str(answer.path)])
            for answer in answers
            if str(answer.path) in outcomes
        ),
        tuple(
            MutantOutcome(mutant, outcomes[name])
            for name, mutant in mutants.items()
            if name in outcomes
        ),
        {
            name.removeprefix(PROBE): outcome
            for name, outcome in outcomes.items()
            if name.startswith(PROBE)
        },
    )


class _Plan:
    """The code cells of an exercise, with everything to try from each of them on."""

    def __init__(self, exercise: Exercise, cell_time_s: float) -> None:
        self.cells = code_cells(exercise)
        self.steps = [_step(name, cell) for name, cell in self.cells.items()]
        self._cell_time_s = cell_time_s
        self._positions = {name: position for position, name in enumerate(self.cells)}

    def add_whole(self, name: str, sources: Mapping[str, str]) -> None:
        """Try an answer with all the cells that follow, whatever fails."""
        changed = {self._positions[cell]: source for cell, source in sources.items()}
        if not changed:
            return
        first = min(changed)
        self._add(
            first,
            Variant(
                name=name,
                sources={str(position): source for position, source in changed.items()},
                steps=list(range(first, len(self.steps))),
                stops=False,
                cell_time_s=self._cell_time_s,
                probe=[],
            ),
        )

    def add_mutant(self, mutant: Mutant) -> None:
        """Try a mutant with the tests of its own solution, until one fails."""
        position = self._positions[f"{mutant.solution}{SOLUTION_SUFFIX}"]
        sources = {str(position): mutant.source}
        self._add(position, self._until_failure(mutant.name, position, sources, []))

    def add_probes(self) -> None:
        """Try, for each solution, an answer that only knows what visible tests reveal."""
        for position, cell in enumerate(self.cells.values()):
            if cell.role != "solution":
                continue
            checks = checks_of(list(self.cells.values()), position)
            visible = [visible_part(self.steps[at]["source"]) for at in checks]
            if any(text.strip() for text in visible):
                self._add(position, self._until_failure(f"{PROBE}{cell.id}", position, {}, visible))

    def _add(self, position: int, variant: Variant) -> None:
        if len(variant["steps"]) > 1:
            self.steps[position].setdefault("variants", []).append(variant)

    def _until_failure(
        self, name: str, position: int, sources: dict[str, str], probe: list[str]
    ) -> Variant:
        cells = list(self.cells.values())
        checks = checks_of(cells, position)
        # Tests of other questions cannot cost this one points, so they need not run.
        between = range(position + 1, max(checks, default=position) + 1)
        needed = [at for at in between if at in checks or cells[at].role != "tests"]
        return Variant(
            name=name,
            sources=sources,
            steps=[position, *needed],
            stops=True,
            cell_time_s=0.0,
            probe=probe,
        )


def _step(name: str, cell: Cell) -> Step:
    step = Step(id=name, source=cell.source)
    if cell.role == "tests":
        step["points"] = cell.points
    return step


def checks_of(cells: Sequence[Cell], position: int) -> list[int]:
    """Return the positions of the tests of a solution; the next tests if none name it."""
    solution = cells[position]
    later = [at for at in range(position + 1, len(cells)) if cells[at].role == "tests"]
    return [at for at in later if cells[at].tests == solution.id] or later[:1]


def visible_part(source: str) -> str:
    """Return what students see of a tests cell."""
    return without_regions(source, f"BEGIN {HIDDEN_TESTS}", f"END {HIDDEN_TESTS}")


def _run(
    steps: list[Step],
    files: Mapping[str, bytes],
    limits: AssignmentLimits,
    server: ForkServer,
    seeds: Sequence[int],
) -> dict[str, Outcome]:
    batch = {
        "modules": {
            module.__name__: inspect.getsource(module) for module in (batch_module, parrot)
        },
        "steps": steps,
        "seeds": list(seeds),
        "memory_mb": limits.memory_mb,
        "cell_time_s": limits.wall_time_s,
    }
    program = Program(
        cells=(ProgramCell("batch", "student", RUN_BATCH),),
        files={**files, BATCH_FILE: json.dumps(batch).encode()},
        judge_files={},
    )
    result = server.run(
        program,
        Limits(
            wall_time_s=BATCH_TIME_S,
            total_time_s=BATCH_TIME_S,
            # The process that forks and one variant at a time.
            memory_mb=2 * limits.memory_mb,
        ),
    )
    content = result.files.get(OUTCOMES_FILE)
    if content is None:
        reason = _explain(result.cells[-1])
        raise PlatformError(f"the sandbox did not finish the variants of an exercise: {reason}")
    outcomes: dict[str, Outcome] = json.loads(content)
    return outcomes


def _explain(result: CellResult) -> str:
    """Say in one line why a cell did not end well."""
    if result.error is not None:
        return f"{result.error.ename}: {result.error.evalue}"
    if result.limit is not None:
        return f"{result.limit.which} over {result.limit.value:g} {result.limit.unit}"
    return result.status
