"""Every attack on the host, beside an honest program: none succeeds, nobody else notices."""

import json
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from attack import read_attacks

from grading.sandbox import watch
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import DEFAULT_DRIVER, Environment
from grading.sandbox.program import Cell, Limits, Program
from grading.sandbox.walls import Walls

ATTACKS = read_attacks("host")
LIMITS = Limits(
    wall_time_s=20.0, total_time_s=60.0, memory_mb=64, scratch_mb=16, output_kb=64, processes=24,
    open_files=64,
)  # fmt: skip
SHORT_WALL_TIME_S = 1.0
MODES = {
    "every-wall": (Walls(), DEFAULT_DRIVER),
    "no-namespaces": (Walls(namespaces=False), DEFAULT_DRIVER),
    "oldest-landlock": (Walls(namespaces=False, landlock_abi=1), "grading.sandbox.plain"),
}
HONEST = Program(
    cells=(
        Cell("write", "student", "open('notes.txt', 'w').write('mine')\nx = sum(range(1000))"),
        Cell("compute", "student", "import random\nrandom.seed(1)\nprint(x, random.random())"),
        Cell("read", "student", "import os\nprint(os.listdir('.'), open('notes.txt').read())"),
        Cell("fork", "student", "from subprocess import *\nprint(check_output(['echo', 'hi']))"),
    ),
)


@pytest.fixture(scope="module", params=MODES)
def server(request, open_python):
    walls, driver = MODES[request.param]
    environment = Environment(("json", "subprocess"), driver=driver, python=open_python)
    with ForkServer(environment, walls) as server:
        yield server


@pytest.fixture(scope="module")
def expected(server):
    """What the honest program shows when it is alone."""
    return outputs_of(server.run(HONEST, LIMITS))


def outputs_of(result):
    return [(cell.status, cell.outputs) for cell in result.cells]


def processes_below(root):
    members = watch.processes()
    return watch.trees([root], members)[root]


def parent_of_children():
    """Return the process id of the warm parent: the newest process below this one."""
    return max(process for process in processes_below(os.getpid()) if process != os.getpid())


def attack_program(attack, target):
    cells = [Cell("before", "student", "honest_value = 1\nprint('before')")]
    cells += [Cell(f"attack-{n}", "student", text) for n, text in enumerate(attack.sources)]
    cells.append(Cell("after", "student", "print('after', honest_value)"))
    return Program(tuple(cells), {"target.json": json.dumps(target).encode()})


def limits_of(attack):
    """Return the limits of an attack: short in time only where time is what must stop it."""
    wanted = {cell.get("limit") for cell in attack.cells}
    time = {"wall_time_s": SHORT_WALL_TIME_S} if wanted & {"wall_time", "total_time"} else {}
    return replace(LIMITS, **{**time, **attack.expect.get("limits", {})})


def places_with(marker):
    """Return files and processes that carry the marker."""
    folders = (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"), Path("/"), Path.cwd())
    found = [str(folder / marker) for folder in folders if (folder / marker).exists()]
    for process in watch.processes():
        try:
            if marker.encode() in Path(f"/proc/{process}/cmdline").read_bytes():
                found.append(f"process {process}")
        except OSError:
            continue
    return found


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_on_the_host_fails(attack, server, expected, witness):
    marker = f"enact-marker-{secrets.token_hex(6)}"
    before = processes_below(os.getpid())
    program = attack_program(attack, witness.target(parent_of_children(), marker))
    limits = limits_of(attack)
    with ThreadPoolExecutor(2) as pool:
        hostile = pool.submit(server.run, program, limits)
        honest = [outputs_of(pool.submit(server.run, HONEST, LIMITS).result())]
        result = hostile.result()
        honest.append(outputs_of(server.run(HONEST, LIMITS)))
    shown = json.dumps([cell.outputs for cell in result.cells])
    handed_back = b"".join(result.files.values())

    assert honest == [expected, expected]
    assert "BROKEN" not in shown
    assert witness.path.read_text() not in shown
    assert witness.path.read_bytes() not in handed_back
    assert witness.is_untouched()
    assert witness.visitors() == []
    assert processes_below(os.getpid()) == before
    assert places_with(marker) == []
    check_cells(attack, result)


def check_cells(attack, result):
    first, *middle, last = result.cells
    assert (first.status, first.outputs[0]["text"]) == ("ok", "before\n")
    assert (last.status, last.outputs[0]["text"]) == ("ok", "after 1\n")
    assert len(middle) == len(attack.cells), "attack.toml has one [[cell]] for each cell"
    for wanted, cell in zip(attack.cells, middle, strict=True):
        assert cell.status in wanted["status"], cell
        if "error" in wanted and cell.status == "error":
            assert cell.error.ename == wanted["error"], cell
        if "limit" in wanted:
            assert cell.limit is not None and cell.limit.which == wanted["limit"], cell
    assert {flag.kind for flag in result.flags} == set(attack.expect.get("flags", []))
