"""How long each lesson and each assignment's reference solution takes, as its learner runs it.

Every notebook is executed in a fresh Jupyter kernel, from its first cell to its last; the time
includes the start of the kernel and the imports. The slowest figures are what must hold:
a lesson under a minute, an assignment with all its exercises under 20 seconds.
"""

import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode

from grading.course import Assignment, Course, Module, read_catalogue
from grading.exercise import read_text_cells
from grading.notebook import to_lesson_notebook, to_source_notebook
from grading.release import copied_files, write_folder
from tests.benchmarks.report import Report

COURSES = Path(__file__).parents[2] / "courses"
LESSON_S, REFERENCE_S = 60.0, 20.0
PYTHON = ".py"
QUICK_COURSE = "decouvrir-l-ia"


def run(quick: bool) -> Report:
    """Execute every notebook once; `quick` keeps to one course."""
    report = Report()
    times: dict[str, dict[str, float]] = {"lessons": {}, "assignments": {}}
    for course in read_catalogue(COURSES).courses:
        if quick and course.slug != QUICK_COURSE:
            continue
        for module in course.modules:
            place = f"{course.slug}/{module.slug}"
            for name, notebook in lesson_notebooks(module):
                spent = execute(notebook, copied_files(module.folder))
                times["lessons"][f"{place}/{name}"] = spent
            for assignment in module.assignments:
                times["assignments"][f"{place}/{assignment.slug}"] = reference_time_s(assignment)
        _add_slowest(report, course, times)
    report.details.update(times)
    return report


def lesson_notebooks(module: Module) -> Iterator[tuple[str, NotebookNode]]:
    """Yield name and notebook of each lesson of a module, as the release makes it."""
    for lesson in module.lessons:
        if lesson.path.suffix == PYTHON:
            yield lesson.slug, to_lesson_notebook(read_text_cells(lesson.path, []))


def reference_time_s(assignment: Assignment) -> float:
    """Return the seconds that all exercises of an assignment take with their solutions."""
    files = copied_files(assignment.folder)
    return sum(execute(to_source_notebook(exercise), files) for exercise in assignment.exercises)


def execute(notebook: NotebookNode, files: Mapping[str, bytes]) -> float:
    """Execute a notebook in place, with files beside it, and return the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), files)
        start = time.perf_counter()
        NotebookClient(notebook, resources={"metadata": {"path": folder}}).execute()
        return time.perf_counter() - start


def _add_slowest(report: Report, course: Course, times: Mapping[str, Mapping[str, float]]) -> None:
    for kind, limit in (("lessons", LESSON_S), ("assignments", REFERENCE_S)):
        own = {name: spent for name, spent in times[kind].items() if name.startswith(course.slug)}
        slowest = max(own, key=own.__getitem__)
        name = f"slowest of {len(own)} {kind}: {slowest.partition('/')[2]}"
        report.add(f"{course.slug}, {name}", own[slowest], "s", target=limit, is_limit=True)
