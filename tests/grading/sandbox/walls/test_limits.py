"""A broken limit costs its cell; what came before stays and what comes after runs."""

import os

import pytest

from grading.sandbox.program import Cell, LimitHit, Limits, Program

BOMBS = {
    "memory": ("x = bytearray(2**30)", LimitHit("memory", 64, "MB")),
    "wall_time": ("while True: pass", LimitHit("wall_time", 1.0, "s")),
    "scratch": ("open('f', 'wb').write(bytes(2**24))", LimitHit("scratch", 8, "MB")),
    "open_files": ("x = [open('/dev/null') for _ in range(99)]",
                   LimitHit("open_files", 64, "files")),
    "crash by signal": ("import os; os.abort()", None),
    "crash by exit": ("import os; os._exit(3)", LimitHit("crash", 3, "exit")),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_breach_is_told_with_value_and_unit(name, run):
    source, expected = BOMBS[name]
    cell = run(source).cells[0]
    assert cell.status == "limit"
    assert expected is None or cell.limit == expected


@pytest.mark.parametrize("name", BOMBS)
def test_cells_before_and_after_a_breach_keep_their_results(name, run, printed):
    result = run("x = 1\nprint('first')", BOMBS[name][0], "print('last', type(x).__name__)")
    assert printed(result)[0] == "first\n"
    assert printed(result)[2].startswith("last")


def test_a_name_survives_the_death_of_its_process(run, printed):
    result = run("x = 41", "import os; os._exit(0)", "x += 1\nprint(x)", "print(x)")
    assert printed(result)[2:] == ["42\n", "42\n"]


def test_a_file_survives_the_death_of_its_process(run):
    result = run("open('kept.txt', 'w').write('kept')", "import os; os._exit(0)")
    assert result.files == {"kept.txt": b"kept"}


def test_two_deaths_cost_two_cells(run):
    result = run("x = 1", "import os; os._exit(1)", "y = x", "import os; os._exit(2)", "print(y)")
    assert [cell.status for cell in result.cells] == ["ok", "limit", "ok", "limit", "ok"]


def test_an_interrupted_cell_leaves_its_process_alive(run, printed):
    result = run("import os\nfirst = os.times().elapsed", "while True: pass", "print(first > 0)")
    assert printed(result)[2] == "True\n"


def test_the_whole_program_has_a_limit_of_time(plain_server):
    limits = Limits(wall_time_s=5.0, total_time_s=1.0)
    cells = tuple(Cell(f"c{n}", "student", "import time; time.sleep(0.6)") for n in range(4))
    result = plain_server.run(Program(cells), limits)
    assert [cell.status for cell in result.cells] == ["ok", "limit", "not-run", "not-run"]
    assert {cell.limit for cell in result.cells[1:]} == {LimitHit("total_time", 1.0, "s")}


def test_cut_output_is_told_on_an_ok_cell(run):
    cell = run("print('x' * 10**6)").cells[0]
    assert (cell.status, cell.limit) == ("ok", LimitHit("output", 16, "kB"))


def test_cut_output_has_the_size_of_the_limit(run, printed):
    assert len(printed(run("print('x' * 10**6)"))[0]) == 16 * 1024


def test_processes_are_bounded(plain_server, limits):
    source = """
import threading, time
while True:
    threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
"""
    cell = plain_server.run(Program((Cell("a", "student", source),)), limits).cells[0]
    assert cell.limit == LimitHit("processes", 16, "processes")


def test_an_ordinary_os_error_is_no_limit(run):
    cell = run("open('missing.txt')").cells[0]
    assert (cell.status, cell.limit, cell.error.ename) == ("error", None, "FileNotFoundError")


def test_memory_of_a_program_is_measured(run):
    result = run("x = bytearray(b'1' * (30 * 2**20))")
    assert 25 < result.usage.peak_memory_mb < 60


def test_the_deaths_of_hundreds_of_programs_leave_no_descriptor(plain_server, limits):
    program = Program((Cell("a", "student", "import os; os._exit(0)"),))
    plain_server.run(program, limits)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        plain_server.run(program, limits)
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_a_cell_leaves_over_a_limit_is_not_blamed_on_the_next(run, printed):
    flood = "for n in range(40): open(f'part-{n}', 'wb').write(bytes(2**19))"
    result = run("x = 1", flood, "print(x)")
    assert [cell.status for cell in result.cells] == ["ok", "limit", "ok"]
    assert result.cells[1].limit == LimitHit("scratch", 8, "MB")
