"""What the walls cost: fork with and without them, against the bare floor, and the memory.

The floor forks a warm parent and runs the same cells by raw `exec`: no walls, no judge.
"""

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from grading.sandbox import watch
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.plan import find_plan
from grading.sandbox.program import Cell, Limits, Program
from grading.sandbox.walls import Walls
from tests.benchmarks.generated_course import GIVEN, QUESTIONS
from tests.benchmarks.report import Report

PACKAGES = ("numpy", "pandas", "sklearn.linear_model", "sklearn.model_selection", "sklearn.tree")
PLAIN = Environment(PACKAGES, driver="grading.sandbox.plain")
FULL = Environment(PACKAGES)
NO_WALLS = Walls(namespaces=False, landlock_abi=0, seccomp=False, required=frozenset())
ONE_CELL = Program((Cell("one", "student", "1"),))

FLOOR = f"""
import contextlib, io, json, os, sys, time
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
import {", ".join(PACKAGES)}
cells, times = json.load(sys.stdin), []
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    if os.fork() == 0:
        names = {{}}
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in cells:
                exec(compile(cell, "cell", "exec"), names)
        os._exit(0)
    _, _, usage = os.wait4(-1, 0)
    times.append((time.perf_counter() - start, usage.ru_utime + usage.ru_stime))
print(json.dumps(times))
"""


def run(quick: bool) -> Report:
    """Measure everything; a quick run repeats less."""
    report, count = Report(), 10 if quick else 60
    program = solved_program()
    floor_s, floor_cpu_s = floor(program, count)
    report.add("floor: fork + raw exec of 8 questions", floor_s * 1000, "ms")
    report.add("floor: processor time of the child", floor_cpu_s * 1000, "ms")
    start = time.perf_counter()
    with ForkServer(PLAIN) as server:
        report.add("start of a warm parent", time.perf_counter() - start, "s")
        walled = latency(lambda: server.run(ONE_CELL), count)
    with ForkServer(PLAIN, NO_WALLS) as server:
        bare = latency(lambda: server.run(ONE_CELL), count)
    report.add("one process, one cell, no walls", bare[0] * 1000, "ms")
    report.add("one process, one cell, all walls", walled[0] * 1000, "ms")
    report.add("the walls alone", (walled[0] - bare[0]) * 1000, "ms")
    with ForkServer(FULL) as server:
        program = planned(program, server)
        median, p95 = latency(lambda: server.run(program), count)
        report.add("8 questions, judged, all walls: median", median * 1000, "ms")
        report.add("8 questions, judged, all walls: p95", p95 * 1000, "ms", target=300.0,
                   is_limit=True, aim=120.0)  # fmt: skip
        cpu_s = statistics.median(server.run(program).usage.cpu_time_s for _ in range(count))
        report.add("8 questions, judged: processor time of both children", cpu_s * 1000, "ms")
        report.add("share of the floor, one after the other", floor_s / median, "x")
        wide = throughput(lambda: server.run(program), count, 2)
        report.add("programs a second, two side by side", wide, "/s")
        report.add("peak memory of parent and two children (PSS)", peak_pss_mb(server, program),
                   "MB", target=600.0, is_limit=True, aim=350.0)  # fmt: skip
    report.details["modes"] = {cell.id: cell.mode for cell in program.cells if cell.kind == "check"}
    return report


def solved_program() -> Program:
    """Return the benchmark's exercise with the right answers, hidden tests included."""
    cells = [Cell("given", "given", GIVEN)]
    for question in QUESTIONS:
        cells.append(Cell(question.id, "student", f"{question.stub}\n    {question.right}\n"))
        tests = f"{question.visible}\n{question.hidden}\n"
        cells.append(Cell(f"test-{question.id}", "check", tests, question.visible))
    return Program(tuple(cells))


def planned(program: Program, server: ForkServer) -> Program:
    """Return the program with the plan that the engine derives from its solution."""
    return Program(find_plan(program, server.run).cells)


def floor(program: Program, count: int) -> tuple[float, float]:
    """Return the median seconds, of the clock and of the processor, of fork and raw exec."""
    cells = json.dumps([cell.source for cell in program.cells])
    command = [sys.executable, "-c", FLOOR, str(count)]
    answer = subprocess.run(command, input=cells, capture_output=True, text=True, check=True)
    clock, processor = zip(*json.loads(answer.stdout), strict=True)
    return statistics.median(clock), statistics.median(processor)


def latency(action: Callable[[], object], count: int) -> tuple[float, float]:
    """Return median and 95th percentile of the seconds that an action takes."""
    action()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times), sorted(times)[int(0.95 * len(times))]


def throughput(action: Callable[[], object], count: int, width: int) -> float:
    """Return actions a second with some of them side by side."""
    start = time.perf_counter()
    with ThreadPoolExecutor(width) as pool:
        list(pool.map(lambda _: action(), range(count)))
    return count / (time.perf_counter() - start)


def peak_pss_mb(server: ForkServer, program: Program) -> float:
    """Return the most proportional memory that a parent and the children of one program take."""
    waiting = Cell("wait", "student", "import time\ntime.sleep(0.5)")
    longer = Program((*program.cells, waiting))
    peak, is_over = 0.0, threading.Event()

    def measure() -> None:
        nonlocal peak
        while not is_over.wait(0.02):
            tree = watch.trees([os.getpid()], watch.processes())[os.getpid()]
            peak = max(peak, sum(pss_mb(process) for process in tree if process != os.getpid()))

    watcher = threading.Thread(target=measure)
    watcher.start()
    server.run(longer, Limits())
    is_over.set()
    watcher.join()
    return peak


def pss_mb(process: int) -> float:
    """Return the proportional share of memory of a process; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
