"""Pages that children write are learned, pinned, and copied when the next child is forked."""

import json
import subprocess
import sys

import pytest

from grading.sandbox import kernel, pages

# In a process of its own: pinned memory stays so until the process ends.
_FAMILY = """
import json, mmap, os, sys, ctypes
from grading.sandbox import pages

memory = mmap.mmap(-1, 64 * pages._PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for number in range(64):
    memory[number * pages._PAGE] = 1
first = ctypes.addressof(ctypes.c_char.from_buffer(memory)) // pages._PAGE


def child(act):
    told, tell = os.pipe()
    asked, ask = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ask)
        os.write(tell, json.dumps(act()).encode())
        os.read(asked, 1)
        os._exit(0)
    os.close(asked), os.close(tell)
    answer = json.loads(os.read(told, 10**6))
    return process, answer, ask


def own():
    areas = [(first, first + 64)]
    runs = pages._pages("/proc/self/pagemap", areas, pages._WRITTEN)
    return [page - first for start, end in runs for page in range(start, end)]


def write(numbers, value):
    for number in numbers:
        memory[number * pages._PAGE] = value
    return own()


hot = pages.HotPages()
looks = 0
while hot.is_learning and looks < 100:
    rare = [40] if looks == 3 else []
    process, _, ask = child(lambda: write([3, 4, 9, *rare], 2))
    hot.look(process)
    os.close(ask)
    os.waitpid(process, 0)
    hot.forget(process)
    looks += 1
process, at_once, ask = child(own)
os.close(ask)
os.waitpid(process, 0)
process, values, ask = child(lambda: [memory[n * pages._PAGE] for n in (3, 4, 9, 40)])
os.close(ask)
os.waitpid(process, 0)
write([3], 7)
process, changed, ask = child(lambda: memory[3 * pages._PAGE])
os.close(ask)
os.waitpid(process, 0)
print(json.dumps({"ring": hot._ring, "pinned": hot.pinned, "looks": looks,
                  "at_once": at_once, "values": values, "changed": changed}))
"""


def run_family():
    command = [sys.executable, "-c", _FAMILY]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def family():
    found = run_family()
    if found["ring"] < 0:
        pytest.skip("this kernel gives no io_uring")
    return found


def test_what_most_children_write_is_copied_at_the_fork(family):
    assert {3, 4, 9} <= set(family["at_once"])


def test_what_one_child_wrote_is_not(family):
    assert 40 not in family["at_once"]
    assert 20 not in family["at_once"]


def test_children_find_what_the_parent_has_and_not_what_others_wrote(family):
    assert family["values"] == [1, 1, 1, 1]
    assert family["changed"] == 7


def test_learning_ends(family):
    assert 10 <= family["looks"] < 100


def test_where_no_ring_is_given_nothing_is_learned(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(kernel, "syscall", refuse)
    hot = pages.HotPages()
    assert not hot.is_learning
    hot.forget(1)
    assert hot.pinned == 0


def test_what_may_not_be_locked_is_left_out(monkeypatch):
    asked = []

    def register(ring, runs):
        asked.append(sum(end - first for first, end in runs))
        if asked[-1] > 10:
            raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(pages, "_open_ring", lambda: 99)
    monkeypatch.setattr(kernel, "prctl", lambda *_: 0)
    monkeypatch.setattr(pages, "_register", register)
    monkeypatch.setattr(pages, "_private_areas", lambda: [(0, 100)])
    monkeypatch.setattr(pages, "_pages", lambda *_: [(0, 40)])
    hot = pages.HotPages()
    while hot.is_learning:
        hot.look(1)
        hot.forget(1)
    assert asked[0] == 40
    assert asked[-1] == hot.pinned
    assert 5 <= hot.pinned <= 10


def test_a_child_that_is_gone_before_the_look_teaches_nothing(monkeypatch):
    monkeypatch.setattr(pages, "_open_ring", lambda: 99)
    monkeypatch.setattr(kernel, "prctl", lambda *_: 0)
    hot = pages.HotPages()
    for _ in range(100):
        hot.look(2**22 + 1)
        hot.forget(2**22 + 1)
    assert hot.is_learning


def test_at_a_child_that_lives_long_it_looks_seldom(monkeypatch):
    looks = []
    monkeypatch.setattr(pages, "_open_ring", lambda: 99)
    monkeypatch.setattr(kernel, "prctl", lambda *_: 0)
    monkeypatch.setattr(pages, "_pages", lambda *_: looks.append(1) or [(1, 3)])
    hot = pages.HotPages()
    for _ in range(1000):
        hot.look(7)
    assert len(looks) == 10
    hot.forget(7)
    hot.look(7)
    assert len(looks) == 11


def test_no_more_is_pinned_than_a_fork_should_copy(monkeypatch):
    monkeypatch.setattr(pages, "_open_ring", lambda: 99)
    monkeypatch.setattr(kernel, "prctl", lambda *_: 0)
    monkeypatch.setattr(pages, "_register", lambda *_: None)
    monkeypatch.setattr(pages, "_private_areas", lambda: [(0, 10**5)])
    monkeypatch.setattr(pages, "_pages", lambda *_: [(0, 10**5)])
    hot = pages.HotPages()
    while hot.is_learning:
        hot.look(1)
        hot.forget(1)
    assert hot.pinned == 8192
