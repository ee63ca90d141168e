"""Trees of processes and what they use, from `/proc`."""

import os
import signal
import subprocess
import sys

import pytest

from grading.sandbox import watch
from grading.sandbox.watch import Member

MB = 2**20
TELLS_CHILDREN = pytest.mark.skipif(
    not os.path.exists(f"/proc/self/task/{os.getpid()}/children"),
    reason="this kernel was built without CONFIG_PROC_CHILDREN",
)


def member(parent, group=0, threads=1, resident=0):
    return Member(parent, group, threads, resident)


def test_a_tree_holds_descendants():
    members = {5: member(1), 6: member(5), 7: member(6), 8: member(1)}
    assert watch.trees([5], members) == {5: [5, 6, 7]}


def test_a_tree_holds_orphans_of_its_group():
    members = {5: member(1, group=5), 6: member(1, group=5), 7: member(6, group=9)}
    assert watch.trees([5], members) == {5: [5, 6, 7]}


def test_a_circle_of_parents_ends():
    members = {5: member(6), 6: member(5)}
    assert watch.trees([5], members) == {5: [5, 6]}


@TELLS_CHILDREN
def test_a_process_that_started_nothing_is_alone():
    with subprocess.Popen(["sleep", "60"]) as process:
        try:
            assert watch.Sight(process.pid).alone() is not None
        finally:
            process.kill()


@TELLS_CHILDREN
def test_a_process_with_a_child_is_not_alone():
    script = "sleep 60 & echo started; wait"
    with subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "started\n"
            assert watch.Sight(process.pid).alone() is None
        finally:
            for one in watch.trees([process.pid], watch.processes())[process.pid]:
                os.kill(one, signal.SIGKILL)


def test_use_counts_threads():
    members = {5: member(1, threads=3), 6: member(5, threads=2)}
    assert watch.use([5, 6], members, 0, MB).processes == 5


def test_pages_of_the_parent_are_not_counted():
    members = {5: member(1, resident=50 * MB), 6: member(5, resident=60 * MB)}
    assert watch.use([5, 6], members, 50 * MB, 100 * MB).memory == 10 * MB


def test_above_the_limit_shared_pages_are_counted_once():
    block = bytearray(b"1" * (40 * MB))
    own = watch.processes()[os.getpid()]
    exact = watch.use([os.getpid()], {os.getpid(): own}, 0, 10 * MB).memory
    assert 40 * MB < exact <= own.resident + MB
    assert len(block) == 40 * MB


def test_own_process_is_found():
    assert watch.processes()[os.getpid()].parent == os.getppid()


def test_a_name_with_brackets_does_not_confuse(tmp_path):
    program = tmp_path / "a) R 1 2 (b"
    program.symlink_to(sys.executable)
    with subprocess.Popen([program, "-c", "input()"], stdin=subprocess.PIPE) as process:
        found = watch.processes()[process.pid]
        process.stdin.close()
    assert found.parent == os.getpid()


def test_own_sizes_are_in_order():
    space, resident, data = watch.own_sizes()
    assert space > data > 0
    assert space > resident > MB


@pytest.mark.parametrize("account", [os.getuid()])
def test_tasks_of_an_account_are_counted(account):
    assert watch.tasks_of(account) >= 1
