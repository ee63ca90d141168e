"""The gate: what is wrong in courses, modules, assignments or exercises, and how good tests are."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
from grading.quality.laboratory import Progress, gather, gather_alone
from grading.quality.scores import SolutionScore, solution_scores
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
    """

    runs: bool = True
    against: Path | None = None
    progress: Progress = lambda _: None


def check_paths(
    paths: Sequence[Path], options: GateOptions | None = None
) -> tuple[CourseQuality, ...]:
    """Check everything under some paths; findings outside them are left out.

    Raises:
        CourseError: a path belongs to no course.
    """
    scopes: dict[Path, list[Path]] = {}
    notebooks = [path for path in paths if path.suffix == NOTEBOOK_SUFFIX]
    for path in paths:
        for folder in () if path in notebooks else find_courses(path):
            scopes.setdefault(folder, []).append(path)
    return (
        *(check_notebook_file(path, options or GateOptions()) for path in notebooks),
        *(check_course(folder, scope, options) for folder, scope in scopes.items()),
    )


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
        findings = check_static(course)
        if options.against is not None:
            changes = published_changes(course, options.against)
            findings.extend(from_problems(changes, "published"))
        if options.runs:
            found, scores = check_by_running(course, scope, options.progress)
            findings.extend(found)
    kept = tuple(found for found in sorted(findings) if is_inside(found.path, scope))
    is_whole = options.runs and any(asked == folder or asked in folder.parents for asked in scope)
    time_s = time.monotonic() - begin
    return CourseQuality(folder.resolve().name, folder, kept, scores, is_whole, time_s)


def check_by_running(
    course: Course, scope: Sequence[Path], progress: Progress
) -> tuple[list[Finding], tuple[SolutionScore, ...]]:
    """Run the exercises inside `scope`; return what is wrong and the mutation scores."""
    chosen = [
        (assignment, exercise)
        for assignment in course.assignments
        for exercise in assignment.exercises
        if is_inside(exercise.path, scope)
    ]
    if not chosen:
        return [], ()
    answers = [answer for found in course.assignments for answer in read_answers(found, [])]
    evidence = gather(course, chosen, answers, progress)
    findings = [finding for item in evidence for check in DYNAMIC_CHECKS for finding in check(item)]
    scores = tuple(
        score for item in evidence for score in solution_scores(item.assignment, item.experiment)
    )
    findings.extend(check_mutation(scores))
    for assignment in course.assignments:
        own = [item for item in evidence if item.assignment is assignment]
        if len(own) == len(assignment.exercises):
            findings.extend(check_equivalent(own))
    if len(chosen) == sum(len(found.exercises) for found in course.assignments):
        findings.extend(check_course_score(course, scores))
    return findings, scores


def check_notebook_file(path: Path, options: GateOptions) -> CourseQuality:
    """Check a source notebook of nbgrader that belongs to no course."""
    begin = time.monotonic()
    with reading_notebook(path) as notebook:
        findings = list(notebook.findings)
        scores: tuple[SolutionScore, ...] = ()
        if options.runs and not findings:
            evidence = gather_alone(
                notebook.assignment, notebook.files, FOREIGN_LANGUAGE, options.progress
            )
            for check in DYNAMIC_CHECKS:
                findings.extend(check(evidence[0]))
            scores = solution_scores(notebook.assignment, evidence[0].experiment)
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
