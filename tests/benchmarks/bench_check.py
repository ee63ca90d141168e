"""How long `enact check` takes for a whole course of four assignments, with all its mutants.

Compared with running every mutant from the top of its notebook, in a sandbox of its own.
"""

import time
from pathlib import Path

from grading.course import Course, read_course
from grading.exercise import Exercise
from grading.quality.experiment import code_cells, run_experiment
from grading.quality.gate import check_course, check_paths
from grading.quality.laboratory import stub_sources
from grading.quality.mutants import Mutant, mutants_of
from grading.quality.servers import PLAIN_DRIVER, modules_of
from grading.release import copied_files
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Program
from tests.benchmarks.report import Report

COURSES = Path(__file__).parents[2] / "courses"
COURSE = COURSES / "licence" / "decouvrir-l-ia"
LONGEST_S = 60.0
LONGEST_OF_ALL_S = 150.0


def run(quick: bool) -> Report:
    """Check the course, then time its mutants alone, in our way and in the plain one."""
    report = Report()
    course = read_course(COURSE)
    start = time.perf_counter()
    quality = check_course(COURSE, [COURSE])
    whole_s = time.perf_counter() - start
    mutants = sum(item.total + len(item.equivalent) for item in quality.scores)
    report.add("enact check of a course", whole_s, "s", target=LONGEST_S, is_limit=True)
    report.add("assignments in it", len(course.assignments), "")
    report.add("mutants in it", mutants, "")
    with ForkServer(Environment(_packages(course), driver=PLAIN_DRIVER)) as server:
        forked = _forked_rate(course, server)
        plain = _plain_rate(course, server, 1 if quick else 4)
    report.add("mutants graded a second, one at a time", forked, "/s")
    report.add("the same, each from the top of its notebook", plain, "/s")
    report.add("ratio", forked / plain, "x")
    report.details.update({"findings": [str(found) for found in quality.findings]})
    if not quick:
        start = time.perf_counter()
        qualities = check_paths([COURSES])
        all_s = time.perf_counter() - start
        report.add("courses in one command", len(qualities), "")
        report.add("enact check of them all", all_s, "s", target=LONGEST_OF_ALL_S, is_limit=True)
        every = sum(item.total + len(item.equivalent) for q in qualities for item in q.scores)
        report.add("their mutants a second, everything else included", every / all_s, "/s")
    return report


def _packages(course: Course) -> tuple[str, ...]:
    pairs = [(found, exercise) for found in course.assignments for exercise in found.exercises]
    return tuple(sorted(modules_of(pairs)))


def _forked_rate(course: Course, server: ForkServer) -> float:
    """Return mutants a second, with reference and stub of each exercise, one after the other."""
    start, count = time.perf_counter(), 0
    for assignment in course.assignments:
        files = copied_files(assignment.folder)
        for exercise in assignment.exercises:
            stub = stub_sources(exercise, course.language)
            found = run_experiment(exercise, stub, [], files, assignment.limits, server)
            count += len(found.mutants)
    return count / (time.perf_counter() - start)


def _plain_rate(course: Course, server: ForkServer, most: int) -> float:
    """Return mutants a second when each is a program of its own, for some of each exercise."""
    spent, count = 0.0, 0
    for assignment in course.assignments:
        files = copied_files(assignment.folder)
        for exercise in assignment.exercises:
            chosen = [mutants_of(solution)[:most] for solution in exercise.solutions]
            for mutant in (item for group in chosen for item in group):
                program = Program(_cells(exercise, mutant), files)
                start = time.perf_counter()
                server.run(program)
                spent += time.perf_counter() - start
                count += 1
    return count / spent


def _cells(exercise: Exercise, mutant: Mutant) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            name,
            "student",
            mutant.source
            if cell.role == "solution" and cell.id == mutant.solution
            else cell.source,
        )
        for name, cell in code_cells(exercise).items()
    )
