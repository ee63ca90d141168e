"""Grading against stock nbgrader 0.9 on the same submissions, in the same run.

Start-up is included everywhere. Stock nbgrader is measured on two sizes and extended in a straight
line to the number of submissions that we grade, which spares it a third of an hour. Our pipeline
and the drop-in are measured on that number itself: what counts is what a class takes. Ours runs
five times, before, between and after the measurements of stock, and the median counts, because
machines become faster and slower by themselves.
"""

import contextlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.generated_course import ASSIGNMENT, copy_course, make_course
from tests.benchmarks.processes import TreeMemory, run_timed
from tests.benchmarks.report import Report

BIN = Path(sys.executable).parent
FLOOR = Path(__file__).parent / "floor.py"
DROP_IN = "from grading.nbgrader import configure\nconfigure(c)\n"


def run(quick: bool) -> Report:
    """Measure everything.

    Args:
        quick: 4 stock submissions and 40 of ours in place of 40 and 200; no growth.
    """
    few, many = (4, 40) if quick else (40, 200)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="enact-bench-") as folder:
        place = Path(folder)
        course = make_course(place / "course", many)
        runs = [_ours(place / "ours", course, many)]
        stock_s = {"serial": _serial_stock(report, place, course, few, many)}
        runs += [_ours(place / f"ours-between-{n}", course, many) for n in range(2)]
        stock_s["two"] = _two_stock(report, place, course, few, many)
        runs += [_ours(place / f"ours-after-{n}", course, many) for n in range(2)]
        ours_s = statistics.median(runs)
        report.details["ours_s"] = {many: runs}
        report.add("ours: submissions a second", many / ours_s, "/s")
        _ratios(report, place, course, stock_s, ours_s, many)
        _drop_in(report, place, course, stock_s["serial"], many)
        _latency(report, place, course, 20 if quick else 100)
        _memory(report, place, course)
        _same_scores(report, place, few)
        _feedback(report, place)
        if not quick:
            _growth(report, place)
    return report


def _serial_stock(report: Report, place: Path, course: Path, few: int, many: int) -> float:
    """Return the seconds of stock nbgrader, one submission after the other, for `many`."""
    points = {}
    for count in (max(1, few // 5), few):
        folder = copy_course(course, place / f"stock-{count}", count)
        points[count] = run_timed(_nbgrader(), folder)
    report.details["stock_serial_s"] = points
    return _extend(points, many)


def _two_stock(report: Report, place: Path, course: Path, few: int, many: int) -> float:
    """Return the seconds of two processes of stock nbgrader side by side for `many`.

    Each has a folder of its own, so that they never wait for each other's database.
    """
    halves = {}
    for count in (max(1, few // 5), few):
        half = max(1, count // 2)
        folders = [copy_course(course, place / f"half-{count}-{n}", half) for n in range(2)]
        started = time.monotonic()
        processes = [_start(_nbgrader(), folder) for folder in folders]
        for process in processes:
            if process.wait():
                raise RuntimeError("nbgrader autograde failed")
        halves[2 * half] = time.monotonic() - started
    report.details["stock_two_processes_s"] = halves
    return _extend(halves, many)


def _extend(points: dict[int, float], count: int) -> float:
    """Return the time for `count` submissions on the line through the two measured points."""
    (few, short), (more, long) = sorted(points.items())
    if few == more:
        return short * count / few
    return short + (long - short) / (more - few) * (count - few)


def _ours(folder: Path, course: Path, many: int) -> float:
    """Return the seconds of one run of ours over a fresh copy of the course."""
    copy_course(course, folder, many)
    return run_timed(_enact(folder), folder)


def _ratios(
    report: Report, place: Path, course: Path, stock_s: dict[str, float], ours_s: float, many: int
) -> None:
    report.add(
        f"throughput, {many} submissions, against serial stock",
        stock_s["serial"] / ours_s, "x", target=60, aim=120,
    )  # fmt: skip
    report.add(
        "throughput against 2 stock processes", stock_s["two"] / ours_s, "x", target=35, aim=70
    )
    floor_s = run_timed([sys.executable, str(FLOOR), str(course), str(many)], place)
    report.details["floor_s"] = {many: floor_s}
    report.add(
        "share of the floor (fork + raw exec, start-up included)",
        floor_s / ours_s, "", target=0.25, aim=0.5,
    )  # fmt: skip


def _drop_in(report: Report, place: Path, course: Path, stock_s: float, many: int) -> None:
    folder = copy_course(course, place / "drop-in", many)
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text() + DROP_IN)
    seconds = run_timed(_nbgrader(), folder)
    report.details["drop_in_s"] = {many: seconds}
    report.add(
        f"nbgrader autograde with the drop-in, {many} submissions",
        stock_s / seconds, "x", target=8, aim=12,
    )  # fmt: skip


def _latency(report: Report, place: Path, course: Path, repetitions: int) -> None:
    """Time one submission at a time on an idle worker: bytes in, record out."""
    from grading.autograde import Grader

    folder = copy_course(course, place / "latency", 10)
    times = []
    with Grader(folder) as grader:
        submissions = [
            {path.name: path.read_bytes() for path in student.glob(f"{ASSIGNMENT}/*.ipynb")}
            for student in sorted((folder / "submitted").iterdir())
        ]
        grader.grade(ASSIGNMENT, "warm-up", submissions[0])
        for number in range(repetitions):
            started = time.monotonic()
            grader.grade(ASSIGNMENT, "student", submissions[number % len(submissions)])
            times.append(1000 * (time.monotonic() - started))
    report.details["latency_ms"] = [round(value, 1) for value in times]
    report.add("one submission, median", statistics.median(times), "ms")
    slow = sorted(times)[max(0, int(0.95 * len(times)) - 1)]
    report.add("one submission, p95", slow, "ms", target=300, is_limit=True, aim=120)


def _memory(report: Report, place: Path, course: Path) -> None:
    """Watch the memory of the processes below `enact autograde` with one submission at a time."""
    folder = copy_course(course, place / "memory", 10)
    process = _start([*_enact(folder), "--jobs", "1"], folder)
    memory = TreeMemory(process.pid)
    memory.watch(process)
    report.add(
        "peak memory of parent and 2 children (PSS)", memory.below_mb, "MB",
        target=600, is_limit=True, aim=350,
    )  # fmt: skip
    report.add("peak memory of enact autograde itself (PSS)", memory.own_mb, "MB")


def _same_scores(report: Report, place: Path, few: int) -> None:
    stock, ours = _scores(place / f"stock-{few}"), _scores(place / "ours")
    drop_in = _scores(place / "drop-in")
    different = [
        key for key in stock if ours.get(key) != stock[key] or drop_in.get(key) != stock[key]
    ]
    report.details["different_scores"] = [list(key) for key in different]
    report.add(
        f"scores that differ from stock's ({len(stock)} compared)",
        len(different), "", target=0, is_limit=True,
    )  # fmt: skip


def _scores(folder: Path) -> dict[tuple[str, str], tuple[float | None, int]]:
    query = """
        SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score,
               grade.needs_manual_grade
        FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    """
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as connection:
        return {
            (student, cell): (score, manual)
            for student, cell, score, manual in connection.execute(query)
        }


def _feedback(report: Report, place: Path) -> None:
    from grading import feedback
    from grading.record import GradeRecord

    paths = sorted((place / "ours" / "records" / ASSIGNMENT).glob("*.json"))
    records = [GradeRecord.from_json(path.read_bytes()) for path in paths]
    feedback.render(records[0], "fr")
    started = time.monotonic()
    for record in records:
        feedback.render(record, "fr")
    each = 1000 * (time.monotonic() - started) / len(records)
    report.add("feedback page", each, "ms", target=50, is_limit=True)


def _growth(report: Report, place: Path) -> None:
    """Grade 100 and 2,000 submissions: time a submission and memory must stay as they are.

    Memory is the median of the looks at the later half of a run: one look may meet two processes
    more than the next, and what grows with the number of submissions is there at the end.
    """
    course = make_course(place / "growing", 2000)
    seconds, typical, most = {}, {}, {}
    for count in (100, 2000):
        folder = copy_course(course, place / f"growth-{count}", count)
        started = time.monotonic()
        process = _start(_enact(folder), folder)
        memory = TreeMemory(process.pid, interval_s=count / 1000)
        memory.watch(process)
        seconds[count] = time.monotonic() - started
        typical[count] = statistics.median(memory.looks_mb[len(memory.looks_mb) // 2 :])
        most[count] = max(memory.looks_mb)
    report.details["growth"] = {"seconds": seconds, "typical_mb": typical, "most_mb": most}
    report.add(
        "time a submission, 2,000 against 100",
        seconds[2000] / 2000 / (seconds[100] / 100), "x", target=1.1, is_limit=True,
    )  # fmt: skip
    report.add(
        "memory late in the run, 2,000 against 100",
        typical[2000] - typical[100], "MB more", target=50, is_limit=True,
    )  # fmt: skip


def _nbgrader() -> list[str]:
    return [str(BIN / "nbgrader"), "autograde", ASSIGNMENT]


def _enact(folder: Path) -> list[str]:
    return [str(BIN / "enact"), "autograde", ASSIGNMENT, "--course-dir", str(folder), "--json"]


def _start(command: list[str], folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
