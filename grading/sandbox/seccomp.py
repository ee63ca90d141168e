"""The filter on system calls: what is on no list does not exist; seccomp(2).

Calls fall in five groups: allowed; allowed with certain arguments; refused with `EPERM`;
hostile, which no honest cell makes and which end the process with `SIGSYS`; and all others, which
answer `ENOSYS` as an old kernel would, so that libraries fall back. A call of a foreign
architecture or of the x32 ABI ends the process.
"""

import ctypes
import platform
from dataclasses import dataclass
from typing import Protocol

from grading.sandbox import kernel
from grading.sandbox.bpf import ALLOW, ENOSYS, KILL_PROCESS, Test, assemble, errno_action
from grading.sandbox.syscalls import AUDIT_ARCH, numbers

_SECCOMP_SET_MODE_FILTER = 1
EPERM, EACCES, ENOTTY = 1, 13, 25

_FILES = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 creat
close close_range lseek dup dup2 dup3 flock fsync fdatasync sync_file_range ftruncate
fallocate fadvise64 readahead sendfile copy_file_range stat fstat lstat newfstatat statx access
faccessat faccessat2 getdents getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir
mkdirat rmdir link linkat unlink unlinkat symlink symlinkat readlink readlinkat umask statfs
fstatfs getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr mknod mknodat poll ppoll
select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd
eventfd2 pipe pipe2 timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4 cachestat
"""
_OWNERSHIP = """
chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat
"""
_MEMORY = """
mmap munmap mprotect mremap brk madvise msync mincore mlock mlock2 munlock membarrier mseal
"""
_PROCESS = """
fork vfork execve execveat exit exit_group wait4 waitid getpid getppid gettid getpgid getpgrp
getsid getuid geteuid getgid getegid getresuid getresgid getgroups capget set_tid_address
set_robust_list get_robust_list rseq futex futex_waitv futex_wake futex_wait futex_requeue
sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max
sched_get_priority_min sched_rr_get_interval getpriority arch_prctl getrlimit setrlimit getrusage
times uname sysinfo getrandom time gettimeofday clock_gettime clock_getres clock_nanosleep
nanosleep getcpu restart_syscall pause alarm getitimer setitimer timer_create timer_settime
timer_gettime timer_getoverrun timer_delete rt_sigaction rt_sigprocmask rt_sigpending
rt_sigtimedwait rt_sigsuspend rt_sigreturn sigaltstack pidfd_open
"""
_SOCKET_PAIRS = "recvfrom sendmsg recvmsg shutdown getsockname getpeername getsockopt setsockopt"
_SIGNALS = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal"
_SESSIONS = "setsid setpgid"

_REFUSED = """
accept accept4 bind connect listen sendmmsg recvmmsg shmget shmat shmctl shmdt semget semop semctl
semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify
mq_getsetattr memfd_create memfd_secret io_uring_setup io_uring_enter io_uring_register
io_setup io_submit io_getevents io_destroy io_cancel io_pgetevents perf_event_open userfaultfd
inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fanotify_init fanotify_mark
name_to_handle_at pidfd_getfd kcmp process_madvise process_mrelease setuid setgid setreuid setregid
setresuid setresgid setgroups setfsuid setfsgid capset personality setxattr lsetxattr fsetxattr
removexattr lremovexattr fremovexattr sched_setscheduler sched_setparam sched_setattr ioprio_set
set_mempolicy mbind migrate_pages move_pages vhangup syslog acct sethostname setdomainname
settimeofday clock_settime clock_adjtime adjtimex quotactl quotactl_fd nfsservctl lookup_dcookie
splice tee vmsplice seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self
"""
_HOSTILE = """
ptrace process_vm_readv process_vm_writev bpf kexec_load kexec_file_load init_module finit_module
delete_module mount umount2 pivot_root chroot setns unshare move_mount open_tree open_tree_attr
fsopen fsconfig fsmount fspick mount_setattr open_by_handle_at add_key request_key keyctl reboot
swapon swapoff iopl ioperm modify_ldt
"""

# clone(2): namespaces, and a process that would not be its maker's child (CLONE_PARENT).
_CLONE_HOSTILE = (
    kernel.CLONE_NEWNS | kernel.CLONE_NEWCGROUP | kernel.CLONE_NEWUTS | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUSER | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | 0x8000
)  # fmt: skip
_O_ACCMODE, _O_TRUNC = 0o3, 0o1000
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15
_AF_UNIX, _SOCK_STREAM, _SOCK_TYPE_MASK = 1, 1, 0xF
# ioctl_tty(2), ioctl_ficlone(2): isatty, window size, bytes to read, blocking, close on exec.
_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x40049409)
# prctl(2): signal on the parent's death, dumpable?, name, timer slack, capabilities?,
# no_new_privs, huge pages, names of memory areas.
_PRCTLS = (1, 3, 15, 16, 29, 30, 23, 38, 39, 41, 42, 0x53564D41)


class _Add(Protocol):
    """The function that collects rules: names of calls, what happens, and when."""

    def __call__(self, names: str, action: int, *tests: Test) -> None: ...


@dataclass(frozen=True)
class FilterOptions:
    """What differs with the other walls that stand.

    Attributes:
        own_pid: signals may go to this process alone; None leaves signals to the PID namespace
            or to Landlock.
        sessions: whether a process may leave its group; False where killing the group is what
            ends a process tree.
        change_ownership: whether modes, owners and times of files may change; where they may
            not, the calls do nothing and report success.
        guard_truncation: whether files must not be cut by their path; for versions of Landlock
            that do not see it (`man 7 landlock`, ABI before 3).
    """

    own_pid: int | None = None
    sessions: bool = True
    change_ownership: bool = True
    guard_truncation: bool = False


def available() -> bool:
    """Return whether this architecture has a filter and the kernel takes filters."""
    if platform.machine() not in AUDIT_ARCH:
        return False
    try:
        # seccomp(2), SECCOMP_GET_ACTION_AVAIL.
        action = ctypes.c_uint32(KILL_PROCESS)
        kernel.syscall("seccomp", 2, 0, ctypes.byref(action))
    except OSError:
        return False
    return True


def build(options: FilterOptions, machine: str | None = None) -> bytes:
    """Return the filter for an architecture (None: this one) as `struct sock_filter` entries.

    Raises:
        OSError: the architecture is not known.
    """
    machine = machine or platform.machine()
    table = numbers(machine)
    if not table:
        raise OSError(f"no filter of system calls is known for {machine}")
    rules: list[tuple[int, list[Test], int]] = []

    def add(names: str, action: int, *tests: Test) -> None:
        rules.extend((table[name], list(tests), action) for name in names.split() if name in table)

    add(_HOSTILE, KILL_PROCESS)
    add(_FILES + _MEMORY + _PROCESS + _SOCKET_PAIRS, ALLOW)
    add(_OWNERSHIP, ALLOW if options.change_ownership else errno_action(0))
    _add_opening(add, options.guard_truncation)
    add(_SESSIONS, ALLOW if options.sessions else errno_action(EPERM))
    _add_signals(add, options.own_pid)
    _add_by_argument(add)
    add(_REFUSED, errno_action(EPERM))
    return assemble(AUDIT_ARCH[machine], rules, x32=machine == "x86_64")


def install(program: bytes) -> None:
    """Put the filter over the calling process and its descendants, for good.

    Needs `no_new_privs`.

    Raises:
        OSError: the kernel refused.
    """
    filters = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: unsigned short len, pointer; see seccomp(2).
    head = (ctypes.c_uint64 * 2)(len(program) // 8, ctypes.addressof(filters))
    kernel.syscall("seccomp", _SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(head))


def _add_opening(add: _Add, guard_truncation: bool) -> None:
    if guard_truncation:
        cut_only = _O_ACCMODE | _O_TRUNC
        add("open", errno_action(EPERM), Test.masked(1, cut_only, _O_TRUNC))
        add("openat", errno_action(EPERM), Test.masked(2, cut_only, _O_TRUNC))
        add("truncate", errno_action(EPERM))
        # The flags of openat2 lie in memory: the library falls back to openat.
        add("openat2", errno_action(ENOSYS))
    add("open openat openat2 truncate", ALLOW)


def _add_signals(add: _Add, own_pid: int | None) -> None:
    if own_pid is None:
        add(_SIGNALS, ALLOW)
        return
    for target in (own_pid, 0):
        add("kill", ALLOW, Test.equal(0, target))
    add("tgkill", ALLOW, Test.equal(0, own_pid))
    add("rt_tgsigqueueinfo", ALLOW, Test.equal(0, own_pid))
    add(_SIGNALS, errno_action(EPERM))


def _add_by_argument(add: _Add) -> None:
    """Add the calls whose arguments decide; the first rule that fits wins."""
    add("clone", KILL_PROCESS, Test.any_bit(0, _CLONE_HOSTILE))
    add("clone", ALLOW)
    for command in (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX):
        add("fcntl", errno_action(EPERM), Test.equal(1, command))
    add("fcntl", ALLOW)
    for command in _IOCTLS:
        add("ioctl", ALLOW, Test.equal(1, command))
    add("ioctl", errno_action(ENOTTY))
    for option in _PRCTLS:
        add("prctl", ALLOW, Test.equal(0, option))
    add("prctl", errno_action(EPERM))
    # Only on oneself: other processes of the same account must not feel it.
    add("prlimit64 sched_setaffinity", ALLOW, Test.equal(0, 0))
    add("prlimit64 sched_setaffinity", errno_action(EPERM))
    add("setpriority", ALLOW, Test.equal(0, 0), Test.equal(1, 0))
    add("setpriority", errno_action(EPERM))
    add("socketpair", ALLOW, Test.equal(0, _AF_UNIX), Test.masked(1, _SOCK_TYPE_MASK, _SOCK_STREAM))
    add("socket socketpair", errno_action(EACCES))
    add("sendto", ALLOW, Test.null(4))
    add("sendto", errno_action(EACCES))
