"""Where warm engines come from: one fork server for each set of packages."""

import platform
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Limits, Program, RunResult
from grading.sandbox.settings import read_walls
from grading.sandbox.versions import versions_of

if TYPE_CHECKING:
    from grading.early_start import EarlyStart
    from grading.sandbox.parent import WarmParent
    from grading.sandbox.walls import Walls


class Engine(Protocol):
    """What runs programs; `grading.sandbox.client.ForkServer` is one."""

    def run(self, program: Program, limits: Limits) -> RunResult:
        """Run a program; may be called from several threads at once."""


class Engines(Protocol):
    """Gives the engine for a set of packages, started when it is first asked for."""

    def engine(self, packages: tuple[str, ...]) -> Engine:
        """Return the engine whose parent has imported these modules."""

    def close(self) -> None:
        """End every engine."""


class BegunForkServer(ForkServer):
    """A fork server whose first warm parent is on its way already.

    Args:
        environment: what the parent imports.
        walls: of its children.
        parent: closed by this server.
    """

    def __init__(self, environment: Environment, walls: "Walls", parent: "WarmParent") -> None:
        super().__init__(environment, walls)
        self._parent = parent


class ForkServers:
    """One fork server for each set of packages; safe to share by threads.

    Args:
        early: a warm parent that may be on its way.
    """

    def __init__(self, early: "EarlyStart | None" = None) -> None:
        self._early = early
        self._servers: dict[tuple[str, ...], ForkServer] = {}
        self._lock = threading.Lock()

    def engine(self, packages: tuple[str, ...]) -> Engine:
        """Return the fork server of these packages; it starts when it first runs something."""
        return self._server(packages)

    def begin(self, packages: tuple[str, ...]) -> None:
        """Start the warm parent of these packages without waiting for it.

        Raises:
            PlatformError: it cannot be started.
        """
        self._server(packages).begin()

    def _server(self, packages: tuple[str, ...]) -> ForkServer:
        with self._lock:
            if packages not in self._servers:
                self._servers[packages] = self._make(Environment(packages=packages))
            return self._servers[packages]

    def _make(self, environment: Environment) -> ForkServer:
        walls = read_walls()
        parent = self._early.take(environment, walls) if self._early else None
        if parent is None:
            return ForkServer(environment, walls)
        return BegunForkServer(environment, walls, parent)

    def close(self) -> None:
        """End the servers and everything that they started."""
        with self._lock:
            for server in self._servers.values():
                server.close()
            self._servers.clear()


@lru_cache(maxsize=64)
def environment_hash(packages: tuple[str, ...]) -> str:
    """Return the SHA-256 of the versions that decide what code does.

    Args:
        packages: modules that the warm parent imports.
    """
    # Imported here, because a warm parent is started before there is time for the records' models.
    from grading.record import ENGINE_VERSION
    from grading.rubric import sha256_json

    return sha256_json(
        {
            "engine": ENGINE_VERSION,
            "machine": platform.machine(),
            "packages": sorted(packages),
            "python": platform.python_version(),
            "versions": versions_of({*packages, "IPython"}),
        }
    )
