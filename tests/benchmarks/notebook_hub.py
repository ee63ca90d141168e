"""Starts a hub for the benchmark of notebooks and does what a student does with it."""

import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.journeys.kernel import Kernel

HERE = Path(__file__).parent
START_TIMEOUT_S = 120
POLL_S = 0.01


class Hub:
    """A running hub of one kind, `ours` or `stock`; what it writes is in a folder of its own."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.state = kind, folder / kind
        for name in ("hub/logs", "homes", "cohorts"):
            (self.state / name).mkdir(parents=True)
        self._token = secrets.token_hex(16)
        port = free_ports(3)
        self.url = f"http://127.0.0.1:{port}"
        self._environment = os.environ | {
            "PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}",
            "ENACT_STATE": str(self.state),
            "BENCH_KIND": kind,
            "BENCH_PORT": str(port),
            "BENCH_TOKEN": self._token,
        }
        self.http = httpx.Client(headers={"Authorization": f"token {self._token}"}, timeout=300)
        self._log = (self.state / "hub.log").open("wb")
        self._processes: list[subprocess.Popen[bytes]] = []
        if kind == "ours":
            self._run("-m", "hub_config.keeper")
            self._until(lambda: (self.state / "hub/keeper.socket").exists())
        self._run("-m", "jupyterhub", "-f", str(HERE / "notebook_hub_config.py"))
        self._until(lambda: self._answers("/hub/health"))

    def close(self) -> None:
        """Stop the servers, the hub and the keeper."""
        for process in reversed(self._processes):
            process.terminate()
            process.wait(60)
        self.http.close()
        self._log.close()

    def token(self, name: str, *scopes: str) -> str:
        """Return a token that opens a student's server."""
        return self._token

    def start(self, name: str) -> float:
        """Start a server as a click does; return the seconds until it answers."""
        self.http.post(f"{self.url}/hub/api/users/{name}")
        home = self.state / "homes" / name
        home.mkdir(exist_ok=True)
        started = time.monotonic()
        self.http.post(f"{self.url}/hub/api/users/{name}/server").raise_for_status()
        while not self._answers(f"/user/{name}/api/status"):
            time.sleep(POLL_S)
        return time.monotonic() - started

    def stop(self, name: str) -> None:
        """Stop a server."""
        self.http.delete(f"{self.url}/hub/api/users/{name}/server").raise_for_status()
        while self.http.get(f"{self.url}/hub/api/users/{name}").json().get("server"):
            time.sleep(0.1)

    def kernel(self, name: str) -> Kernel:
        """Return a new kernel of a student."""
        return Kernel(self, name)  # type: ignore[arg-type]

    def _run(self, *arguments: str) -> None:
        self._processes.append(
            subprocess.Popen(
                [sys.executable, *arguments],
                cwd=HERE.parent.parent,
                env=self._environment,
                stdout=self._log,
                stderr=self._log,
            )
        )

    def _answers(self, path: str) -> bool:
        try:
            return self.http.get(f"{self.url}{path}").status_code == 200
        except httpx.TransportError:
            return False

    def _until(self, is_so) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not is_so():
            if time.monotonic() > deadline or self._processes[-1].poll() is not None:
                raise RuntimeError((self.state / "hub.log").read_text()[-3000:])
            time.sleep(0.1)


def free_ports(count: int) -> int:
    """Return the first of some neighbouring ports that nobody uses now."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
        if first + count < 65536 and all(map(_is_free, range(first, first + count))):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
