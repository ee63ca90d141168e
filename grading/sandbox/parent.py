"""The client's side of one warm parent: start it, open programs, fork and reap through it."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from grading.errors import PlatformError, WallError
from grading.sandbox import scratch, walls, watch
from grading.sandbox.environment import Environment
from grading.sandbox.program import Limits, Role
from grading.sandbox.sitting import Sittings
from grading.sandbox.wire import Channel, ChannelError, pair

START_TIMEOUT_S = 120.0
ANSWER_TIMEOUT_S = 20.0
_MAX_ITEMS = 300_000


class ParentGone(PlatformError):
    """The warm parent died or hangs; it must not be used again."""


@dataclass(frozen=True)
class Obituary:
    """How a child ended.

    Attributes:
        exit: exit status, negative for a signal.
        limit: name of the limit that the watch saw broken; "" for none.
        cpu_time_s: seconds of processor of its whole tree.
        peak_memory_mb: most megabytes in use on top of the parent's.
    """

    exit: int
    limit: str
    cpu_time_s: float
    peak_memory_mb: float


class Process:
    """One child, from the outside.

    Attributes:
        role: what runs in it.
        link: through which it was forked.
        control: the channel to its driver.
        number: its number in the link.
        forgeries: frames that came from it and answered no question.
        is_first: whether it is process 1 of its own PID namespace, so that what it starts is below.
    """

    def __init__(
        self, role: Role, link: "Link", control: Channel, number: int, pidfd: int, shared: int
    ) -> None:
        self.role = role
        self.link = link
        self.control = control
        self.number = number
        self.forgeries = 0
        self.is_first = False
        self.pidfd = pidfd
        self._shared = shared
        self._death = select.poll()
        self._death.register(pidfd, select.POLLIN)
        self._sight = watch.Sight(_pid_of(pidfd))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; nothing happens when the process is dead."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, number)

    def is_dead(self, timeout_s: float = 0.0) -> bool:
        """Return whether the process ends in time (`man 2 pidfd_open`: it then polls readable)."""
        return bool(self._death.poll(timeout_s * 1000))

    def memory_mb(self) -> float:
        """Return the megabytes in memory on top of the parent's; 0 when it is dead."""
        member = self._sight.member()
        return 0.0 if member is None else max(0, member.resident - self._shared) / walls.MB

    def is_surely_within(self, limits: Limits) -> bool:
        """Say whether it is alone and small: what the watch would find is then no breach."""
        member = self._sight.alone() if self.is_first and not self.is_dead() else None
        if member is None:
            return False
        return member.resident - self._shared <= limits.memory_mb * walls.MB

    def close(self) -> None:
        """Close the descriptors; the process is not touched."""
        self.control.close()
        self._sight.close()
        os.close(self.pidfd)


class Link:
    """The channel of one program to the warm parent."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def fork(
        self, role: Role, limits: Limits, peer: socket.socket, *, stays: bool = False
    ) -> Process:
        """Fork a child; its walls rise while this returns.

        Args:
            role: what will run in it.
            limits: what it may use.
            peer: its end of the channel between student and judge.
            stays: whether it will serve several programs.

        Raises:
            ParentGone: the parent does not answer.
        """
        ours, theirs = pair()
        try:
            request = {"op": "fork", "role": role, "limits": asdict(limits), "stays": stays}
            self._tell(request, [theirs.fileno(), peer.fileno()])
            answer, fds = self._hear("fork")
        except ParentGone:
            ours.close()
            raise
        finally:
            theirs.close()
        control = Channel(ours, max_items=_MAX_ITEMS)
        return Process(role, self, control, answer["child"], fds[0], answer["shared"])

    def over(self, processes: Iterable[Process]) -> list[Process]:
        """Have the parent look at children now; return those that it ended for a limit.

        Raises:
            ParentGone: the parent does not answer.
        """
        numbered = {process.number: process for process in processes}
        self._tell({"op": "check", "children": list(numbered)})
        answer, _ = self._hear("check")
        return [numbered[number] for number in answer["over"]]

    def reap(self, *processes: Process) -> list[Obituary]:
        """End children side by side and wait until their whole trees are gone.

        Raises:
            ParentGone: a tree does not die, or the parent does not answer.
        """
        answers = {}
        try:
            for process in processes:
                self._tell({"op": "reap", "child": process.number})
            for _ in processes:
                answer, _ = self._hear("reap")
                answers[answer["child"]] = answer
        finally:
            for process in processes:
                process.close()
        return [
            Obituary(end["exit"], end["limit"], end["cpu_time_s"], end["peak_memory_mb"])
            for end in (answers[process.number] for process in processes)
        ]

    def is_open(self) -> bool:
        """Say whether the other end is there, and has said nothing that nobody asked for."""
        poller = select.poll()
        poller.register(self._channel, select.POLLIN)
        return not poller.poll(0)

    def close(self) -> None:
        """Give the program up; the parent ends what is left of it."""
        self._channel.close()

    def _tell(self, request: dict[str, Any], fds: Sequence[int] = ()) -> None:
        try:
            self._channel.send(request, fds=fds, timeout_s=ANSWER_TIMEOUT_S)
        except ChannelError as error:
            raise ParentGone(f"the warm parent does not take {request['op']}: {error}") from error

    def _hear(self, asked: str) -> tuple[dict[str, Any], list[int]]:
        try:
            answer, _ = self._channel.recv(timeout_s=ANSWER_TIMEOUT_S)
        except ChannelError as error:
            raise ParentGone(f"the warm parent does not answer {asked}: {error}") from error
        return answer, self._channel.take_fds()


class WarmParent:
    """A warm parent that starts; `wait` until it can fork.

    Args:
        environment: what it imports.
        settings: the walls of its children.

    Attributes:
        missing: why a wall is missing, by its name.
        sittings: judges that wait for their next program.
        users: programs that run now.
        programs: programs ever opened.
        is_ready: whether it can fork.

    Raises:
        PlatformError: it did not start.
    """

    def __init__(self, environment: Environment, settings: walls.Walls) -> None:
        self.users = self.programs = 0
        self.is_ready = False
        self.missing: Mapping[str, str] = {}
        self.sittings = Sittings(self.open)
        self._links: list[Link] = []
        self._is_closed = False
        self._required = settings.required
        self._lock = threading.Lock()
        self._root = tempfile.mkdtemp(prefix="enact-")
        # Accounts of no one must be able to pass to their own scratch folders.
        os.chmod(self._root, 0o711)  # noqa: S103
        ours, theirs = pair()
        self._main = Channel(ours)
        self._errors = tempfile.TemporaryFile()
        self._process: subprocess.Popen[bytes] | None = None
        try:
            with theirs:
                self._process = self._start(environment, theirs.fileno())
            self._configure(environment, settings)
        except BaseException:
            self.close()
            raise

    def wait(self) -> None:
        """Wait until it has imported everything and raised its own walls.

        Raises:
            PlatformError: it did not start.
            WallError: a wall that every child needs is missing.
        """
        try:
            answer, _ = self._main.recv(timeout_s=START_TIMEOUT_S)
        except ChannelError as error:
            raise PlatformError(f"the warm parent did not start: {self._last_words()}") from error
        if answer["op"] == "failed":
            raise PlatformError(f"the warm parent did not start: {answer['reason']}")
        short = walls.lacking(answer["expected"], self._required)
        if short:
            reasons = "; ".join(f"{name}: {why}" for name, why in answer["missing"].items())
            raise WallError(f"required, but cannot be raised here: {', '.join(short)} ({reasons})")
        self.missing = answer["missing"]
        self.is_ready = True
        if "mount-namespace" not in self.missing:
            # The view stands in a namespace of its own; the folder below it was only its handle.
            scratch.empty(self._root)

    def open(self) -> Link:
        """Open a program.

        Raises:
            ParentGone: the parent has died.
        """
        with self._lock:
            link = self._links.pop() if self._links else None
        if link is not None and link.is_open():
            return link
        if link is not None:
            link.close()
        ours, theirs = pair()
        with theirs, self._lock:
            try:
                self._main.send({"op": "program"}, fds=[theirs.fileno()], timeout_s=5.0)
            except ChannelError as error:
                ours.close()
                raise ParentGone(f"the warm parent has died: {error}") from error
        return Link(Channel(ours, accept_fds=True))

    def keep(self, link: Link) -> None:
        """Take a link back whose processes have all been reaped, for another program."""
        with self._lock:
            if not self._is_closed:
                self._links.append(link)
                return
        link.close()

    def memory_mb(self) -> float:
        """Return the megabytes that the parent has in memory.

        Raises:
            ParentGone: the parent does not answer.
        """
        return float(self._ask("status")["memory"]) / walls.MB

    def versions(self) -> dict[str, str]:
        """Return version by name of the interpreter and of the packages.

        Raises:
            ParentGone: the parent does not answer.
        """
        return dict(self._ask("versions")["versions"])

    def _ask(self, question: str) -> dict[str, Any]:
        with self._lock:
            try:
                self._main.send({"op": question}, timeout_s=5.0)
                answer, _ = self._main.recv(timeout_s=ANSWER_TIMEOUT_S)
            except ChannelError as error:
                raise ParentGone(f"the warm parent does not answer: {error}") from error
        return answer

    def close(self) -> None:
        """End the parent and everything below it."""
        self.sittings.close()
        with self._lock:
            self._is_closed = True
            links, self._links = self._links, []
        for link in links:
            link.close()
        self._main.close()
        if self._process is not None:
            if not self.is_ready:
                # It would import to the end before it noticed that nobody waits.
                self._process.kill()
            try:
                self._process.wait(timeout=5.0)
            except subprocess.TimeoutExpired:
                # The keeper's end is the parent's (PR_SET_PDEATHSIG), and that of its namespace.
                self._process.kill()
                self._process.wait()
        self._errors.close()
        scratch.empty(self._root)

    def _start(self, environment: Environment, fd: int) -> subprocess.Popen[bytes]:
        command = [environment.interpreter, "-s", "-P", "-m", "grading.sandbox", str(fd)]
        try:
            return subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                cwd="/",
                env=environment.variables(),
                pass_fds=(fd,),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
            )
        except OSError as error:
            raise PlatformError(f"the warm parent did not start: {error}") from error

    def _configure(self, environment: Environment, settings: walls.Walls) -> None:
        configuration = {
            "environment": environment.to_message(),
            "walls": settings.to_message(),
            "root": self._root,
        }
        try:
            self._main.send(configuration, timeout_s=ANSWER_TIMEOUT_S)
        except ChannelError as error:
            raise PlatformError(f"the warm parent did not start: {self._last_words()}") from error

    def _last_words(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace").strip()[-2000:] or "no message"


def _pid_of(pidfd: int) -> int:
    """Return the process id that this process would use (`man 2 pidfd_open`)."""
    with open(f"/proc/self/fdinfo/{pidfd}", encoding="ascii") as file:
        for line in file:
            if line.startswith("Pid:"):
                return int(line.split()[1])
    return -1
