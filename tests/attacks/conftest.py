"""A worker's machine with something to steal, and the servers that attacks run in."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

import grading

sys.path.insert(0, str(Path(__file__).parent))

SECRET = f"secret-{secrets.token_hex(8)}"
VARIABLE = "SECRET_OF_THE_WORKER"
# Before any server starts: it must not be handed down.
os.environ[VARIABLE] = SECRET


class Witness:
    """What attackers are after, and what it saw of them.

    Attributes:
        visits: what came to the sockets on which it listens.
    """

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o755)
        self.folder = folder
        self.path = folder / "gradebook.db"
        self.path.write_text(SECRET)
        self.before = self._state()
        self.visits: list[str] = []
        self.abstract_name = f"enact-witness-{secrets.token_hex(4)}"
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", 0))
        self._abstract = socket.socket(socket.AF_UNIX)
        self._abstract.bind("\0" + self.abstract_name)
        self._unix = socket.socket(socket.AF_UNIX)
        self._unix.bind(str(folder / "service.sock"))
        for listener in (self._abstract, self._unix):
            listener.listen()
        self._sockets = [self._tcp, self._udp, self._abstract, self._unix]
        for sock in self._sockets:
            sock.setblocking(False)

    def target(self, parent_pid: int, marker: str) -> dict[str, object]:
        """Return what the attacker is told."""
        return {
            "secret_path": str(self.path),
            "secret_folder": str(self.folder),
            "worker_pid": os.getpid(),
            "parent_pid": parent_pid,
            "tcp_port": self._tcp.getsockname()[1],
            "udp_port": self._udp.getsockname()[1],
            "abstract_name": self.abstract_name,
            "unix_path": str(self.folder / "service.sock"),
            "variable": VARIABLE,
            "marker": marker,
        }

    def visitors(self) -> list[str]:
        """Return the sockets to which something came."""
        found = []
        for name, sock in zip(("tcp", "udp", "abstract", "unix"), self._sockets, strict=True):
            try:
                if name == "udp":
                    sock.recv(100)
                else:
                    sock.accept()[0].close()
                found.append(name)
            except BlockingIOError:
                continue
        return found

    def is_untouched(self) -> bool:
        """Return whether the secret file and its folder are as they were."""
        return self._state() == self.before

    def _state(self) -> tuple[object, ...]:
        state, folder = self.path.stat(), self.folder.stat()
        return (
            self.path.read_text(), state.st_mode, state.st_uid, state.st_gid, state.st_mtime_ns,
            folder.st_mode, sorted(os.listxattr(self.path)),
        )  # fmt: skip

    def close(self) -> None:
        """Close the sockets."""
        for sock in self._sockets:
            sock.close()


@pytest.fixture(scope="session")
def open_python(tmp_path_factory):
    """Return an interpreter that every account can run, with the packages of this one."""
    base = Path("/usr/bin/python3")
    if not base.exists():
        pytest.skip("needs /usr/bin/python3: the interpreter here is in a closed folder")
    version = subprocess.check_output([base, "-c", "import sys; print(sys.version_info[:2])"])
    if version.decode().strip() != str(sys.version_info[:2]):
        pytest.skip(f"/usr/bin/python3 is {version.decode().strip()}: other packages are needed")
    folder = Path(tempfile.mkdtemp(prefix="open-python-"))
    folder.chmod(0o755)
    subprocess.check_call([base, "-m", "venv", "--without-pip", folder / "venv"])
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    paths = [path for path in sys.path if path.endswith("-packages")]
    paths.append(str(Path(grading.__file__).parent.parent))
    (packages / "shared.pth").write_text("\n".join(paths))
    yield str(folder / "venv" / "bin" / "python")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    """Return a witness for all attacks of a module."""
    witness = Witness(tmp_path_factory.mktemp("machine"))
    yield witness
    witness.close()


@pytest.fixture(autouse=True)
def no_thread_is_left():
    """Fail a test that leaves a thread of ours behind, but for the clock of waiting judges."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    left = [name for name in left if name != "sittings"]
    assert left == []
