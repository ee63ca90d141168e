"""The warm parent: imports once, forks a walled child on request; runs no student code.

Started as `python -s -P -m grading.sandbox.server FD` by `client.ForkServer`, in an environment
made from nothing. Two kinds of channel lead here:

- the *main* channel: `configure` (first frame; answered by `ready` or `failed`), then `program`
  with one descriptor for each program, `status` and `versions`;
- one *link* for each program: `fork` {role, limits, stays} with two descriptors, answered by
  `forked` {child, shared} with a pidfd; `check` {children} measures them now, answered by
  `checked` {over}; `reap` {child} ends a child and is answered, once its whole tree is gone, by
  `reaped` {child, exit, limit, cpu_time_s, peak_memory_mb}.

A link that closes ends its program's children. The main channel closing ends the server.
"""

import os
import selectors
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any

from grading.errors import PlatformError
from grading.sandbox import child, kernel, namespaces, pages, scratch, view, walls, watch
from grading.sandbox.environment import Environment, settle, versions
from grading.sandbox.program import Limits
from grading.sandbox.wire import Channel, ChannelError

WATCH_PERIOD_S = 0.05
# Without a PID namespace `/proc` shows the whole machine, and the scratch is a folder to walk.
_SLOW_WATCH_PERIOD_S = 0.1
# Long enough to see a child near its end, while it is learned which pages children write.
_LEARNING_PERIOD_S = 0.02
_SEND_TIMEOUT_S = 5.0
_SETTLE_WHEN_IDLE_S = 1.0


@dataclass(eq=False)
class Link:
    """The channel of one program and the numbers of its children."""

    channel: Channel
    children: set[int] = field(default_factory=set)


@dataclass(eq=False)
class Child:
    """One forked process and what is known of it.

    Attributes:
        number: counter of children.
        process: process id.
        pidfd: descriptor of the process.
        folder: its scratch, as it sees it.
        limits: what it may use.
        shared: resident bytes of the parent when it was forked.
        link: the program that it belongs to.
        stays: whether it serves several programs.
        sight: what the watch looks at; None without a PID namespace, where trees are searched.
        over: name of the limit that the watch saw broken.
        peak: most bytes seen in use on top of `shared`.
        exit: exit status, negative for a signal; None while it lives.
        cpu_time_s: seconds of processor of the whole tree, once it is dead.
        is_reap_asked: whether the client waits for its end.
    """

    number: int
    process: int
    pidfd: int
    folder: str
    limits: Limits
    shared: int
    link: Link
    stays: bool = False
    sight: watch.Sight | None = None
    over: str = ""
    peak: int = 0
    exit: int | None = None
    cpu_time_s: float = 0.0
    is_reap_asked: bool = False


class Server:
    """Serves fork requests until the main channel closes.

    Args:
        main: towards the client.
        plan: walls of the children.
        root: folder for scratch folders where there is no mount namespace.
        environment: what was imported; its driver runs inside the children.
        hot_pages: learns from the children.
    """

    def __init__(
        self,
        main: Channel,
        plan: walls.Plan,
        root: str,
        environment: Environment,
        hot_pages: pages.HotPages,
    ) -> None:
        self._main = main
        self._plan = plan
        self._root = root
        self._environment = environment
        self._hot_pages = hot_pages
        self._children: dict[int, Child] = {}
        self._forks = 0
        self._is_settled = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(main, selectors.EVENT_READ, None)
        self._next_watch = 0.0

    def serve(self) -> None:
        """Answer requests, watch and reap children; returns when the main channel closes."""
        while True:
            events = self._selector.select(self._patience_s())
            for key, _ in events:
                try:
                    self._handle(key.data)
                except ChannelError:
                    if key.data is None:
                        return
                    self._drop(key.data)
            self._watch()
            if not self._is_settled and not events and not self._children:
                self._is_settled = True
                settle()

    def _patience_s(self) -> float | None:
        """Return for how long nothing may happen before something else is done."""
        if self._children:
            return _LEARNING_PERIOD_S if self._hot_pages.is_learning else WATCH_PERIOD_S
        return None if self._is_settled else _SETTLE_WHEN_IDLE_S

    def close(self) -> None:
        """End every child that is left."""
        for one in list(self._children.values()):
            self._end(one)
            self._bury(one)

    def _handle(self, source: Link | Child | None) -> None:
        if source is None:
            self._hear()
        elif isinstance(source, Link):
            self._answer(source)
        else:
            self._bury(source)

    def _hear(self) -> None:
        message, _ = self._main.recv(timeout_s=_SEND_TIMEOUT_S)
        if message["op"] == "status":
            status = {"op": "status", "memory": watch.own_sizes()[1], "forks": self._forks}
            self._main.send(status, timeout_s=_SEND_TIMEOUT_S)
            return
        if message["op"] == "versions":
            found = {"op": "versions", "versions": versions(self._environment)}
            self._main.send(found, timeout_s=_SEND_TIMEOUT_S)
            return
        (fd,) = self._main.take_fds()
        link = Link(Channel(socket.socket(fileno=fd), accept_fds=True))
        self._selector.register(link.channel, selectors.EVENT_READ, link)

    def _answer(self, link: Link) -> None:
        message, _ = link.channel.recv(timeout_s=_SEND_TIMEOUT_S)
        if message["op"] == "fork":
            self._fork(link, message)
            return
        if message["op"] == "check":
            asked = [self._children[number] for number in message["children"]]
            self._look({one.process: one for one in asked if one.exit is None})
            answer = {"op": "checked", "over": [one.number for one in asked if one.over]}
            link.channel.send(answer, timeout_s=_SEND_TIMEOUT_S)
            return
        one = self._children[message["child"]]
        one.is_reap_asked = True
        if one.exit is None:
            self._end(one)
        else:
            self._tell(one)

    def _fork(self, link: Link, message: dict[str, Any]) -> None:
        self._forks += 1
        limits, number, folder = Limits(**message["limits"]), self._forks, view.SCRATCH
        if not self._plan.inside.entered:
            folder = os.path.join(self._root, str(number))
            os.mkdir(folder, 0o700)
        fds = link.channel.take_fds()
        resident = watch.own_sizes()[1]
        process = namespaces.fork_as_first() if self._plan.inside.entered else kernel.fork()
        if process == 0:
            child.become(
                self._plan, message["role"], limits, number, folder, fds, self._environment.driver
            )
        for fd in fds:
            os.close(fd)
        one = Child(
            number, process, os.pidfd_open(process), folder, limits, resident, link,
            stays=message["stays"],
        )  # fmt: skip
        one.sight = watch.Sight(process) if self._plan.inside.entered else None
        self._children[number] = one
        link.children.add(number)
        self._selector.register(one.pidfd, selectors.EVENT_READ, one)
        answer = {"op": "forked", "child": number, "shared": resident}
        link.channel.send(answer, fds=[one.pidfd], timeout_s=_SEND_TIMEOUT_S)

    def _end(self, one: Child) -> None:
        """Kill a child with its whole tree: its PID namespace, or its process group."""
        if not self._plan.inside.entered:
            _kill_group(one.process)
        signal.pidfd_send_signal(one.pidfd, signal.SIGKILL)

    def _bury(self, one: Child) -> None:
        """Reap a dead child, and what it left behind."""
        self._selector.unregister(one.pidfd)
        if not self._plan.inside.entered:
            # The child is a zombie still, so its group's number cannot be anyone else's.
            _kill_group(one.process)
        _, status, usage = os.wait4(one.process, 0)
        self._hot_pages.forget(one.process)
        os.close(one.pidfd)
        if one.sight is not None:
            one.sight.close()
        if not self._plan.inside.entered:
            _wait_for_group(one.process)
        one.exit = os.waitstatus_to_exitcode(status)
        one.cpu_time_s = usage.ru_utime + usage.ru_stime
        one.peak = max(one.peak, usage.ru_maxrss * 1024 - one.shared)
        if not self._plan.inside.entered:
            scratch.empty(one.folder)
        if one.is_reap_asked:
            self._tell(one)

    def _tell(self, one: Child) -> None:
        """Report a dead child to its program, and forget it."""
        del self._children[one.number]
        one.link.children.discard(one.number)
        report = {
            "op": "reaped",
            "child": one.number,
            "exit": one.exit,
            "limit": one.over,
            "cpu_time_s": one.cpu_time_s,
            "peak_memory_mb": max(0, one.peak) / walls.MB,
        }
        try:
            one.link.channel.send(report, timeout_s=_SEND_TIMEOUT_S)
        except (ChannelError, OSError):
            # The program's client has gone; its link is dropped where that shows.
            return

    def _drop(self, source: Link | Child) -> None:
        """End a program whose client has gone or breaks the protocol."""
        link = source if isinstance(source, Link) else source.link
        self._selector.unregister(link.channel)
        link.channel.close()
        for number in list(link.children):
            one = self._children[number]
            one.is_reap_asked = True
            if one.exit is None:
                self._end(one)
            else:
                self._tell(one)

    def _watch(self) -> None:
        """End every child whose tree uses more than its limits."""
        living = {one.process: one for one in self._children.values() if one.exit is None}
        if not living or time.monotonic() < self._next_watch:
            return
        period = WATCH_PERIOD_S if self._plan.inside.entered else _SLOW_WATCH_PERIOD_S
        if self._hot_pages.is_learning:
            period = _LEARNING_PERIOD_S
            for process, one in living.items():
                if not one.stays:
                    self._hot_pages.look(process)
        self._next_watch = time.monotonic() + period
        self._look(living)

    def _look(self, living: dict[int, Child]) -> None:
        """Measure the trees of some children, by process id, and end those over a limit."""
        members: dict[int, watch.Member] = {}
        for process, one in living.items():
            member = one.sight.alone() if one.sight is not None else None
            if member is not None:
                members[process] = member
        trees = {process: [process] for process in members}
        if len(trees) < len(living):
            members = watch.processes()
            trees = watch.trees(living, members)
        for process, tree in trees.items():
            one = living[process]
            limit = one.limits.memory_mb * walls.MB
            use = watch.use(tree, members, one.shared, limit)
            one.peak = max(one.peak, use.memory)
            if use.memory > limit:
                one.over = "memory"
            elif use.processes > one.limits.processes:
                one.over = "processes"
            elif not self._plan.inside.entered and scratch.is_over(one.folder, one.limits):
                one.over = "scratch"
            if one.over:
                self._end(one)


def _wait_for_group(group: int) -> None:
    """Wait until the last member of a killed group is gone; orphans come to this process.

    Raises:
        PlatformError: one does not die, so this parent must not go on.
    """
    deadline = time.monotonic() + _SEND_TIMEOUT_S
    while time.monotonic() < deadline:
        try:
            os.killpg(group, signal.SIGKILL)
            os.waitpid(-group, os.WNOHANG)
        except ProcessLookupError:
            return
        except (ChildProcessError, PermissionError):
            # Members that still die under a parent of theirs.
            time.sleep(0.001)
    raise PlatformError(f"processes of group {group} survive SIGKILL; the parent gives up")


def _kill_group(process: int) -> None:
    try:
        os.killpg(process, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # No such group (yet): the child was ended before it made its own.
        return
