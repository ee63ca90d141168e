"""The warm fork servers of the gate, shared by every course that is checked together."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from grading.course import Assignment
from grading.exercise import Exercise
from grading.imports import imported_modules, is_there
from grading.quality.answers import Answer
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import DEFAULT_DRIVER, Environment

HASH_SEEDS = (0, 1)
# The author's own code needs walls, but neither IPython nor a judge.
PLAIN_DRIVER = "grading.sandbox.plain"


class Servers:
    """One fork server for each hash seed, and one of the platform's grader.

    A server that has imported more than an exercise needs serves it as well, so courses share
    them; a course that needs more gets servers of its own, which replace these.
    """

    def __init__(self) -> None:
        self._modules: frozenset[str] = frozenset()
        self._servers: dict[Environment, ForkServer] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def require(self, modules: Iterable[str]) -> None:
        """Have servers that have imported at least these modules; call it between courses.

        Raises:
            PlatformError: a server does not start.
        """
        wanted = self._modules | frozenset(modules)
        if self._servers and wanted == self._modules:
            return
        self.close()
        self._modules = wanted
        environments = [*map(self._plain, HASH_SEEDS), self._judged()]
        with ThreadPoolExecutor(len(environments)) as pool:
            started = list(pool.map(_start, environments))
        self._servers = dict(zip(environments, started, strict=True))

    def plain(self, hash_seed: int) -> ForkServer:
        """Return the server that runs an author's code with a hash seed."""
        return self._servers[self._plain(hash_seed)]

    @property
    def judged(self) -> ForkServer:
        """The server of the platform's grader."""
        return self._servers[self._judged()]

    def close(self) -> None:
        """End the servers."""
        with self._lock:
            servers, self._servers = self._servers, {}
        for server in servers.values():
            server.close()

    def _plain(self, hash_seed: int) -> Environment:
        return Environment(tuple(sorted(self._modules)), hash_seed, driver=PLAIN_DRIVER)

    def _judged(self) -> Environment:
        return Environment(tuple(sorted(self._modules)), driver=DEFAULT_DRIVER)


def modules_of(
    exercises: Iterable[tuple[Assignment, Exercise]], answers: Sequence[Answer] = ()
) -> set[str]:
    """Return the modules that a parent imports so that no run of these exercises has to.

    As the grader does: what the code imports of the packages that the assignment lists.
    """
    modules: set[str] = set()
    for assignment, exercise in exercises:
        sources = [cell.source for cell in exercise.cells if cell.kind == "code"]
        for answer in answers:
            if answer.belongs_to(exercise):
                sources += answer.solutions.values()
        found = {name for source in sources for name in imported_modules(source)}
        found = {name for name in found if name.split(".")[0] in assignment.packages}
        modules |= {name for name in found | set(assignment.packages) if is_there(name)}
    return modules


def _start(environment: Environment) -> ForkServer:
    return ForkServer(environment).__enter__()
