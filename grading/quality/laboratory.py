"""Runs everything that the dynamic checks need, several exercises at once."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from grading.course import Assignment, Course
from grading.exercise import Exercise
from grading.notebook import to_source_notebook
from grading.quality.answers import Answer
from grading.quality.experiment import Experiment, run_experiment
from grading.quality.trials import Trial, run_trial
from grading.release import copied_files
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.student_version import make_versions

SEEDS = (0, 1, 2, 3, 4)
HASH_SEEDS = (0, 1)
# Runs at once for each processor: the reference must pass on a machine that is busy.
LOAD = 2
# The author's own code needs walls, but neither IPython nor a judge.
DRIVER = "grading.sandbox.plain"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Evidence:
    """What the runs of one exercise showed.

    Attributes:
        assignment: its assignment.
        exercise: the exercise.
        trials: runs of the reference, by pair of seed and hash seed.
        experiment: reference, stub, stored answers, mutants and probes.
    """

    assignment: Assignment
    exercise: Exercise
    trials: Mapping[tuple[int, int], Trial]
    experiment: Experiment


def gather(
    course: Course,
    exercises: Sequence[tuple[Assignment, Exercise]],
    answers: Sequence[Answer],
    progress: Progress,
) -> tuple[Evidence, ...]:
    """Run some exercises of a course in every way that the checks ask for.

    Args:
        course: the course.
        exercises: what to run, with its assignment.
        answers: stored answers of these exercises.
        progress: called with a word for each run that ends.

    Raises:
        PlatformError: the sandbox failed.
    """
    packages = tuple(sorted({name for found, _ in exercises for name in found.packages}))
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(LOAD * (os.cpu_count() or 1)))
        started = pool.map(lambda seed: _start(packages, seed), HASH_SEEDS)
        servers = dict(zip(HASH_SEEDS, started, strict=True))
        for server in servers.values():
            stack.callback(server.close)
        runs = [
            _Runs(
                assignment,
                exercise,
                stub_sources(exercise, course.language),
                [answer for answer in answers if answer.belongs_to(exercise)],
                servers,
                pool,
                progress,
            )
            for assignment, exercise in exercises
        ]
        return tuple(run.evidence() for run in runs)


def _start(packages: tuple[str, ...], hash_seed: int) -> ForkServer:
    environment = Environment(packages=packages, hash_seed=hash_seed, driver=DRIVER)
    return ForkServer(environment).__enter__()


class _Runs:
    """Every run of one exercise, begun at once and collected later."""

    def __init__(
        self,
        assignment: Assignment,
        exercise: Exercise,
        stub: Mapping[str, str],
        answers: Sequence[Answer],
        servers: Mapping[int, ForkServer],
        pool: ThreadPoolExecutor,
        progress: Progress,
    ) -> None:
        self.assignment = assignment
        self.exercise = exercise
        self._stub = stub
        self._answers = answers
        self._files = copied_files(assignment.folder)
        self._servers = servers
        self._progress = progress
        self._trials = {
            (seed, hash_seed): pool.submit(self._run_trial, seed, hash_seed)
            for seed, hash_seed in zip(SEEDS, HASH_SEEDS * len(SEEDS), strict=False)
        }
        self._experiment = pool.submit(self._run_experiment)

    def evidence(self) -> Evidence:
        """Wait for every run."""
        trials = {seeds: future.result() for seeds, future in self._trials.items()}
        return Evidence(self.assignment, self.exercise, trials, self._experiment.result())

    def _run_trial(self, seed: int, hash_seed: int) -> Trial:
        server = self._servers[hash_seed]
        found = run_trial(self.exercise, self._files, self.assignment.limits, server, seed)
        self._progress(self.exercise.slug)
        return found

    def _run_experiment(self) -> Experiment:
        found = run_experiment(
            self.exercise,
            self._stub,
            self._answers,
            self._files,
            self.assignment.limits,
            self._servers[HASH_SEEDS[0]],
        )
        self._progress(self.exercise.slug)
        return found


def stub_sources(exercise: Exercise, language: str) -> dict[str, str]:
    """Return what students find in the cells that they are to fill in, by `grade_id`."""
    student = make_versions(to_source_notebook(exercise), language).student
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in student.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
