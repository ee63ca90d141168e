"""Which walls stand, what they protect, and that nothing runs without them."""

import os

import pytest

from grading.errors import WallError
from grading.sandbox import walls
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Program
from grading.sandbox.walls import Walls

PLAIN = Environment((), driver="grading.sandbox.plain")
STATUS = "print(open('/proc/self/status').read())"


def status_of(server):
    program = Program((Cell("a", "student", STATUS),))
    lines = server.run(program).cells[0].outputs[0]["text"].splitlines()
    return {line.split(":")[0]: line.split(":", 1)[1].strip() for line in lines if ":" in line}


def test_all_walls_give_every_protection():
    assert walls.lacking(walls.WALLS, walls.PROTECTIONS) == []


def test_no_wall_gives_no_protection():
    assert walls.lacking([], walls.PROTECTIONS) == sorted(walls.PROTECTIONS)


@pytest.mark.parametrize(
    ("standing", "protection"),
    [
        (["landlock"], "files"),
        (["mount-namespace", "capabilities"], "files"),
        (["seccomp"], "network"),
        (["network-namespace"], "network"),
        (["pid-namespace"], "process-tree"),
        (["seccomp"], "process-tree"),
    ],
)
def test_one_wall_or_another_gives_a_protection(standing, protection):
    assert walls.lacking(standing, [protection]) == []


def test_a_mount_namespace_alone_does_not_protect_files():
    assert walls.lacking(["mount-namespace"], ["files"]) == ["files"]


def test_every_wall_of_a_protection_is_a_known_wall():
    named = {name for sets in walls.PROTECTIONS.values() for group in sets for name in group}
    assert named <= walls.WALLS.keys()


MISSING = {
    "files": Walls(namespaces=False, landlock_abi=0),
    "system-calls": Walls(seccomp=False),
    "network": Walls(namespaces=False, seccomp=False),
    "process-tree": Walls(namespaces=False, seccomp=False),
}


@pytest.mark.parametrize("protection", MISSING)
def test_without_a_required_wall_nothing_runs_and_the_protection_is_named(protection):
    with pytest.raises(WallError, match=protection), ForkServer(PLAIN, MISSING[protection]):
        pass


def test_the_reason_of_a_missing_wall_is_told():
    with pytest.raises(WallError, match="seccomp: switched off by settings"):
        ForkServer(PLAIN, Walls(seccomp=False)).__enter__()


def test_a_wall_that_is_not_required_may_be_missing():
    relaxed = Walls(seccomp=False, required=frozenset({"files", "limits"}))
    with ForkServer(PLAIN, relaxed) as server:
        assert server.run(Program((Cell("a", "student", "1"),))).cells[0].status == "ok"


def test_no_capability_is_left(any_server):
    status = status_of(any_server)
    assert {status[name] for name in ("CapPrm", "CapEff", "CapInh", "CapAmb", "CapBnd")} == {
        "0" * 16
    }


def test_no_new_privileges_is_set_and_a_filter_stands(any_server):
    status = status_of(any_server)
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")


def test_the_account_is_no_ones(plain_server):
    if os.geteuid() != 0:
        pytest.skip("the account changes only where the worker is root")
    assert int(status_of(plain_server)["Uid"].split()[0]) >= 30_000


def test_two_programs_have_different_accounts(plain_server):
    if os.geteuid() != 0:
        pytest.skip("the account changes only where the worker is root")
    assert status_of(plain_server)["Uid"] != status_of(plain_server)["Uid"]


def test_a_program_sees_its_own_processes_alone(plain_server, printed):
    source = "import os\nprint([name for name in os.listdir('/proc') if name.isdecimal()])"
    result = plain_server.run(Program((Cell("a", "student", source),)))
    assert printed(result) == ["['1']\n"]


def test_a_program_sees_an_empty_network(plain_server, printed):
    source = "print(open('/proc/self/net/dev').read().count(':'))"
    result = plain_server.run(Program((Cell("a", "student", source),)))
    assert printed(result) == ["1\n"]


def test_the_environment_holds_what_is_on_the_list(any_server, printed, monkeypatch):
    source = "import os\nprint(sorted(os.environ.keys() - {'JOBLIB_MULTIPROCESSING'}))"
    names = {*PLAIN.variables(), "NBGRADER_EXECUTION", "TMPDIR"}
    result = any_server.run(Program((Cell("a", "student", source),)))
    assert printed(result) == [f"{sorted(names)}\n"]


def test_settings_survive_the_wire():
    settings = Walls(namespaces=False, landlock_abi=3, readable=("/data",))
    assert Walls.from_message(settings.to_message()) == settings


def test_the_operator_may_open_a_folder(tmp_path_factory, printed):
    folder = tmp_path_factory.mktemp("shared")
    for parent in (folder, *folder.parents[:-1]):
        if parent.owner() == "root" and parent.stat().st_mode & 0o001 == 0:
            parent.chmod(parent.stat().st_mode | 0o011)
    (folder / "data.csv").write_text("a,b")
    (folder / "data.csv").chmod(0o644)
    folder.chmod(0o755)
    source = f"print(open({str(folder / 'data.csv')!r}).read())"
    with ForkServer(PLAIN, Walls(readable=(str(folder),))) as server:
        assert printed(server.run(Program((Cell("a", "student", source),)))) == ["a,b\n"]
