"""`enact check`: the quality gate of courses."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from grading.course import COURSES
from grading.quality.gate import CourseQuality, check_paths


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, nothing else.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check courses, modules, assignments or exercises; exit 1 if anything is wrong.

    PATH is a folder or file of a course; without one every course in courses/ is checked.

    Example: enact check courses/licence/decouvrir-l-ia
    """
    qualities = check_paths(paths or (COURSES,))
    click.echo(_as_json(qualities) if as_json else _as_text(qualities))
    sys.exit(any(quality.findings for quality in qualities))


def _as_json(qualities: Sequence[CourseQuality]) -> str:
    courses = [
        {
            "course": quality.slug,
            "folder": str(quality.folder),
            "time_s": round(quality.time_s, 3),
            "findings": [
                {
                    "path": str(found.path),
                    "line": found.line,
                    "check": found.check,
                    "message": found.message,
                }
                for found in quality.findings
            ],
        }
        for quality in qualities
    ]
    return json.dumps({"courses": courses}, ensure_ascii=False)


def _as_text(qualities: Sequence[CourseQuality]) -> str:
    lines = [str(found) for quality in qualities for found in quality.findings]
    for quality in qualities:
        count = len(quality.findings)
        verdict = f"{count} to put right" if count else "nothing to put right"
        lines.append(f"{quality.slug}: {verdict} ({quality.time_s:.1f} s)")
    return "\n".join(lines)
