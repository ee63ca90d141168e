"""Landlock: what stays open, for each version of its rules."""

import os
import signal
import socket

import pytest

from grading.sandbox import kernel, landlock

ABI = landlock.abi()
pytestmark = pytest.mark.skipif(not ABI, reason="the kernel offers no Landlock")


def attempt(tmp_path, call, version=ABI):
    """Make a call in a child that may write to `tmp_path/open` alone; return "done" or errno."""
    (tmp_path / "open").mkdir(exist_ok=True)
    (tmp_path / "closed").mkdir(exist_ok=True)
    (tmp_path / "closed" / "file").write_text("kept")
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            grants = landlock.Grants(
                ("/usr", "/missing"), (str(tmp_path / "open"),), ("/dev/null",)
            )
            landlock.restrict(grants, version)
            call(tmp_path)
            os.write(writer, b"done")
        except OSError as error:
            os.write(writer, str(error.errno).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(process, 0)
    with open(reader) as pipe:
        return pipe.read()


OPEN = {
    "writes a file": lambda path: (path / "open" / "f").write_text("x"),
    "makes folders": lambda path: (path / "open" / "a").mkdir(),
    "writes to null": lambda path: open("/dev/null", "w").write("x"),
    "reads a library": lambda path: os.listdir("/usr/lib"),
}
CLOSED = {
    "reads": lambda path: (path / "closed" / "file").read_text(),
    "lists": lambda path: os.listdir(path / "closed"),
    "writes": lambda path: (path / "closed" / "new").write_text("x"),
    "removes": lambda path: (path / "closed" / "file").unlink(),
    "links in": lambda path: os.link(path / "closed" / "file", path / "open" / "link"),
    "moves out": lambda path: os.rename(path / "closed" / "file", path / "open" / "moved"),
    "makes a device": lambda path: os.mknod(path / "open" / "null", 0o20666, os.makedev(1, 3)),
}


@pytest.mark.parametrize("version", range(1, ABI + 1))
@pytest.mark.parametrize("name", OPEN)
def test_what_is_granted_works(name, version, tmp_path):
    assert attempt(tmp_path, OPEN[name], version) == "done"


@pytest.mark.parametrize("version", range(1, ABI + 1))
@pytest.mark.parametrize("name", CLOSED)
def test_what_is_not_granted_is_refused(name, version, tmp_path):
    assert attempt(tmp_path, CLOSED[name], version) in ("13", "18")


@pytest.mark.skipif(ABI < 4, reason="this Landlock does not know TCP")
def test_tcp_is_refused_from_version_4(tmp_path):
    def connect(_):
        socket.create_connection(("127.0.0.1", 9))

    assert attempt(tmp_path, connect) == "13"


@pytest.mark.skipif(ABI < landlock.SCOPE_ABI, reason="this Landlock does not know signals")
def test_signals_to_the_outside_are_refused_from_version_6(tmp_path):
    outside = os.getpid()
    assert attempt(tmp_path, lambda _: os.kill(outside, signal.SIGCONT)) == "1"


@pytest.mark.skipif(ABI < landlock.SCOPE_ABI, reason="this Landlock does not know sockets")
def test_abstract_sockets_to_the_outside_are_refused_from_version_6(tmp_path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("\0enact-test-" + str(os.getpid()))
        listener.listen()
        name = listener.getsockname()

        def connect(_):
            socket.socket(socket.AF_UNIX).connect(name)

        assert attempt(tmp_path, connect) == "1"


@pytest.mark.parametrize(("version", "count"), [(0, 5), (1, 4), (3, 3), (7, 0)])
def test_what_a_version_leaves_open_is_told(version, count):
    assert len(landlock.missing(version)) == count
