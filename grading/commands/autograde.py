"""The command `enact autograde`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grading.early_start import begin, begin_early

if TYPE_CHECKING:
    from grading.autograde import Grader
    from grading.cohort_run import CohortResult, Outcome
    from grading.executors import Executor
    from grading.rubric import Rubric
    from grading.settings import GradingSettings


@click.command()
@click.argument("assignment")
@click.option(
    "--course-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("."),
    help="An nbgrader course folder; the current folder by default.",
)
@click.option(
    "--student", default="*", help="Only students whose id matches this pattern, such as 'a*'."
)
@click.option(
    "--jobs", type=click.IntRange(1), help="Submissions side by side; default: processors + 1."
)
@click.option("--executor", default="local", help="'local', or 'dask:ADDRESS' for a cluster.")
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@click.option("--apply", is_flag=True, help="Write scores that differ because tests changed since.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def autograde(
    assignment: str,
    course_dir: Path,
    student: str,
    jobs: int | None,
    executor: str,
    force: bool,
    apply: bool,
    as_json: bool,
) -> None:
    """Grade the submissions of ASSIGNMENT in an nbgrader course folder into its gradebook.

    What has not changed is skipped; a run that was stopped goes on where it was. Where tests have
    changed since the last run, the scores that would differ are shown and kept back until you
    pass --apply. Exit status: 0 all is graded, 1 something could not be graded, 2 scores are kept
    back.

    Example: enact autograde nettoyer --course-dir var/cohorts/decouvrir-l-ia-demo
    """
    with begin_early(course_dir, assignment, student, is_forced=force) as early:
        # What follows is imported while the warm parent starts in a process of its own.
        from grading.course_folder import CourseFolder
        from grading.engines import ForkServers
        from grading.settings import read_settings

        settings = read_settings(course_dir)
        if jobs is not None:
            settings = settings.model_copy(update={"jobs": jobs})
        folder = CourseFolder.open(course_dir)
        students = list(folder.students(assignment, student))
        engines = ForkServers(early)
        try:
            if not early.is_begun:
                begin(engines, folder, assignment, students, settings)
            from grading.autograde import Grader
            from grading.cohort_run import CohortRun
            from grading.commands.progress import Progress

            with (
                Grader(course_dir, settings, engines) as grader,
                Progress(len(students), assignment, is_shown=not as_json) as progress,
            ):
                rubric = grader.rubric(assignment)
                run = CohortRun(
                    grader,
                    assignment,
                    lambda: _start(executor, grader, rubric, settings),
                    force=force,
                    apply=apply,
                    on_outcome=lambda _: progress.advance(),
                )
                result = run.run(students)
        finally:
            engines.close()
    _tell(result, as_json)


def _start(
    name: str, grader: "Grader", rubric: "Rubric", settings: "GradingSettings"
) -> "Executor":
    """Start what grades; tell which tests the instructor's own solution does not pass."""
    from grading.executors import make_executor

    plan = grader.plan(rubric)
    if plan.failing:
        failing = ", ".join(plan.failing)
        text = f"{rubric.assignment}: the solution in source/ does not pass {failing}."
        click.echo(text, err=True)
    return make_executor(name, rubric, plan, settings, grader.engines)


def _tell(result: "CohortResult", as_json: bool) -> None:
    """Print what a run did, and end the program with the status that says it."""
    if as_json:
        click.echo(json.dumps(as_document(result), ensure_ascii=False))
    else:
        _print(result)
    if result.count("refused") or result.count("failed"):
        sys.exit(1)
    if result.count("held"):
        sys.exit(2)


def as_document(result: "CohortResult") -> dict[str, Any]:
    """Return what a run did as JSON values."""
    counts = {
        kind: result.count(kind) for kind in ("graded", "skipped", "held", "refused", "failed")
    }
    return {
        "assignment": result.assignment,
        "wall_time_s": round(result.wall_time_s, 3),
        **counts,
        "submissions": [_row(outcome) for outcome in result.outcomes],
        "differences": [
            {
                "student": item.student,
                "before": item.before,
                "after": item.after,
                "changes": [vars(change) for change in item.changes],
            }
            for item in result.differences
        ],
    }


def _row(outcome: "Outcome") -> dict[str, Any]:
    row: dict[str, Any] = {"student": outcome.student, "outcome": outcome.kind}
    if outcome.verdict is not None:
        row["score"] = outcome.verdict.score
        row["max_score"] = outcome.verdict.max_score
        row["needs_manual"] = outcome.verdict.needs_manual
        row["flags"] = [flag.model_dump(mode="json") for flag in outcome.verdict.flags]
    if outcome.message:
        row["message"] = outcome.message
    if outcome.code:
        row["code"] = outcome.code
    return row


def _print(result: "CohortResult") -> None:
    graded = result.count("graded")
    rate = f", {graded / result.wall_time_s:.1f} a second" if graded else ""
    click.echo(
        f"{result.assignment}: {graded} graded in {result.wall_time_s:.1f} s{rate}, "
        f"{result.count('skipped')} unchanged."
    )
    for outcome in result.outcomes:
        if outcome.kind in ("refused", "failed"):
            click.echo(f"  {outcome.student}: {outcome.kind}: {outcome.message}", err=True)
        elif outcome.kind == "graded" and outcome.verdict is not None:
            for flag in outcome.verdict.flags:
                if flag.level != "notice":
                    place = "/".join(part for part in (flag.exercise, flag.cell) if part)
                    evidence = flag.evidence.splitlines()[0] if flag.evidence else ""
                    click.echo(f"  {outcome.student}: {flag.kind} {place}: {evidence}")
    _print_differences(result)


def _print_differences(result: "CohortResult") -> None:
    if not result.differences:
        return
    gains = sum(item.after > item.before for item in result.differences)
    losses = sum(item.after < item.before for item in result.differences)
    click.echo(
        f"\nThe tests changed since these submissions were graded: {gains} students gain, "
        f"{losses} lose."
    )
    for item in result.differences:
        click.echo(f"  {item.student}: {item.before:g} -> {item.after:g}")
        for change in item.changes:
            before = "-" if change.before is None else f"{change.before:g}"
            after = "-" if change.after is None else f"{change.after:g}"
            click.echo(
                f"    {change.exercise}/{change.question}: {before} -> {after} ({change.reason})"
            )
    if result.count("held"):
        click.echo("Nothing of this is written. To write it, run the same command with --apply.")
