"""Starts each person's notebook server inside its wall, and notices at once when it is up."""

import asyncio
import contextlib
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from jupyterhub.spawner import LocalProcessSpawner
from jupyterhub.utils import random_port
from traitlets import Bool, Dict, Unicode

from grading.errors import EnactError
from hub_config.formgrader_entry import GRADER_PREFIX, INSTRUCTOR_GROUP_PREFIX
from hub_config.keeper import client, wire
from hub_config.keeper.ward import Order
from hub_config.language import Language, negotiate
from hub_config.wall import Wall

NOTEBOOK = Path(__file__).parent / "notebook"
PANEL = Path(__file__).parent / "panel" / "share" / "jupyter"
# The path of a home may be too long for a Unix socket, and the account may be root.
UNWALLED = ("--ConnectionFileMixin.transport=tcp", "--allow-root")
LOOK_S, LOOKS_A_POLL = 0.05, 10
OPEN_FILES = 4096
AT_ONCE = 2 * (os.cpu_count() or 1)


class EndedEarlyError(EnactError):
    """A notebook server ended before it listened."""


class WalledSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """A notebook server per person, behind a bubblewrap wall, without an account of the system.

    The keeper forks the server from a warm parent; where it cannot, the server is started behind
    the same wall by itself, and the hub's log says so.
    """

    homes = Unicode(help="Folder with one home per person.").tag(config=True)
    cohorts = Unicode(help="Folder with one nbgrader course folder per cohort.").tag(config=True)
    private = Unicode(help="Folder for the files that the spawner makes.").tag(config=True)
    logs = Unicode(help="Folder with one log file per server.").tag(config=True)
    walled = Bool(True, help="Whether to raise the wall.").tag(config=True)
    keeper = Unicode(help="Socket of the keeper of servers; empty: nothing is forked.").tag(
        config=True
    )
    limits = Dict(help="What a person's processes may use: see entry.set_limits.").tag(config=True)
    is_kept = Bool(False, help="Whether the keeper started the server.")
    api_token: str
    _given_ports: ClassVar[set[int]] = set()
    _given_port = 0
    _turns: ClassVar[asyncio.Semaphore] = asyncio.Semaphore(AT_ONCE)

    @property
    def role(self) -> str:
        """Which set of notebook extensions the person gets: student, instructor or grader."""
        if self.user.name.startswith(GRADER_PREFIX):
            return "grader"
        groups = [group.name for group in self.user.groups]
        is_instructor = any(name.startswith(INSTRUCTOR_GROUP_PREFIX) for name in groups)
        return "instructor" if is_instructor else "student"

    @property
    def home(self) -> Path:
        """The person's home, outside the wall."""
        return Path(self.homes) / str(self.user.name)

    @property
    def cohort(self) -> str:
        """The cohort of a grader account; empty for people."""
        is_grader = self.role == "grader"
        return str(self.user.name).removeprefix(GRADER_PREFIX) if is_grader else ""

    def wall(self) -> Wall:
        """Return the wall of this person: a grader account also sees its cohort's folder."""
        name = str(self.user.name)
        mounts = {}
        if self.cohort:
            mounts[f"/home/{name}/{self.cohort}"] = Path(self.cohorts) / self.cohort
        return Wall(name=name, home=self.home, private=Path(self.private), mounts=mounts)

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add what belongs to the person; the hub's own variables never get here."""
        home = self.wall().home_inside if self.walled else str(self.home)
        runtime = "/tmp/jupyter" if self.walled else f"{home}/.local/runtime"  # noqa: S108
        language = self._language()
        role_path = (NOTEBOOK / self.role, NOTEBOOK / language, NOTEBOOK / "common")
        return env | {
            "HOME": home,
            "USER": self.user.name,
            "SHELL": "/bin/bash",
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join((f"{sys.prefix}/bin", "/usr/local/bin", "/usr/bin", "/bin")),
            # Found first, it stands in for a package whose import builds a grammar for 1.5 s.
            "PYTHONPATH": str(NOTEBOOK / "shadow"),
            "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, role_path)),
            "JUPYTER_PATH": os.pathsep.join(map(str, self._shares())),
            # Short, because kernels listen on Unix sockets below it (108 bytes at most).
            "JUPYTER_RUNTIME_DIR": runtime,
            "ENACT_PERSON_LANGUAGE": language,
            "ENACT_COHORT": self.cohort,
            **({"JUPYTER_DEFAULT_PROVISIONER_NAME": "enact-warm"} if self.keeper else {}),
        }

    def _shares(self) -> Iterator[Path]:
        """Return the folders of data of the role; a cohort's formgrader needs no panel."""
        yield NOTEBOOK / self.role / "share"
        if self.role != "grader":
            yield PANEL

    def _language(self) -> Language:
        """Return the language of the browser that asked for the server."""
        request = getattr(self.handler, "request", None)
        return negotiate(request.headers.get("Accept-Language", "") if request else "")

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Return what the child does before it becomes the server: limits, working folder."""
        home = str(self.home)

        def prepare() -> None:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            limit = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
            os.chdir(home)

        return prepare

    async def move_certs(self, paths: dict[str, str]) -> dict[str, str]:
        """Return the certificates unchanged: there is no account to hand them to."""
        return paths

    async def start(self) -> tuple[str, int]:
        """Start the server and return its address once it listens.

        Raises:
            EndedEarlyError: the server ended before it listened, twice; its log says why.
        """
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(self.logs).mkdir(parents=True, exist_ok=True, mode=0o700)
        # Another one each time: whoever was given the last one's port meanwhile keeps it.
        self.port: int = self._free_port()
        if self.walled and self.keeper:
            try:
                await self._start_kept()
                return self.ip, self.port
            except wire.WireError as error:
                self.log.warning("%s: started, not forked: %s", self.user.name, error)
        server = [sys.executable, "-m", "jupyterhub.singleuser"]
        self._show_cohort()
        self.cmd = [*self.wall().command(), *server] if self.walled else [*server, *UNWALLED]
        with (Path(self.logs) / f"{self.user.name}.log").open("ab") as log:
            self.popen_kwargs = {"stdout": log, "stderr": log, "cwd": str(self.home)}
            ip, port = await super().start()
        await self._listening(ip, port)
        return ip, port

    async def _start_kept(self) -> None:
        # A class that comes at once is served a few at a time: all together would only share
        # the processor, and everybody would wait as long as the last.
        async with self._turns:
            token = self.api_token
            try:
                await self._fork()
            except EndedEarlyError as error:
                # Between being found free and being listened on, a port can become somebody's
                # end of a connection.
                self.log.warning("%s Trying again on another port.", error)
                self.port, self.api_token = self._free_port(), token
                await self._fork()

    async def _fork(self) -> None:
        self.pid = await client.start(Path(self.keeper), self._order())
        self.is_kept = True
        await self._listening(self.ip, self.port)

    def _order(self) -> Order:
        wall = self.wall()
        return Order(
            key=str(self._log_name),
            wall=wall.command(),
            home=str(self.home),
            argv=["jupyterhub-singleuser", *self.get_args()],
            env=self.get_env(),
            folder=wall.home_inside,
            log=str(Path(self.logs) / f"{self.user.name}.log"),
            limits=self.limits,
        )

    def _free_port(self) -> int:
        """Return a port that no other server was given: many may start before the first listens.

        The one that this server was given before is given back.
        """
        port = int(random_port())
        while port in self._given_ports:
            port = int(random_port())
        self._give_port_back()
        self._given_ports.add(port)
        self._given_port = port
        return port

    def _give_port_back(self) -> None:
        self._given_ports.discard(self._given_port)
        self._given_port = 0

    def get_state(self) -> dict[str, Any]:
        """Return what the hub needs to find the server after it was started again."""
        return {**super().get_state(), **({"kept": True} if self.is_kept else {})}

    def load_state(self, state: dict[str, Any]) -> None:
        """Find the server of an earlier run of the hub."""
        super().load_state(state)
        self.is_kept = bool(state.get("kept"))

    def clear_state(self) -> None:
        """Forget a server that has ended."""
        super().clear_state()
        self.is_kept = False
        self._give_port_back()

    async def poll(self) -> int | None:
        """Return None while the server runs, an exit status afterwards."""
        if not self.is_kept:
            status: int | None = await super().poll()
            return status
        with contextlib.suppress(wire.WireError):
            if not await client.is_running(Path(self.keeper), str(self._log_name)):
                self.clear_state()
                return 0
        # A keeper too busy to answer says nothing about the server.
        return None

    async def stop(self, now: bool = False) -> None:
        """Stop the server and everything else behind its wall."""
        if not self.is_kept:
            await super().stop(now)
            return
        await client.stop(Path(self.keeper), str(self._log_name))
        self.clear_state()

    def _show_cohort(self) -> None:
        """Without a wall, a link stands where the wall would show the cohort's folder."""
        shown = self.home / self.cohort
        if self.cohort and shown.is_symlink():
            shown.unlink()
        if self.cohort and not self.walled:
            shown.symlink_to(Path(self.cohorts) / self.cohort)

    async def _listening(self, ip: str, port: int) -> None:
        # JupyterHub itself looks with growing pauses of up to five seconds. Whether the server
        # still runs is asked less often: each time is a talk with the keeper.
        while await self.poll() is None:
            for _ in range(LOOKS_A_POLL):
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection(ip, port)
                    writer.close()
                    return
                await asyncio.sleep(LOOK_S)
        text = f"The server of {self.user.name} ended before it listened: {self.logs}."
        raise EndedEarlyError(text)

    async def delete_forever(self) -> None:
        """Remove what the spawner made for a person who is deleted; the home stays."""
        shutil.rmtree(Path(self.private) / str(self.user.name), ignore_errors=True)
