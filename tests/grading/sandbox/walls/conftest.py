"""Fork servers with the smallest driver, for tests of walls, limits and scheduling."""

import pytest

from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Limits, Program
from grading.sandbox.walls import Walls

PLAIN = "grading.sandbox.plain"


@pytest.fixture(scope="session")
def plain_server():
    """Return a fork server with every wall, shared by all tests of the session."""
    with ForkServer(Environment(("json",), driver=PLAIN)) as server:
        yield server


@pytest.fixture(scope="session")
def open_server():
    """Return a fork server without namespaces, as where they are forbidden."""
    # Root's own processes are never counted; whether its account can change depends on where
    # the interpreter lies, so the count is not required here.
    walls = Walls(namespaces=False, required=frozenset({"files", "system-calls", "privileges"}))
    with ForkServer(Environment(("json",), driver=PLAIN), walls) as server:
        yield server


@pytest.fixture(params=["plain_server", "open_server"])
def any_server(request):
    """Return each of the two servers in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def limits():
    """Return limits that are reached quickly."""
    return Limits(wall_time_s=1.0, total_time_s=20.0, memory_mb=64, scratch_mb=8, output_kb=16,
                  processes=16, open_files=64)  # fmt: skip


def program_of(*sources, **settings):
    """Return a program of student cells `c0`, `c1`, …"""
    cells = tuple(Cell(f"c{n}", "student", source) for n, source in enumerate(sources))
    return Program(cells, **settings)


@pytest.fixture
def run(any_server, limits):
    """Return a function that runs student cells on each server and returns the result."""
    return lambda *sources, **settings: any_server.run(program_of(*sources, **settings), limits)


def text_of(cell):
    """Return what a cell printed."""
    return "".join(output["text"] for output in cell.outputs)


@pytest.fixture
def printed():
    """Return the function that gives what each cell of a result printed."""
    return lambda result: [text_of(cell) for cell in result.cells]
