"""What a program behind the wall can see and do, tried from inside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading.errors import WallError
from hub_config import wall
from hub_config.wall import Wall, check_wall, code_folders

ROOT = Path(wall.__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def wall_is_allowed():
    try:
        check_wall()
    except WallError as error:
        pytest.skip(str(error))


@pytest.fixture
def state(tmp_path):
    for name in ("homes/camille", "homes/yanis", "hub", "cohorts/ia"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "homes/yanis/secret.txt").write_text("Yanis only")
    (tmp_path / "hub/secrets.json").write_text("the hub only")
    return tmp_path


def run_inside(state, source, mounts=None):
    """Run Python behind Camille's wall and return what it printed."""
    around = Wall("camille", state / "homes/camille", state / "hub/walls", mounts or {})
    command = [*around.command(), sys.executable, "-c", source]
    ran = subprocess.run(command, capture_output=True, text=True, env={"LANG": "C.UTF-8"})
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def try_inside(state, statement):
    """Run a statement behind the wall and return "done" or the name of its error."""
    attempt = f"try:\n    {statement}\n    print('done')\n"
    return run_inside(state, f"{attempt}except OSError as e:\n    print(type(e).__name__)")


def test_the_home_is_the_only_one(state):
    assert run_inside(state, "import os; print(os.listdir('/home'))") == "['camille']"


def test_what_is_written_at_home_stays(state):
    run_inside(state, "open('work.txt', 'w').write('done')")
    assert (state / "homes/camille/work.txt").read_text() == "done"


@pytest.mark.parametrize("path", ["homes/yanis/secret.txt", "hub/secrets.json"])
def test_files_of_others_and_of_the_hub_do_not_exist(state, path):
    assert try_inside(state, f"open({str(state / path)!r})") == "FileNotFoundError"


def test_courses_with_their_solutions_do_not_exist(state):
    assert (
        run_inside(state, f"import os; print(os.path.exists({str(ROOT / 'courses')!r}))") == "False"
    )


@pytest.mark.parametrize("path", ["/usr/x", "/etc/x", "/x", f"{sys.prefix}/x", f"{ROOT}/grading/x"])
def test_nothing_else_can_be_written(state, path):
    assert try_inside(state, f"open({path!r}, 'w')") in (
        "OSError",
        "PermissionError",
        "FileNotFoundError",
    )


def test_processes_outside_cannot_be_seen(state):
    source = "import os; print(sorted(int(p) for p in os.listdir('/proc') if p.isdigit())[-1] < 10)"
    assert run_inside(state, source) == "True"


def test_the_person_is_not_root_and_has_a_name(state):
    source = "import os, pwd; print(os.getuid(), pwd.getpwuid(os.getuid()).pw_name)"
    assert run_inside(state, source) == "1000 camille"


def test_no_capability_is_left(state):
    source = "print([l.split()[1] for l in open('/proc/self/status') if l.startswith('CapEff')])"
    assert run_inside(state, source) == "['0000000000000000']"


def test_no_user_namespace_can_be_made(state):
    source = (
        "import ctypes; CLONE_NEWUSER = 0x10000000; print(ctypes.CDLL(None).unshare(CLONE_NEWUSER))"
    )
    assert run_inside(state, source) == "-1"


def test_the_platforms_packages_can_be_imported(state):
    assert run_inside(state, "import grading, hub_config, nbgrader; print('yes')") == "yes"


def test_a_cohorts_folder_is_there_for_its_grader(state):
    mounts = {"/home/camille/ia": state / "cohorts/ia"}
    run_inside(state, "open('/home/camille/ia/gradebook.db', 'w').write('x')", mounts)
    assert (state / "cohorts/ia/gradebook.db").read_text() == "x"


def test_the_variables_of_the_hub_do_not_come_along(state, monkeypatch):
    monkeypatch.setenv("CONFIGPROXY_AUTH_TOKEN", "secret")
    assert run_inside(state, "import os; print('CONFIGPROXY_AUTH_TOKEN' in os.environ)") == "False"


def test_no_folder_is_named_twice():
    folders = code_folders()
    assert not [a for a in folders for b in folders if a != b and a.is_relative_to(b)]


def test_a_system_that_forbids_the_wall_is_told_what_to_change(monkeypatch, tmp_path):
    refusing = tmp_path / "bwrap"
    refusing.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
    )
    os.chmod(refusing, 0o755)
    monkeypatch.setattr(wall, "bwrap_path", lambda: refusing)
    with pytest.raises(WallError, match="No permissions to create new namespace"):
        check_wall()
