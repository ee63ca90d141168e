"""Mutation scores: how many wrong variants of a solution its tests catch."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grading.course import Assignment
from grading.exercise import Cell, Exercise
from grading.quality.experiment import Experiment, MutantOutcome
from grading.quality.mutants import Mutant

LEAST_OF_A_SOLUTION = 0.75
LEAST_OF_A_COURSE = 0.90


@dataclass(frozen=True)
class SolutionScore:
    """How good the tests of one solution are.

    Attributes:
        assignment: slug of the assignment.
        exercise: the exercise.
        solution: the solution's cell.
        questions: ids of the questions whose tests check it.
        caught: mutants that lose points.
        survivors: mutants that earn full points and should not.
        equivalent: surviving mutants that the author declared equivalent, with the reason.
    """

    assignment: str
    exercise: Exercise = field(repr=False)
    solution: Cell = field(repr=False)
    questions: tuple[str, ...]
    caught: tuple[MutantOutcome, ...]
    survivors: tuple[Mutant, ...]
    equivalent: tuple[tuple[Mutant, str], ...]

    @property
    def total(self) -> int:
        """Number of mutants that tests should catch."""
        return len(self.caught) + len(self.survivors)

    @property
    def score(self) -> float:
        """Share of mutants caught, from 0 to 1; 1 if there is none."""
        return len(self.caught) / self.total if self.total else 1.0


def solution_scores(assignment: Assignment, experiment: Experiment) -> tuple[SolutionScore, ...]:
    """Return the score of every solution of an exercise; none if the reference failed."""
    if experiment.reference["status"] != "full":
        return ()
    reasons = {item.mutant: item.reason for item in assignment.equivalent}
    exercise = experiment.exercise
    scores = []
    for solution in exercise.solutions:
        found = [item for item in experiment.mutants if item.mutant.solution == solution.id]
        alive = [item.mutant for item in found if item.survived]
        scores.append(
            SolutionScore(
                assignment.slug,
                exercise,
                solution,
                tuple(str(cell.id) for cell in exercise.questions if cell.tests == solution.id),
                tuple(item for item in found if not item.survived),
                tuple(mutant for mutant in alive if mutant.name not in reasons),
                tuple((mutant, reasons[mutant.name]) for mutant in alive if mutant.name in reasons),
            )
        )
    return tuple(scores)


def course_score(scores: Sequence[SolutionScore]) -> float:
    """Return the share of all mutants that are caught, from 0 to 1."""
    total = sum(item.total for item in scores)
    return sum(len(item.caught) for item in scores) / total if total else 1.0
