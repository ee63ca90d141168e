"""Servers and kernels forked from a warm parent: what they are, what limits and what ends them."""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

import pytest

from grading.errors import WallError
from hub_config.keeper import cgroups, client, wire
from hub_config.keeper.__main__ import Keeper
from hub_config.keeper.cgroups import Groups
from hub_config.keeper.ward import Order
from hub_config.keeper.warm import WarmParent
from hub_config.keeper.watch import Watch, measure
from hub_config.wall import Wall, check_wall

PATIENCE_S = 30
LIMITS = {"memory_mb": 1024, "processes": 200, "disk_mb": 64, "cores": 1, "nice": 1}


class House:
    """A keeper whose servers are kernels that run a line of code and then wait."""

    def __init__(self, folder: Path, runner: asyncio.Runner) -> None:
        self.folder, self.runner = folder, runner
        # A second loop would be another keeper: parents and walls belong to one.
        self.warm = WarmParent("kernel", ("numpy",))
        self.keeper = Keeper(self.warm, self.warm, Groups({}, 0))

    def start(self, name: str, code: str, **limits: int) -> int:
        """Start a server and return its process id."""
        home = self.folder / "homes" / name
        home.mkdir(parents=True, exist_ok=True)
        (home / "told").unlink(missing_ok=True)
        wall = Wall(name, home, self.folder / "walls")
        env = {"HOME": wall.home_inside, "PATH": os.defpath, "USER": name, "COURSE": "ia"}
        env["TOKEN"] = f"secret-of-{name}"
        code = f"import json; told = {code}; open('part', 'w').write(json.dumps(told)); "
        code += "import os; os.rename('part', 'told')"
        order = Order(
            key=name,
            wall=wall.command(),
            home=str(home),
            argv=["ipykernel_launcher", "--transport=ipc", "--ip=/tmp/k", "-c", code],
            env=env,
            folder=wall.home_inside,
            log=str(self.folder / "logs" / f"{name}.log"),
            limits={**LIMITS, **limits},
        )
        answer = self.ask("start", **vars(order))
        assert "pid" in answer, answer
        return answer["pid"]

    def ask(self, operation: str, **fields: object) -> dict[str, object]:
        return self.runner.run(self.keeper.answer({"op": operation, **fields}))

    def told(self, name: str):
        """Return what the code of a server told, once it has."""
        path = self.folder / "homes" / name / "told"
        deadline = time.monotonic() + PATIENCE_S
        while not path.is_file():
            self.runner.run(asyncio.sleep(0.05))
            assert time.monotonic() < deadline, self.log(name)
        return json.loads(path.read_text())

    def log(self, name: str) -> str:
        return (self.folder / "logs" / f"{name}.log").read_text()

    def until(self, is_so) -> bool:
        """Give the keeper time until something is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_so() and time.monotonic() < deadline:
            self.runner.run(asyncio.sleep(0.05))
        return is_so()


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    try:
        check_wall()
    except WallError as error:
        pytest.skip(str(error))
    with asyncio.Runner() as runner:
        made = House(tmp_path_factory.mktemp("keeper"), runner)
        yield made
        runner.run(made.keeper.close())


@pytest.fixture
def start(house):
    """Return a function that starts Camille's server and returns what its code tells."""

    def tell(code, **limits):
        house.start("camille", code, **limits)
        return house.told("camille")

    yield tell
    house.ask("stop", key="camille")


def test_the_fork_is_behind_the_wall(start):
    code = (
        "[__import__('os').listdir('/home'), __import__('os').getuid(), __import__('os').getcwd()]"
    )
    assert start(code) == [["camille"], 1000, "/home/camille"]


def test_no_capability_is_left_and_none_can_come_back(start):
    code = "[l.split()[1] for l in open('/proc/self/status') if l[:3] == 'Cap' or 'NoNew' in l]"
    assert start(code) == ["0" * 16] * 5 + ["1"]


def test_it_has_the_environment_that_was_ordered_and_nothing_else(start):
    variables = start("sorted(dict(__import__('os').environ))")
    # The kernel and matplotlib add theirs.
    assert not [name for name in variables if name.startswith(("ENACT", "JUPYTERHUB", "PYTHON"))]
    assert {"COURSE", "HOME", "USER"} <= set(variables)


def test_it_holds_no_descriptor_of_its_warm_parent(start):
    code = (
        "[os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') "
        "if os.path.lexists(f'/proc/self/fd/{n}')] if (os := __import__('os')) else 0"
    )
    # Sockets and pipes of its own kernel are anonymous; files would be somebody else's.
    files = [name for name in start(code) if name.startswith("/")]
    known = ("/dev/null", "/home/camille", "/proc", "/tmp")
    assert not [name for name in files if not name.startswith(known)]


def test_packages_are_there_before_they_are_imported(start):
    assert start("'numpy' in __import__('sys').modules") is True


def test_what_one_was_told_is_nowhere_in_the_memory_of_the_next(house):
    """Both are forked from one parent, which must never have held it."""
    code = (
        "[name for name in ('camille', 'yanis') if any(re.search(f's[e]cret-of-{name}'.encode(), "
        "read(line)) for line in open('/proc/self/maps') if ' rw-p ' in line)]"
    )
    setup = (
        "0; import re; memory = open('/proc/self/mem', 'rb')\n"
        "def read(line):\n"
        "    start, end = (int(word, 16) for word in line.split()[0].split('-'))\n"
        "    memory.seek(start)\n"
        "    try: return memory.read(end - start)\n"
        "    except OSError: return b''\n"
        f"told = {code}"
    )
    house.start("camille", "1")
    house.told("camille")
    house.start("yanis", setup)
    assert house.told("yanis") == ["yanis"]
    for name in ("camille", "yanis"):
        house.ask("stop", key=name)


def test_two_kernels_draw_different_numbers(start):
    code = "[__import__('random').random(), __import__('numpy').random.random()]"
    first, second = start(code), start(code)
    assert not set(first) & set(second)


def test_a_limit_of_memory_holds_for_one_process(start):
    code = "__import__('resource').getrlimit(2)[0] - 1024 * 2**20 > 0"
    assert start(code, memory_mb=1024) is True


def test_a_stop_leaves_no_process(house):
    code = "__import__('subprocess').Popen(['sleep', '876543'], start_new_session=True).pid"
    pid = house.start("camille", code)
    house.told("camille")
    house.ask("stop", key="camille")
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [line for line in lines if b"876543" in line]
    assert not Path(f"/proc/{pid}").exists()


def test_the_end_of_a_server_is_the_end_of_all_behind_its_wall(house):
    code = "__import__('subprocess').Popen(['sleep', '876542'], start_new_session=True).pid"
    pid = house.start("camille", code)
    house.told("camille")
    os.kill(pid, 9)
    assert house.until(lambda: not house.ask("poll", key="camille")["running"])
    assert house.until(
        lambda: not any(b"876542" in line for line in map(_cmdline, Path("/proc").glob("[0-9]*")))
    )


def _cmdline(folder: Path) -> bytes:
    try:
        return (folder / "cmdline").read_bytes()
    except OSError:
        return b""


def test_a_second_start_takes_the_place_of_the_first(house):
    first = house.start("camille", "1")
    second = house.start("camille", "2")
    assert house.told("camille") == 2
    assert not Path(f"/proc/{first}").exists() and Path(f"/proc/{second}").exists()
    house.ask("stop", key="camille")


def test_a_wall_that_does_not_stand_is_told(house, tmp_path):
    order = {"key": "x", "wall": ["/bin/false"], "home": str(tmp_path), "argv": [], "env": {}}
    more = {"folder": "/", "log": str(tmp_path / "x.log"), "limits": LIMITS}
    assert "the wall does not stand" in house.ask("start", **order, **more)["error"]


def test_a_system_that_allows_forking_behind_walls_is_found_out(house, tmp_path):
    house.runner.run(house.keeper.try_out(tmp_path))
    assert house.ask("status") == {"refusal": "", "running": 0}


def test_a_system_that_does_not_is_told_with_its_reason(house, tmp_path, monkeypatch):
    keeper = Keeper(house.warm, house.warm, Groups({}, 0))
    monkeypatch.setattr(Wall, "command", lambda wall: ["/bin/false"])
    house.runner.run(keeper.try_out(tmp_path))
    order = {"key": "x", "wall": [], "home": "", "argv": [], "env": {}, "folder": "/", "log": ""}
    answer = house.runner.run(keeper.answer({"op": "start", **order, "limits": {}}))
    assert "refuses to fork behind a wall: the wall does not stand" in answer["error"]


def test_too_much_memory_ends_the_process_that_holds_it(house):
    size = "300 * 2**20"
    hog = f"[sys.executable, '-c', 'import time; x = b\"x\" * ({size}); time.sleep(60)']"
    code = (
        f"(sys := __import__('sys')) and 0; [__import__('subprocess').Popen({hog}) for _ in 'ab']"
    )
    house.start("camille", code, memory_mb=400)
    house.told("camille")
    watch = Watch(house.keeper._wards.values, lambda ward: None)

    def is_noted() -> bool:
        house.runner.run(watch.look())
        return "process ended" in house.log("camille")

    assert house.until(is_noted)
    assert house.ask("poll", key="camille")["running"]
    house.ask("stop", key="camille")


def test_too_many_processes_end_the_wall(house):
    code = "[__import__('subprocess').Popen(['sleep', '60']).pid for _ in range(60)]"
    house.start("camille", code, processes=64 if os.geteuid() else 10)
    if os.geteuid() == 0:
        house.told("camille")
        ended = []
        watch = Watch(house.keeper._wards.values, ended.append)
        assert house.until(lambda: house.runner.run(watch.look()) or bool(ended))
    house.ask("stop", key="camille")


def test_a_full_home_takes_no_more_and_can_be_emptied(house):
    code = (
        "[open(f'f{n}', 'wb').write(bytes(2**20)) and 0 for n in range(3)]; "
        "import threading, time, os; "
        "t = threading.Timer(0, lambda: None); told = 1"
    )
    house.start("camille", code, disk_mb=2)
    house.told("camille")
    home = house.folder / "homes" / "camille"
    watch = Watch(house.keeper._wards.values, lambda ward: None)
    house.runner.run(watch.look())
    pid = house.keeper._wards["camille"].pid
    assert "Max file size             0 " in Path(f"/proc/{pid}/limits").read_text()
    for path in home.glob("f*"):
        path.unlink()
    house.runner.run(watch.look())
    assert f"Max file size             {2 * 2**20} " in Path(f"/proc/{pid}/limits").read_text()
    house.ask("stop", key="camille")


def test_a_log_grows_to_its_size_and_no_further(house):
    house.start("camille", "__import__('os').system('yes | head -c 5000000') and 0")
    house.told("camille")
    assert house.until(lambda: (house.folder / "logs/camille.log").stat().st_size <= 2 * 2**20)
    house.ask("stop", key="camille")


def test_a_home_is_measured_with_what_lies_in_folders(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c").write_bytes(b"x" * 100_000)
    size, files = measure(str(tmp_path))
    assert (size >= 100_000, files) == (True, 3)


def test_no_keeper_means_that_no_server_runs(tmp_path):
    assert asyncio.run(client.is_running(tmp_path / "keeper.socket", "camille")) is False


@pytest.mark.parametrize("packet", [b"", b"[]", b"{", b"[" * 100_000])
def test_a_packet_that_is_no_message_is_an_error(packet):
    with pytest.raises(wire.WireError):
        wire.decode(packet)


def test_groups_of_version_1_are_made_where_they_can_be(tmp_path):
    for name in ("memory", "pids"):
        (tmp_path / name / "mine").mkdir(parents=True)
    (tmp_path / "own").write_text("3:pids:/mine\n2:memory:/mine\n1:cpu:/none\n")
    groups = cgroups.find(tmp_path / "own", tmp_path)
    group = groups.make("ab", LIMITS)
    limits = sorted(file.name for folder in group.folders for file in folder.iterdir())
    assert (groups.version, limits) == (1, ["memory.limit_in_bytes", "pids.max"])


def test_groups_of_version_2_are_made_in_a_service_that_may(tmp_path):
    service = tmp_path / "system.slice" / "enact.service"
    service.mkdir(parents=True)
    (service / "cgroup.controllers").write_text("cpu memory pids")
    (service / "cgroup.subtree_control").write_text("cpu memory pids")
    (service / "cgroup.procs").write_text("")
    (tmp_path / "own").write_text("0::/system.slice/enact.service\n")
    groups = cgroups.find(tmp_path / "own", tmp_path)
    (folder,) = groups.make("ab", LIMITS).folders
    assert (folder / "memory.max").read_text() == str(1024 * 2**20)
    assert (folder / "cpu.max").read_text() == "100000 100000"


def test_a_terminals_group_is_left_alone(tmp_path):
    scope = tmp_path / "vte.scope"
    scope.mkdir()
    (scope / "cgroup.controllers").write_text("cpu memory pids")
    (tmp_path / "own").write_text("0::/vte.scope\n")
    assert cgroups.find(tmp_path / "own", tmp_path).version == 0


def test_the_warm_parent_of_servers_is_this_python(house):
    assert house.warm.missing == [] and sys.executable in str(house.warm._process.args)
