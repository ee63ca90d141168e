"""Runs everything that the dynamic checks need, several exercises at once."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import TypeVar

from grading.course import Assignment, Course
from grading.errors import PlatformError, WallError
from grading.exercise import Exercise
from grading.notebook import to_source_notebook
from grading.quality.answers import Answer
from grading.quality.batch import Outcome
from grading.quality.experiment import Experiment, run_experiment, run_references
from grading.quality.graded import Desk, Verdicts, handing_in
from grading.quality.servers import HASH_SEEDS, Servers, modules_of
from grading.release import copied_files
from grading.student_version import make_versions

# Seeds of `random` and `numpy.random` by hash seed; the very first is that of all variants.
SEEDS: Mapping[int, Sequence[int]] = {0: (0, 2, 4), 1: (1, 3)}
# Runs at once for each processor: the reference must pass on a machine that is busy.
LOAD = 2

Progress = Callable[[str], None]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Evidence:
    """What the runs of one exercise showed.

    Attributes:
        assignment: its assignment.
        exercise: the exercise.
        experiment: reference, stub, stored answers, mutants and probes.
        others: the reference once more, by seed, with another hash seed.
        verdicts: what the platform's grader says of reference, stub and right answers; None for
            a notebook that belongs to no course.
    """

    assignment: Assignment
    exercise: Exercise
    experiment: Experiment
    others: Mapping[int, Outcome]
    verdicts: Verdicts | None

    @property
    def trials(self) -> Mapping[tuple[int, int], Outcome]:
        """Every run of the reference, by pair of seed and hash seed, in order of the seeds."""
        first, other = HASH_SEEDS
        found = {(seed, first): run for seed, run in self.experiment.references.items()}
        found |= {(seed, other): run for seed, run in self.others.items()}
        return dict(sorted(found.items()))


@dataclass(frozen=True)
class Work:
    """What to run.

    Attributes:
        exercises: the exercises, each with its assignment.
        answers: their stored answers.
        language: language of the stubs.
        files: what lies beside the notebooks, by relative path; None for what an assignment's
            own folder holds.
        course: what to release and hand in to; None for a notebook that belongs to no course.
    """

    exercises: Sequence[tuple[Assignment, Exercise]]
    answers: Sequence[Answer]
    language: str
    files: Mapping[str, bytes] | None = None
    course: Course | None = None

    @property
    def modules(self) -> set[str]:
        """What a parent imports so that no run has to."""
        return modules_of(self.exercises, self.answers)


@contextmanager
def running(
    work: Work, servers: Servers, progress: Progress
) -> Iterator[Callable[[], tuple[Evidence, ...]]]:
    """Begin every run; what is given waits for them all.

    Args:
        work: what to run.
        servers: run it; they have imported what the work needs.
        progress: called with a word for each run that ends.

    Raises:
        PlatformError: the sandbox failed.
    """
    pool = ThreadPoolExecutor(LOAD * (os.cpu_count() or 1))
    try:
        with _parsing_in_threads():
            if work.course is None:
                yield _Runs(work, servers, None, pool, progress).evidence
            else:
                with handing_in(work.course, servers.judged) as desk:
                    yield _Runs(work, servers, desk, pool, progress).evidence
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _parsing_in_threads() -> Iterator[None]:
    """Keep the garbage collector from changing threads in the middle of `ast.parse`.

    Source: CPython issue 106905, "AST constructor recursion depth mismatch", until Python 3.12.
    """
    was_on = gc.isenabled()
    if sys.version_info < (3, 12):
        gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Runs:
    """Every run of some exercises, begun at once and collected later."""

    def __init__(
        self,
        work: Work,
        servers: Servers,
        desk: Desk | None,
        pool: ThreadPoolExecutor,
        progress: Progress,
    ) -> None:
        self._work = work
        self._servers = servers
        self._desk = desk
        self._progress = progress
        # The longest first, so that the last to end are short: authors give them the most time.
        longest = sorted(work.exercises, key=lambda pair: -pair[0].limits.wall_time_s)
        self._experiments = self._submit(pool, self._run_experiment, longest)
        self._verdicts = self._submit(pool, self._hand_in, _interleaved(work.exercises))
        self._others = self._submit(pool, self._run_others, work.exercises)

    def evidence(self) -> tuple[Evidence, ...]:
        """Wait for every run."""
        return tuple(
            Evidence(
                assignment,
                exercise,
                self._experiments[exercise.path].result(),
                self._others[exercise.path].result(),
                self._verdicts[exercise.path].result(),
            )
            for assignment, exercise in self._work.exercises
        )

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        run: Callable[[Assignment, Exercise], Found],
        exercises: Sequence[tuple[Assignment, Exercise]],
    ) -> Mapping[Path, Future[Found]]:
        def work(assignment: Assignment, exercise: Exercise) -> Found:
            try:
                found = run(assignment, exercise)
            except WallError:
                raise
            except PlatformError:
                found = run(assignment, exercise)  # A busy machine may have been too slow once.
            self._progress(exercise.slug)
            return found

        return {
            exercise.path: pool.submit(work, assignment, exercise)
            for assignment, exercise in exercises
        }

    def _run_experiment(self, assignment: Assignment, exercise: Exercise) -> Experiment:
        hash_seed = HASH_SEEDS[0]
        return run_experiment(
            exercise,
            stub_sources(exercise, self._work.language),
            self._answers(exercise),
            self._files(assignment),
            assignment.limits,
            self._servers.plain(hash_seed),
            SEEDS[hash_seed],
        )

    def _run_others(self, assignment: Assignment, exercise: Exercise) -> Mapping[int, Outcome]:
        hash_seed = HASH_SEEDS[1]
        return run_references(
            exercise,
            self._files(assignment),
            assignment.limits,
            self._servers.plain(hash_seed),
            SEEDS[hash_seed],
        )

    def _hand_in(self, assignment: Assignment, exercise: Exercise) -> Verdicts | None:
        if self._desk is None:
            return None
        return self._desk.verdicts(assignment, exercise, self._answers(exercise))

    def _answers(self, exercise: Exercise) -> list[Answer]:
        return [answer for answer in self._work.answers if answer.belongs_to(exercise)]

    def _files(self, assignment: Assignment) -> Mapping[str, bytes]:
        return copied_files(assignment.folder) if self._work.files is None else self._work.files


def _interleaved(
    exercises: Sequence[tuple[Assignment, Exercise]],
) -> list[tuple[Assignment, Exercise]]:
    """Return the first exercise of each assignment, then the second ones, and so on.

    The grader looks at an assignment as a whole first: its exercises would wait for one another.
    """
    groups: dict[str, list[tuple[Assignment, Exercise]]] = {}
    for pair in exercises:
        groups.setdefault(pair[0].slug, []).append(pair)
    return [pair for pair in chain(*zip_longest(*groups.values())) if pair is not None]


def stub_sources(exercise: Exercise, language: str) -> dict[str, str]:
    """Return what students find in the cells that they are to fill in, by `grade_id`."""
    student = make_versions(to_source_notebook(exercise), language).student
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in student.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
