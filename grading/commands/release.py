"""`enact release`: the students' version of a course, with its gradebook entries."""

import json
from pathlib import Path

import click

from grading.course import find_course, read_course
from grading.release import ReleaseReport, release_course


@click.command()
@click.argument("course")
@click.option(
    "--course-dir",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="nbgrader's course folder; its name is the cohort.",
)
@click.option(
    "--regrade",
    default="",
    metavar="REASON",
    help="Why tests or points change that students have handed in; written to regrades.jsonl.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, nothing else.")
def release(course: str, course_dir: Path, regrade: str, as_json: bool) -> None:
    """Release COURSE (a folder or a slug) to the students of one cohort.

    Running it again changes nothing; submissions, scores and due dates are kept.

    Example: enact release decouvrir-l-ia --course-dir var/cohorts/decouvrir-l-ia-demo
    """
    report = release_course(read_course(find_course(course)), course_dir, regrade)
    click.echo(json.dumps(_as_json(report), ensure_ascii=False) if as_json else _as_text(report))


def _as_json(report: ReleaseReport) -> dict[str, object]:
    return {
        "course": report.course,
        "course_dir": str(report.course_dir),
        "is_changed": report.is_changed,
        "assignments": [
            {
                "slug": assignment.slug,
                "exercises": list(assignment.exercises),
                "points": assignment.points,
                "is_changed": assignment.is_changed,
            }
            for assignment in report.assignments
        ],
    }


def _as_text(report: ReleaseReport) -> str:
    lines = [
        f"{'released ' if assignment.is_changed else 'unchanged'}  {assignment.slug}"
        f"  (notebooks: {len(assignment.exercises)}, points: {assignment.points:g})"
        for assignment in report.assignments
    ]
    return "\n".join([*lines, f"{report.course} is in {report.course_dir}"])
