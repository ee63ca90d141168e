"""The command `enact verify`."""

import json
import sys
from pathlib import Path

import click
from pydantic import ValidationError

from grading.autograde import Grader
from grading.course_folder import read_tree
from grading.errors import EnactError
from grading.record import GradeRecord
from grading.settings import read_settings
from grading.submission import Submission
from grading.verification import CannotRepeat, repeat


class RecordError(EnactError):
    """A file is no grade record."""


@click.command()
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--course-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course folder; by default the one whose records/ holds RECORD.",
)
@click.option(
    "--submission",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the files handed in; by default that of the course folder.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def verify(record: Path, course_dir: Path | None, submission: Path | None, as_json: bool) -> None:
    """Grade the submission of RECORD again and compare: exit 0 the same, 1 not the same.

    Exit 2 means that the record cannot be repeated here: the files, the tests, the environment or
    the limits are not the ones it was made with.

    Example: enact verify var/cohorts/demo/records/nettoyer/camille.json
    """
    try:
        stored = GradeRecord.from_json(record.read_bytes())
    except ValidationError as error:
        raise RecordError(f"{record}: this is no grade record: {error}") from error
    root = course_dir or record.resolve().parents[2]
    settings = read_settings(root).model_copy(update={"seed": stored.seed})
    with Grader(root, settings) as grader:
        if submission is None:
            submission = grader.folder.path("submitted", stored.student, stored.assignment)
        files, refused = read_tree(
            submission, grader.folder.ignore, settings.max_bytes, settings.max_files
        )
        handed_in = Submission(
            assignment=stored.assignment,
            student=stored.student,
            files=files,
            submitted_at=stored.submitted_at,
            attempt=stored.attempt,
            refused=refused,
        )
        try:
            result = repeat(grader, stored, handed_in)
        except CannotRepeat as error:
            text = _json("cannot-repeat", [str(error)]) if as_json else str(error)
            click.echo(text, err=not as_json)
            sys.exit(2)
    status = "same" if result.is_same else "different"
    if as_json:
        click.echo(_json(status, list(result.differences)))
    else:
        click.echo(f"{record}: {status} verdict ({stored.verdict_hash()[:12]}).")
        for line in result.differences:
            click.echo(f"  {line}")
    sys.exit(0 if result.is_same else 1)


def _json(status: str, details: list[str]) -> str:
    return json.dumps({"verdict": status, "details": details}, ensure_ascii=False)
