"""A disk that is full or read-only for real: what was acknowledged stays, the rest is refused."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from .conftest import CLIENT_ID, COURSES, PREFIX, SCOPE, Loop, Platform, people, solved
from .test_api import FILES, SUBMISSIONS

START_TIMEOUT_S = 60
SIZE_MB = 24
# Root needs no namespace of users; others get one, where the system allows it.
AS_ROOT = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
TO_ROOT = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
SERVE = f"exec '{sys.executable}' -m hub_config.campus"


class Elsewhere:
    """A campus in a process that sees disks of its own.

    Args:
        mounts: shell commands that mount them.
        state: its state folder.
        hub_url: the hub's API.
        variables: more of its environment.
    """

    def __init__(self, mounts: str, state: Path, hub_url: str, **variables: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            origin = f"http://127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"{origin}{PREFIX}"
        environment = {
            "ENACT_STATE": str(state),
            "ENACT_COURSES": str(COURSES),
            "JUPYTERHUB_API_URL": hub_url,
            "JUPYTERHUB_API_TOKEN": "service-token",
            "JUPYTERHUB_CLIENT_ID": CLIENT_ID,
            "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
            "JUPYTERHUB_SERVICE_URL": origin,
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]),
        }
        unshare = ["unshare", *AS_ROOT, "--mount", "--propagation", "private"]
        self.process = subprocess.Popen(
            [*unshare, "sh", "-c", f"{mounts} && {SERVE}"],
            env=os.environ | environment | variables,
            stderr=subprocess.DEVNULL,
        )
        ends = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            assert self.process.poll() is None, "the campus does not start"
            assert time.monotonic() < ends, "the campus does not answer"
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}api/health", trust_env=False).is_success
        except httpx.TransportError:
            return False

    def run(self, command: str) -> None:
        """Run a shell command where its disks are seen."""
        there = ["nsenter", "--target", str(self.process.pid), *TO_ROOT, "--mount"]
        subprocess.run([*there, "sh", "-c", command], check=True, capture_output=True)

    def camille(self) -> httpx.Client:
        """Return a client with a student's token."""
        headers = {"Authorization": "token token-camille", "Accept-Language": "en"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)

    def close(self) -> None:
        """Stop it; its disks go with it."""
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def can_mount(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where no disk can be mounted."""
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        pytest.skip("no unshare and nsenter: apt-get install util-linux")
    mount = f"mount -t tmpfs tmpfs '{tmp_path_factory.mktemp('mount')}'"
    command = ["unshare", *AS_ROOT, "--mount", "sh", "-c", mount]
    tried = subprocess.run(command, capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"no disk can be mounted here: {tried.stderr.strip()}")


def hand_in(client: httpx.Client, body: dict[str, Any]) -> tuple[int, str]:
    answer = client.post(SUBMISSIONS, json=body)
    return answer.status_code, answer.json().get("code", "")


def received(client: httpx.Client) -> int:
    return len(client.get(SUBMISSIONS).json()["submissions"])


def hub_url(loop: Loop) -> str:
    return f"http://127.0.0.1:{loop.serve(people().app())}/hub/api"


def test_full_disk_refuses_shows_what_it_has_and_recovers(
    can_mount: None, state: Path, tmp_path: Path, loop: Loop
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    mounts = f"mount -t tmpfs -o size={SIZE_MB}m tmpfs '{place}' && cp -r '{state}'/. '{place}'"
    campus = Elsewhere(mounts, place, hub_url(loop))
    with closing(campus), campus.camille() as client:
        body = solved(client.get(FILES).json()["files"])
        assert hand_in(client, body) == (201, "")
        campus.run(f"cat /dev/zero > '{place}/ballast' 2>/dev/null || true")
        assert hand_in(client, body) == (503, "unavailable")
        assert received(client) == 1
        campus.run(f"rm '{place}/ballast'")
        assert hand_in(client, body) == (201, "")
        assert received(client) == 2


def test_read_only_database_refuses_and_shows_what_it_has(
    can_mount: None, state: Path, tmp_path: Path, loop: Loop
) -> None:
    place = tmp_path / "database"
    place.mkdir()
    url = f"sqlite:///{place}/campus.sqlite"
    # One campus writes, and another one beside it sees the same disk mounted read-only.
    writing = Platform(state, loop, people(), database_url=url)
    with closing(writing), writing.api("camille") as allowed:
        body = solved(allowed.get(FILES).json()["files"])
        assert hand_in(allowed, body) == (201, "")
        mounts = f"mount --bind '{place}' '{place}' && mount -o remount,bind,ro '{place}'"
        campus = Elsewhere(mounts, state, hub_url(loop), ENACT_CAMPUS_DATABASE_URL=url)
        with closing(campus), campus.camille() as client:
            assert hand_in(client, body) == (503, "unavailable")
            assert received(client) == 1
        assert hand_in(allowed, body) == (201, "")
        assert received(allowed) == 2


def test_read_only_blobs_refuse_and_nothing_is_noted(
    can_mount: None, state: Path, tmp_path: Path, loop: Loop
) -> None:
    place = state / "campus" / "blobs"
    place.mkdir(parents=True)
    campus = Elsewhere(f"mount --bind '{place}' '{place}'", state, hub_url(loop))
    with closing(campus), campus.camille() as client:
        body = solved(client.get(FILES).json()["files"])
        campus.run(f"mount -o remount,bind,ro '{place}'")
        assert hand_in(client, body) == (503, "unavailable")
        assert received(client) == 0
        campus.run(f"mount -o remount,bind,rw '{place}'")
        assert hand_in(client, body) == (201, "")
