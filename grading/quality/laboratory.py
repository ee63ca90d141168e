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
from grading.quality.graded import Desk, Verdicts, handing_in
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
        verdicts: what the platform's grader says of reference, stub and right answers; None for
            a notebook that belongs to no course.
    """

    assignment: Assignment
    exercise: Exercise
    trials: Mapping[tuple[int, int], Trial]
    experiment: Experiment
    verdicts: Verdicts | None


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
    environments = [
        *(Environment(packages, hash_seed=seed, driver=DRIVER) for seed in HASH_SEEDS),
        Environment(packages),
    ]
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(LOAD * (os.cpu_count() or 1)))
        *plain, judged = pool.map(_start, environments)
        for server in (*plain, judged):
            stack.callback(server.close)
        desk = stack.enter_context(handing_in(course, judged))
        bench = Bench(dict(zip(HASH_SEEDS, plain, strict=True)), desk, pool, progress)
        runs = [
            _Runs(
                assignment,
                exercise,
                stub_sources(exercise, course.language),
                [answer for answer in answers if answer.belongs_to(exercise)],
                copied_files(assignment.folder),
                bench,
            )
            for assignment, exercise in exercises
        ]
        return tuple(run.evidence() for run in runs)


def gather_alone(
    assignment: Assignment,
    files: Mapping[str, bytes],
    language: str,
    progress: Progress,
) -> tuple[Evidence, ...]:
    """Run the exercises of an assignment that belongs to no course.

    Args:
        assignment: the assignment.
        files: what lies beside its notebooks, by relative path.
        language: language of the stubs.
        progress: called with a word for each run that ends.

    Raises:
        PlatformError: the sandbox failed.
    """
    packages = assignment.packages
    environments = [Environment(packages, hash_seed=seed, driver=DRIVER) for seed in HASH_SEEDS]
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(LOAD * (os.cpu_count() or 1)))
        servers = list(pool.map(_start, environments))
        for server in servers:
            stack.callback(server.close)
        bench = Bench(dict(zip(HASH_SEEDS, servers, strict=True)), None, pool, progress)
        runs = [
            _Runs(assignment, exercise, stub_sources(exercise, language), (), files, bench)
            for exercise in assignment.exercises
        ]
        return tuple(run.evidence() for run in runs)


def _start(environment: Environment) -> ForkServer:
    return ForkServer(environment).__enter__()


@dataclass(frozen=True)
class Bench:
    """What every run needs.

    Attributes:
        servers: fork servers of the plain driver, by hash seed.
        desk: takes hand-ins for the platform's grader, if there is a course to release.
        pool: runs several at once.
        progress: called with a word for each run that ends.
    """

    servers: Mapping[int, ForkServer]
    desk: Desk | None
    pool: ThreadPoolExecutor
    progress: Progress


class _Runs:
    """Every run of one exercise, begun at once and collected later."""

    def __init__(
        self,
        assignment: Assignment,
        exercise: Exercise,
        stub: Mapping[str, str],
        answers: Sequence[Answer],
        files: Mapping[str, bytes],
        bench: Bench,
    ) -> None:
        self.assignment = assignment
        self.exercise = exercise
        self._stub = stub
        self._answers = answers
        self._bench = bench
        self._files = files
        self._trials = {
            (seed, hash_seed): bench.pool.submit(self._run_trial, seed, hash_seed)
            for seed, hash_seed in zip(SEEDS, HASH_SEEDS * len(SEEDS), strict=False)
        }
        self._experiment = bench.pool.submit(self._run_experiment)
        self._verdicts = bench.pool.submit(self._hand_in)

    def evidence(self) -> Evidence:
        """Wait for every run."""
        trials = {seeds: future.result() for seeds, future in self._trials.items()}
        return Evidence(
            self.assignment,
            self.exercise,
            trials,
            self._experiment.result(),
            self._verdicts.result(),
        )

    def _run_trial(self, seed: int, hash_seed: int) -> Trial:
        server = self._bench.servers[hash_seed]
        found = run_trial(self.exercise, self._files, self.assignment.limits, server, seed)
        self._bench.progress(self.exercise.slug)
        return found

    def _run_experiment(self) -> Experiment:
        found = run_experiment(
            self.exercise,
            self._stub,
            self._answers,
            self._files,
            self.assignment.limits,
            self._bench.servers[HASH_SEEDS[0]],
        )
        self._bench.progress(self.exercise.slug)
        return found

    def _hand_in(self) -> Verdicts | None:
        if self._bench.desk is None:
            return None
        found = self._bench.desk.verdicts(self.assignment, self.exercise, self._answers)
        self._bench.progress(self.exercise.slug)
        return found


def stub_sources(exercise: Exercise, language: str) -> dict[str, str]:
    """Return what students find in the cells that they are to fill in, by `grade_id`."""
    student = make_versions(to_source_notebook(exercise), language).student
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in student.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
