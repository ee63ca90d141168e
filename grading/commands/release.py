"""`enact release`: the students' version of a course, with its gradebook entries."""

import json
from pathlib import Path

import click

from grading.course import find_course, read_course
from grading.errors import QualityError
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
@click.option(
    "--unchecked",
    is_flag=True,
    help="Release without the quality gate; only for a course that no student will see.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, nothing else.")
def release(course: str, course_dir: Path, regrade: str, unchecked: bool, as_json: bool) -> None:
    """Release COURSE (a folder or a slug) to the students of one cohort.

    A course that has not passed enact check as it stands now is checked first, and refused if
    anything is wrong. Running it again changes nothing; submissions, scores and due dates stay.

    Example: enact release decouvrir-l-ia --course-dir var/cohorts/decouvrir-l-ia-demo
    """
    folder = find_course(course)
    content = read_course(folder)
    if not unchecked:
        require_quality(folder)
    report = release_course(content, course_dir, regrade)
    click.echo(json.dumps(_as_json(report), ensure_ascii=False) if as_json else _as_text(report))


def require_quality(folder: Path) -> None:
    """Check a course unless it has passed before, exactly as it is.

    Raises:
        QualityError: the course has not passed.
    """
    # Imported when needed only: a course that has passed needs neither sandbox nor dictionaries.
    from grading.quality.gate import check_course
    from grading.quality.report import has_passed, write_report

    if has_passed(folder):
        return
    quality = check_course(folder, [folder])
    write_report(quality)
    if quality.findings:
        raise QualityError([str(found) for found in quality.findings])


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
