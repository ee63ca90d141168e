"""The walls: which there are, which are required, and raising them in a forked child.

A *wall* is one mechanism of the kernel. A *protection* is what must be true for the host to be
safe; each can be given by one wall or another, so that a machine that forbids one may still grade.
"""

import contextlib
import os
import resource
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from grading.sandbox import kernel, landlock, namespaces, seccomp, view, watch
from grading.sandbox.program import Limits

WALLS: Mapping[str, str] = {
    "account": "setresuid(2)",
    "capabilities": "capabilities(7)",
    "ipc-namespace": "ipc_namespaces(7)",
    "landlock": "landlock(7)",
    "mount-namespace": "mount_namespaces(7)",
    "network-namespace": "network_namespaces(7)",
    "no-new-privileges": "prctl(2)",
    "pid-namespace": "pid_namespaces(7)",
    "process-count": "getrlimit(2)",
    "resource-limits": "getrlimit(2)",
    "scratch-size": "tmpfs(5)",
    "seccomp": "seccomp(2)",
    "user-namespace": "user_namespaces(7)",
    "uts-namespace": "uts_namespaces(7)",
}
"""Every wall, with the man page that documents it."""

PROTECTIONS: Mapping[str, tuple[frozenset[str], ...]] = {
    "files": (frozenset({"landlock"}), frozenset({"mount-namespace", "capabilities"})),
    "system-calls": (frozenset({"seccomp"}),),
    "limits": (frozenset({"resource-limits", "process-count"}),),
    "network": (frozenset({"network-namespace"}), frozenset({"seccomp"})),
    "process-tree": (frozenset({"pid-namespace"}), frozenset({"seccomp"})),
    "privileges": (frozenset({"no-new-privileges", "capabilities"}),),
}
"""What must hold, and the sets of walls of which one is enough."""

MB = 2**20
# Room for what a library maps but never touches, such as the arenas of an allocator.
_ADDRESS_SLACK_MB = 1024
_OWN_PROC = ("cmdline", "comm", "exe", "fd", "limits", "maps", "stat", "statm", "status")
_STACK_MB = 8
_LOCKED_MB = 1


@dataclass(frozen=True)
class Walls:
    """Settings of the walls; the defaults raise everything that the machine allows.

    Attributes:
        namespaces: whether to enter namespaces.
        landlock_abi: newest version of Landlock's rules to use; 0 goes without.
        seccomp: whether to filter system calls.
        required: protections without which nothing is run.
        readable: further paths that every program may read, such as shared data sets.
    """

    namespaces: bool = True
    landlock_abi: int = landlock.NEWEST_ABI
    seccomp: bool = True
    required: frozenset[str] = frozenset(PROTECTIONS)
    readable: tuple[str, ...] = ()

    def to_message(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return asdict(self) | {"required": sorted(self.required), "readable": list(self.readable)}

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "Walls":
        """Read what `to_message` wrote."""
        lists = {
            "required": frozenset(message["required"]),
            "readable": tuple(message["readable"]),
        }
        return cls(**{**message, **lists})


def lacking(raised: Iterable[str], required: Iterable[str]) -> list[str]:
    """Return the required protections that no set of raised walls gives, sorted."""
    standing = frozenset(raised)
    return sorted(
        name for name in required if not any(walls <= standing for walls in PROTECTIONS[name])
    )


@dataclass(frozen=True)
class Plan:
    """What the parent found out once, so that each child only has to do it.

    Attributes:
        walls: the settings.
        inside: what the parent entered.
        abi: version of Landlock's rules to use; 0 for none.
        program: the seccomp filter; empty for none, or where each child makes its own.
        readable: paths to open under Landlock when there is no view.
        account: change to an account of no one (started as root, and it can read the packages).
        reasons: why a wall is missing, by its name.
        pool: accounts of no one, where there are any.
    """

    walls: Walls
    inside: namespaces.Namespaces
    abi: int
    program: bytes
    readable: tuple[str, ...]
    account: bool
    reasons: Mapping[str, str] = field(default_factory=dict)
    pool: range | None = None

    @property
    def scopes_signals(self) -> bool:
        """Whether signals stay inside without the filter's help."""
        return self.inside.entered or self.abi >= landlock.SCOPE_ABI


def make_plan(walls: Walls, inside: namespaces.Namespaces, readable: list[str]) -> Plan:
    """Find out, in the parent, which walls its children can raise."""
    reasons: dict[str, str] = {}
    if not inside.entered:
        reasons |= dict.fromkeys(namespaces.NAMES, inside.reason or "switched off by settings")
        reasons["scratch-size"] = "needs the mount namespace; the folder is watched instead"
    if not inside.user:
        reasons["user-namespace"] = (
            "not needed: the parent is root" if inside.entered else reasons["mount-namespace"]
        )
    offered = landlock.abi()
    abi = min(offered, walls.landlock_abi)
    if not abi:
        reasons["landlock"] = "switched off by settings" if offered else "the kernel offers none"
    account = namespaces.can_change_account() and not inside.user
    if not account:
        reasons["account"] = "the parent may not change accounts"
    elif not inside.entered and not _others_can_read(readable):
        account = False
        reasons["account"] = "other accounts cannot read the interpreter or its packages"
    if not account and not inside.entered and namespaces.is_machines_root():
        reasons["process-count"] = "root's own processes are never counted"
    pool = namespaces.account_pool() if account else None
    plan = Plan(walls, inside, abi, b"", tuple(readable), account, reasons, pool)
    if not walls.seccomp or not seccomp.available():
        reasons["seccomp"] = "switched off by settings" if not walls.seccomp else "not offered here"
    elif plan.scopes_signals:
        plan = replace(plan, program=seccomp.build(_filter_options(plan)))
    return plan


def raise_walls(plan: Plan, limits: Limits, number: int, folder: str) -> list[str]:
    """Raise every wall of the plan around the calling child, for good.

    Args:
        plan: what the parent found out.
        limits: what the program may use.
        number: counter of children, for an account of its own.
        folder: the scratch folder.

    Returns:
        The names of the walls that stand, sorted.

    Raises:
        OSError: a wall of the plan was refused.
    """
    inside = plan.inside
    standing = {"no-new-privileges", "capabilities", "resource-limits"}
    if "process-count" not in plan.reasons:
        standing.add("process-count")
    if inside.entered:
        standing |= {*namespaces.NAMES, "scratch-size"}
    _prefer_for_oom()
    if plan.pool is not None:
        _change_account(namespaces.pool_account(plan.pool, number), folder)
        standing.add("account")
    elif inside.entered and inside.user:
        namespaces.enter_child_user()
        standing.add("user-namespace")
    set_limits(limits, _process_limit(plan, limits))
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if plan.abi:
        landlock.restrict(_grants(plan, folder), plan.abi)
        standing.add("landlock")
    if plan.walls.seccomp and "seccomp" not in plan.reasons:
        seccomp.install(plan.program or seccomp.build(_filter_options(plan)))
        standing.add("seccomp")
    return sorted(standing)


def _process_limit(plan: Plan, limits: Limits) -> int:
    """Return the value of RLIMIT_NPROC, which counts the processes of an account."""
    if plan.inside.entered or plan.account:
        return limits.processes
    # The account is shared with other programs, which must keep room: the watch counts exactly.
    return watch.tasks_of(os.getuid()) + 4 * limits.processes


def set_limits(limits: Limits, processes: int) -> None:
    """Set the kernel's limits of the calling process (`man 2 getrlimit`).

    Args:
        limits: what the program may use.
        processes: processes and threads that the account may have.
    """
    space, _, data = watch.own_sizes()
    wanted = {
        resource.RLIMIT_AS: space + (2 * limits.memory_mb + _ADDRESS_SLACK_MB) * MB,
        resource.RLIMIT_DATA: data + limits.memory_mb * MB,
        resource.RLIMIT_FSIZE: limits.scratch_mb * MB,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_NPROC: processes,
        resource.RLIMIT_CPU: int(limits.total_time_s) + 2,
        resource.RLIMIT_STACK: _STACK_MB * MB,
        resource.RLIMIT_MEMLOCK: _LOCKED_MB * MB,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for name, value in wanted.items():
        _, hard = resource.getrlimit(name)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (value, value))


def _filter_options(plan: Plan) -> seccomp.FilterOptions:
    return seccomp.FilterOptions(
        own_pid=None if plan.scopes_signals else os.getpid(),
        sessions=plan.inside.entered,
        change_ownership=plan.inside.entered or plan.account,
        guard_truncation=not plan.inside.entered and plan.abi < landlock.TRUNCATE_ABI,
    )


def _grants(plan: Plan, folder: str) -> landlock.Grants:
    if plan.inside.entered:
        return landlock.Grants(("/",), (folder,), view.DEVICES)
    # Not the whole folder: its `net` and `task` would show the machine's connections.
    own = [f"/proc/self/{name}" for name in _OWN_PROC]
    return landlock.Grants((*plan.readable, *own), (folder,), view.DEVICES)


def _change_account(account: int, folder: str) -> None:
    for name in ("", *os.listdir(folder)):
        os.chown(os.path.join(folder, name), account, account)
    os.setgroups([])
    os.setresgid(account, account, account)
    os.setresuid(account, account, account)
    # Changing accounts hides /proc/self from its owner (`man 5 proc`); no core is ever written.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)


def _prefer_for_oom() -> None:
    """Let the kernel end this process first when memory runs out (`man 5 proc`)."""
    with (
        contextlib.suppress(OSError),
        open("/proc/self/oom_score_adj", "wb", buffering=0) as file,
    ):
        file.write(b"1000")


def _others_can_read(paths: Iterable[str]) -> bool:
    """Return whether every existing path can be reached by an account of no one."""
    for path in paths:
        folder = os.path.realpath(path)
        while folder != "/":
            folder = os.path.dirname(folder)
            if not os.stat(folder).st_mode & 0o001:
                return False
    return True
