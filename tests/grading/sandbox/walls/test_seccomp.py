"""The filter of system calls: what it lets through, refuses and ends."""

import os
import platform
import signal
import socket
import struct
import subprocess
import threading
from pathlib import Path

import pytest

from grading.sandbox import bpf, kernel, seccomp, syscalls

MACHINES = ("x86_64", "aarch64")
needs_filter = pytest.mark.skipif(not seccomp.available(), reason="the kernel takes no filters")


def outcome(call, options=None):
    """Make a call in a filtered child; return what it returned, its errno, or its signal."""
    program = seccomp.build(options() if callable(options) else options or seccomp.FilterOptions())
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            seccomp.install(program)
            try:
                call()
                os.write(writer, b"done")
            except OSError as error:
                os.write(writer, str(error.errno).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader) as pipe:
        text = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return text if status == 0 else signal.Signals(-status).name


def call(name, *arguments):
    return lambda: kernel.syscall(name, *arguments)


HONEST = {
    "reads a file": lambda: Path("/proc/self/stat").read_text(),
    "starts a process": lambda: subprocess.run(["true"], check=True),
    "starts a thread": lambda: threading.Thread(target=int).start(),
    "makes a pair of sockets": lambda: socket.socketpair(),
    "asks for a terminal": lambda: os.isatty(0),
    "asks for its limits": lambda: __import__("resource").getrlimit(0),
    "signals itself": lambda: os.kill(os.getpid(), 0),
}
HOSTILE = ("ptrace", "process_vm_readv", "bpf", "mount", "unshare", "setns", "pivot_root", "chroot",
           "keyctl", "add_key", "init_module", "kexec_load", "open_by_handle_at", "fsopen",
           "move_mount", "reboot", "swapon")  # fmt: skip
REFUSED = ("memfd_create", "io_uring_setup", "userfaultfd", "perf_event_open", "shmget", "mq_open",
           "setuid", "capset", "inotify_init1", "personality", "pidfd_getfd", "splice", "seccomp",
           "bind", "connect", "listen", "accept4", "setresuid", "setxattr")  # fmt: skip


@needs_filter
@pytest.mark.parametrize("name", HONEST)
def test_honest_work_goes_through(name):
    assert outcome(HONEST[name]) == "done"


@needs_filter
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_call_ends_the_process(name):
    assert outcome(call(name, 0, 0, 0, 0, 0)) == "SIGSYS"


@needs_filter
@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_call_fails_with_eperm(name):
    assert outcome(call(name, 0, 0, 0, 0, 0)) == "1"


@needs_filter
@pytest.mark.parametrize("flag", ["NEWNS", "NEWUSER", "NEWPID", "NEWNET", "NEWIPC", "NEWUTS"])
def test_a_clone_into_a_namespace_ends_the_process(flag):
    assert outcome(call("clone", getattr(kernel, f"CLONE_{flag}") | 17, 0, 0, 0, 0)) == "SIGSYS"


@needs_filter
def test_clone3_seems_unknown():
    assert outcome(call("clone3", None, 0)) == "38"


@needs_filter
@pytest.mark.parametrize(
    "family", [socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, 16, 17, 38, 40]
)
def test_no_socket_of_any_family_can_be_made(family):
    assert outcome(call("socket", family, 1, 0)) == "13"


@needs_filter
def test_a_pair_of_datagram_sockets_cannot_be_made():
    assert outcome(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)) == "13"


@needs_filter
def test_a_process_may_not_be_signalled_where_the_filter_guards_it():
    options = seccomp.FilterOptions(own_pid=1)
    assert outcome(lambda: os.kill(os.getppid(), 0), options) == "1"


@needs_filter
def test_sessions_may_be_left_only_where_a_namespace_holds_the_tree():
    assert outcome(os.setsid, seccomp.FilterOptions(sessions=False)) == "1"


@needs_filter
def test_changing_a_mode_does_nothing_where_files_have_no_other_wall(tmp_path):
    options = seccomp.FilterOptions(change_ownership=False)
    tmp_path.chmod(0o755)
    assert outcome(lambda: tmp_path.chmod(0o777), options) == "done"
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@needs_filter
def test_opening_to_cut_is_refused_where_landlock_cannot_see_it(tmp_path):
    (tmp_path / "file").write_text("kept")
    options = seccomp.FilterOptions(guard_truncation=True)
    assert outcome(lambda: os.open(tmp_path / "file", os.O_TRUNC), options) == "1"
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("machine", MACHINES)
def test_a_filter_can_be_built_for_each_architecture(machine):
    assert len(seccomp.build(seccomp.FilterOptions(own_pid=5), machine)) < 8 * bpf.MAX_LENGTH


def test_an_unknown_architecture_has_no_filter():
    with pytest.raises(OSError, match="riscv64"):
        seccomp.build(seccomp.FilterOptions(), "riscv64")


def simulate(program, number, arguments=(), arch=0xC000003E):
    """Run a filter as the kernel would; return its action."""
    words = struct.pack("<iIQ6Q", number, arch, 0, *(list(arguments) + [0] * 6)[:6])
    code = [struct.unpack_from("=HBBI", program, place) for place in range(0, len(program), 8)]
    place = accumulator = 0
    while True:
        opcode, yes, no, value = code[place]
        place += 1
        if opcode == 0x20:
            accumulator = struct.unpack_from("<I", words, value)[0]
        elif opcode == 0x54:
            accumulator &= value
        elif opcode == 0x05:
            place += value
        elif opcode == 0x06:
            return value
        else:
            test = {0x15: accumulator == value, 0x35: accumulator >= value,
                    0x45: bool(accumulator & value)}[opcode]  # fmt: skip
            place += yes if test else no


def decided(rules, number, arguments):
    """Return the action of the first rule that fits, without any program."""
    for called, tests, action in rules:
        if called == number and all(fits(test, arguments[test.argument]) for test in tests):
            return action
    return bpf.errno_action(bpf.ENOSYS)


def fits(test, argument):
    low = argument & 0xFFFFFFFF & test.mask
    if test.value is None:
        return low != 0
    return low == test.value and (not test.whole or argument >> 32 == 0)


def test_the_first_rule_that_fits_decides_wherever_the_search_finds_it():
    kinds = [[], [bpf.Test.equal(0, 7)], [bpf.Test.masked(1, 3, 2), bpf.Test.null(0)],
             [bpf.Test.any_bit(1, 12)]]  # fmt: skip
    rules = [
        (number, kinds[(number + turn) % 4], bpf.errno_action(1 + number // 5 + turn))
        for turn in range(3)
        for number in range(2, 400)
        if number % 11 > turn
    ]
    program = bpf.assemble(0xC000003E, rules, x32=False)
    wrong = [
        (number, arguments)
        for number in (*range(410), 2**31 - 1, -1)
        for arguments in ((0, 0), (7, 0), (0, 2), (2**32, 2), (7, 14), (1, 12))
        if simulate(program, number, arguments) != decided(rules, number, arguments)
    ]
    assert wrong == []


@pytest.mark.parametrize("machine", MACHINES)
def test_every_known_call_has_a_decision_that_is_meant(machine):
    program = seccomp.build(seccomp.FilterOptions(), machine)
    table, arch = syscalls.numbers(machine), syscalls.AUDIT_ARCH[machine]
    allowed = {n for n, number in table.items() if simulate(program, number, (), arch) == bpf.ALLOW}
    assert not allowed & {*HOSTILE, *REFUSED, "socket", "clone3", "memfd_secret", "vhangup"}
    assert {"read", "write", "openat", "mmap", "execve", "exit_group", "futex"} <= allowed


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_of_another_architecture_ends_the_process(machine):
    program = seccomp.build(seccomp.FilterOptions(), machine)
    assert simulate(program, 0, arch=0x40000003) == bpf.KILL_PROCESS


def test_a_call_of_the_x32_kind_ends_the_process():
    program = seccomp.build(seccomp.FilterOptions(), "x86_64")
    assert simulate(program, 0x40000000) == bpf.KILL_PROCESS


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_the_table_of_numbers_agrees_with_the_headers(machine):
    if not HEADERS[machine].exists():
        pytest.skip(f"{HEADERS[machine]} is not installed (package linux-libc-dev)")
    words = [line.split() for line in HEADERS[machine].read_text().splitlines()]
    ours = syscalls.numbers(machine)
    theirs = {
        line[1].removeprefix("__NR_").removeprefix("__NR3264_"): int(line[2])
        for line in words
        if line[:1] == ["#define"] and len(line) > 2 and line[2].isdigit()
    }
    wrong = {name: (ours[name], theirs[name]) for name in ours.keys() & theirs.keys()
             if ours[name] != theirs[name]}  # fmt: skip
    assert wrong == {}


def test_this_machine_is_known():
    assert platform.machine() in MACHINES
