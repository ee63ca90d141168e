"""The warm parent: clean, replaceable, shared by threads, gone when its client is gone."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grading.errors import PlatformError
from grading.sandbox import watch
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Program
from grading.sandbox.walls import Walls

PLAIN = "grading.sandbox.plain"
MODES = {"every-wall": Walls(), "no-namespaces": Walls(namespaces=False, required=frozenset())}


def one_cell(source):
    return Program((Cell("a", "student", source),))


def below(process):
    members = watch.processes()
    return [found for found in watch.trees([process], members)[process] if found != process]


@pytest.fixture
def others():
    """Return the processes of other servers that run in this session."""
    return set(below(os.getpid()))


@pytest.fixture(params=MODES)
def server(request, others):
    with ForkServer(Environment(("json",), driver=PLAIN), MODES[request.param]) as server:
        yield server


def wait_until(condition, timeout_s=10.0):
    deadline = time.monotonic() + timeout_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def is_dead(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_programs_leave_no_descriptor_open(server):
    def run():
        assert server.run(one_cell("1")).cells[0].status == "ok"
        return len(os.listdir("/proc/self/fd"))

    first = run()
    assert [run() for _ in range(3)] == [first] * 3


def test_programs_do_not_see_each_other(server, printed):
    server.run(one_cell("import json\njson.stolen = 1\nopen('left', 'w').write('x')"))
    source = "import json, os\nprint(hasattr(json, 'stolen'), os.listdir('.'))"
    assert printed(server.run(one_cell(source))) == ["False []\n"]


def test_many_threads_get_their_own_results(server, printed):
    with ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda n: server.run(one_cell(f"print({n})")), range(12))
        assert [printed(result)[0] for result in results] == [f"{n}\n" for n in range(12)]


def test_a_dead_parent_costs_a_platform_error_and_the_next_program_runs(server, others, printed):
    before = set(below(os.getpid())) - others
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(server.run, one_cell("import time; time.sleep(8)"))
        wait_until(lambda: set(below(os.getpid())) - before - others)
        for process in sorted(before, reverse=True):
            os.kill(process, signal.SIGKILL)
        with pytest.raises(PlatformError):
            running.result(timeout=30)
    assert printed(server.run(one_cell("print('again')"))) == ["again\n"]


def test_every_process_is_gone_when_the_server_is_closed():
    before = set(below(os.getpid()))
    with ForkServer(Environment((), driver=PLAIN)) as server:
        server.run(one_cell("1"))
        assert set(below(os.getpid())) - before
    assert set(below(os.getpid())) == before


def test_a_closed_server_runs_nothing(server):
    server.close()
    with pytest.raises(PlatformError, match="closed"):
        server.run(one_cell("1"))


def test_an_idle_parent_that_died_is_replaced_unseen(server, others, printed):
    ours = set(below(os.getpid())) - others
    for process in ours:
        os.kill(process, signal.SIGKILL)
    # What was started here stays as a zombie until it is waited for.
    assert wait_until(lambda: all(map(is_dead, ours)))
    assert printed(server.run(one_cell("print('again')"))) == ["again\n"]


def test_a_worn_parent_is_replaced(others, printed):
    with ForkServer(Environment((), driver=PLAIN), recycle_after=2) as server:
        before = set(below(os.getpid())) - others
        for _ in range(2):
            server.run(one_cell("1"))
        assert printed(server.run(one_cell("print('fresh')"))) == ["fresh\n"]
        assert set(below(os.getpid())).isdisjoint(before)


def test_a_grown_parent_is_replaced(others, monkeypatch):
    monkeypatch.setattr("grading.sandbox.client._GROWTH_PERIOD", 1)
    with ForkServer(Environment((), driver=PLAIN), growth_mb=-1.0) as server:
        before = set(below(os.getpid())) - others
        server.run(one_cell("1"))
        server.run(one_cell("1"))
        assert set(below(os.getpid())).isdisjoint(before)


def test_a_missing_package_is_a_platform_error_that_names_it():
    with pytest.raises(PlatformError, match="no_such_package"):
        ForkServer(Environment(("no_such_package",), driver=PLAIN)).__enter__()


def test_the_versions_of_the_packages_are_told():
    with ForkServer(Environment(("numpy",), driver=PLAIN)) as server:
        assert {"python", "numpy"} <= server.versions.keys()


@pytest.mark.parametrize("namespaces", [True, False])
def test_nothing_is_left_when_the_client_is_killed(namespaces, tmp_path):
    script = (
        "import time\n"
        "from grading.sandbox.client import ForkServer\n"
        "from grading.sandbox.environment import Environment\n"
        "from grading.sandbox.program import *\n"
        "from grading.sandbox.walls import Walls\n"
        f"walls = Walls(namespaces={namespaces}, required=frozenset())\n"
        f"with ForkServer(Environment((), driver={PLAIN!r}), walls) as server:\n"
        "    print('ready', flush=True)\n"
        "    server.run(Program((Cell('a', 'student', 'import time; time.sleep(60)'),)))\n"
    )
    client = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    try:
        client.stdout.readline()
        assert wait_until(lambda: len(below(client.pid)) >= 2)
        family = below(client.pid)
        client.kill()
        client.wait()
        assert wait_until(lambda: not set(family) & watch.processes().keys())
        assert wait_until(lambda: not list(tmp_path.iterdir()))
    finally:
        client.kill()
        client.wait()
        client.stdout.close()


def test_a_parent_starts_with_a_fixed_hash_seed(server, printed):
    source = "print(hash('enact'))"
    with ForkServer(Environment((), driver=PLAIN)) as other:
        assert printed(server.run(one_cell(source))) == printed(other.run(one_cell(source)))


def test_a_parent_holds_one_thread(server, printed):
    result = server.run(one_cell("import os\nprint(len(os.listdir('/proc/self/fd')) < 9)"))
    assert printed(result) == ["True\n"]


def test_no_folder_is_left_in_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tmp_path.chmod(0o755)
    with ForkServer(Environment((), driver=PLAIN), MODES["no-namespaces"]) as server:
        server.run(one_cell("open('f', 'w').write('x')"))
    assert list(tmp_path.iterdir()) == []


def test_starting_from_two_threads_starts_one_parent():
    server = ForkServer(Environment((), driver=PLAIN))
    before = set(below(os.getpid()))
    try:
        threads = [threading.Thread(target=server.run, args=(one_cell("1"),)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(below(os.getpid())) - before) == 2
    finally:
        server.close()
