"""The gate: what is wrong in courses, modules, assignments or exercises, and how good tests are."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from grading.course import COURSE_FILE, Course, course_folders, read_course
from grading.errors import CourseError, Problem
from grading.exercise import SEPARATOR
from grading.quality.answers import read_answers
from grading.quality.dynamic import (
    check_answers,
    check_course_score,
    check_equivalent,
    check_hard_coding,
    check_mutation,
    check_reference,
    check_stub,
    check_verdicts,
)
from grading.quality.finding import Finding, from_problems
from grading.quality.foreign import FOREIGN_LANGUAGE, check_foreign, reading_notebook
from grading.quality.laboratory import Evidence, Progress, Work, running
from grading.quality.scores import SolutionScore, solution_scores
from grading.quality.servers import Servers
from grading.quality.static import check_static
from grading.release import published_changes
from grading.submission import NOTEBOOK_SUFFIX

DYNAMIC_CHECKS = (
    check_reference,
    check_stub,
    check_answers,
    check_verdicts,
    check_hard_coding,
)


@dataclass(frozen=True)
class CourseQuality:
    """What the gate found in one course.

    Attributes:
        slug: the course.
        folder: its folder.
        findings: what is wrong inside the checked paths, sorted by file and line.
        scores: mutation score of every solution that was run.
        is_whole: whether the whole course was checked, with every exercise run.
        time_s: seconds that the check took.
    """

    slug: str
    folder: Path
    findings: tuple[Finding, ...]
    scores: tuple[SolutionScore, ...]
    is_whole: bool
    time_s: float


@dataclass(frozen=True)
class GateOptions:
    """How to check.

    Attributes:
        runs: whether to run exercises, or only to read them.
        against: nbgrader course folder of a release that students work on, if any.
        progress: called with a word for each run that ends.
        servers: where exercises run; by default servers of their own for each course.
    """

    runs: bool = True
    against: Path | None = None
    progress: Progress = lambda _: None
    servers: Servers | None = None


def check_paths(
    paths: Sequence[Path], options: GateOptions | None = None
) -> tuple[CourseQuality, ...]:
    """Check everything under some paths; findings outside them are left out.

    Raises:
        CourseError: a path belongs to no course.
    """
    options = options or GateOptions()
    scopes: dict[Path, list[Path]] = {}
    notebooks = [path for path in paths if path.suffix == NOTEBOOK_SUFFIX]
    for path in paths:
        for folder in () if path in notebooks else find_courses(path):
            scopes.setdefault(folder, []).append(path)
    with ExitStack() as stack:
        if options.runs:
            servers = options.servers or stack.enter_context(Servers())
            if scopes:
                servers.require(modules_of_courses(scopes))
            options = replace(options, servers=servers)
        return (
            *(check_notebook_file(path, options) for path in notebooks),
            *(check_course(folder, scope, options) for folder, scope in scopes.items()),
        )


def modules_of_courses(scopes: Mapping[Path, Sequence[Path]]) -> set[str]:
    """Return the modules that servers import to run what is chosen of some courses."""
    modules: set[str] = set()
    for folder, scope in scopes.items():
        with suppress(CourseError):
            modules |= choose(read_course(folder), scope).modules
    return modules


def check_course(
    folder: Path, scope: Sequence[Path], options: GateOptions | None = None
) -> CourseQuality:
    """Check one course and keep what lies inside `scope`."""
    options = options or GateOptions()
    begin = time.monotonic()
    scores: tuple[SolutionScore, ...] = ()
    try:
        course = read_course(folder)
    except CourseError as error:
        findings = from_problems(error.problems)
    else:
        findings, scores = _check(course, scope, options)
    kept = tuple(found for found in sorted(findings) if is_inside(found.path, scope))
    is_whole = options.runs and any(asked == folder or asked in folder.parents for asked in scope)
    time_s = time.monotonic() - begin
    return CourseQuality(folder.resolve().name, folder, kept, scores, is_whole, time_s)


def _check(
    course: Course, scope: Sequence[Path], options: GateOptions
) -> tuple[list[Finding], tuple[SolutionScore, ...]]:
    """Read what can be read while exercises run."""
    with ExitStack() as stack:
        work = choose(course, scope)
        collect = None
        if options.runs and work.exercises:
            collect = stack.enter_context(_running(work, options))
        findings = check_static(course)
        if options.against is not None:
            changes = published_changes(course, options.against)
            findings.extend(from_problems(changes, "published"))
        if collect is None:
            return findings, ()
        found, scores = judge(course, collect())
    return findings + found, scores


@contextmanager
def _running(work: Work, options: GateOptions) -> Iterator[Callable[[], tuple[Evidence, ...]]]:
    """Begin the runs, on the servers that there are or on some for this work alone."""
    with ExitStack() as stack:
        servers = options.servers or stack.enter_context(Servers())
        servers.require(work.modules)
        yield stack.enter_context(running(work, servers, options.progress))


def choose(course: Course, scope: Sequence[Path]) -> Work:
    """Return the exercises of a course that lie inside `scope`, as work to run."""
    chosen = [
        (assignment, exercise)
        for assignment in course.assignments
        for exercise in assignment.exercises
        if is_inside(exercise.path, scope)
    ]
    answers = [answer for found in course.assignments for answer in read_answers(found, [])]
    return Work(chosen, answers, course.language, course=course)


def judge(
    course: Course, evidence: Sequence[Evidence]
) -> tuple[list[Finding], tuple[SolutionScore, ...]]:
    """Return what is wrong with some exercises of a course, and their mutation scores."""
    findings = [finding for item in evidence for check in DYNAMIC_CHECKS for finding in check(item)]
    scores = tuple(
        score for item in evidence for score in solution_scores(item.assignment, item.experiment)
    )
    findings.extend(check_mutation(scores))
    for assignment in course.assignments:
        own = [item for item in evidence if item.assignment is assignment]
        if own and len(own) == len(assignment.exercises):
            findings.extend(check_equivalent(own))
    if len(evidence) == sum(len(found.exercises) for found in course.assignments):
        findings.extend(check_course_score(course, scores))
    return findings, scores


def check_notebook_file(path: Path, options: GateOptions) -> CourseQuality:
    """Check a source notebook of nbgrader that belongs to no course."""
    begin = time.monotonic()
    with reading_notebook(path) as notebook:
        findings = list(notebook.findings)
        scores: tuple[SolutionScore, ...] = ()
        if options.runs and not findings:
            exercises = [(notebook.assignment, notebook.assignment.exercises[0])]
            work = Work(exercises, (), FOREIGN_LANGUAGE, notebook.files)
            with _running(work, options) as collect:
                (evidence,) = collect()
            for check in DYNAMIC_CHECKS:
                findings.extend(check(evidence))
            scores = solution_scores(notebook.assignment, evidence.experiment)
            findings.extend(check_mutation(scores))
        findings.extend(check_foreign(notebook))
        placed = tuple(sorted(notebook.place(found) for found in findings))
    return CourseQuality(path.stem, path.parent, placed, scores, False, time.monotonic() - begin)


def find_courses(path: Path) -> list[Path]:
    """Return the course that holds a path, or the courses that a folder holds.

    Raises:
        CourseError: there is none.
    """
    if path.exists():
        for folder in (path, *path.parents):
            if (folder / COURSE_FILE).is_file():
                return [folder]
        if path.is_dir():
            found = course_folders(path) or sorted(
                file.parent for file in path.glob(f"*/{COURSE_FILE}")
            )
            if found:
                return found
    raise CourseError([Problem(path, 0, f"no course here: {COURSE_FILE} is missing.")])


def is_inside(path: Path, scope: Iterable[Path]) -> bool:
    """Return whether a file belongs to what was asked for.

    To an exercise belong its stored answers too.
    """
    for asked in scope:
        if path == asked or asked in path.parents:
            return True
        is_answer = path.parent.parent == asked.parent and asked.suffix == ".py"
        if is_answer and path.stem.startswith(asked.stem + SEPARATOR):
            return True
    return False
