"""`enact check`: the quality gate of courses."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from grading.course import COURSES, RECORD
from grading.errors import CourseError
from grading.quality.gate import CourseQuality, GateOptions, check_paths
from grading.quality.report import as_json, keep_record, write_report
from grading.quality.scores import course_score
from grading.quality.servers import Servers
from grading.quality.watch import changes, snapshot


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "is_json", is_flag=True, help="Print the result as JSON, nothing else.")
@click.option("--static", is_flag=True, help="Only read the course; run no exercise.")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Course folder of a release: no question that students handed in may change.",
)
@click.option("--record", is_flag=True, help="Keep the figures of what passed beside each course.")
@click.option("--watch", is_flag=True, help="Check again each time a file is saved.")
def check(
    paths: tuple[Path, ...],
    is_json: bool,
    static: bool,
    against: Path | None,
    record: bool,
    watch: bool,
) -> None:
    """Check courses, modules, assignments or exercises; exit 1 if anything is wrong.

    PATH is a folder or file of a course, or a source notebook of nbgrader; without one every
    course in courses/ is checked.
    Reports of whole courses are kept in build/quality/; --record keeps their figures in
    quality.json beside each course too, for the public site, and later checks renew it.

    Example: enact check courses/licence/decouvrir-l-ia
    """
    asked = paths or (COURSES,)
    before = snapshot(asked) if watch else {}
    with Servers() as servers:
        options = GateOptions(runs=not static, against=against, servers=servers)
        with progress_shown(options, is_wanted=not is_json) as shown:
            qualities = check_paths(asked, shown)
        for quality in qualities:
            write_report(quality)
            if record or (quality.folder / RECORD).is_file():
                keep_record(as_json(quality), quality.folder, date.today())
        _show(qualities, is_json)
        if watch:
            _watch(asked, before, options)
    sys.exit(any(quality.findings for quality in qualities))


def _watch(paths: Sequence[Path], before: Mapping[Path, int], options: GateOptions) -> None:
    """Check what was saved, until the author ends it with Ctrl-C."""
    click.echo("Watching; Ctrl-C ends.")
    try:
        for changed in changes(paths, before):
            try:
                _show(check_paths(changed, options), False)
            except CourseError as error:
                click.echo(str(error))
    except KeyboardInterrupt:
        click.echo("Stopped.")


@contextmanager
def progress_shown(options: GateOptions, is_wanted: bool) -> Iterator[GateOptions]:
    """Show on a terminal how many runs are over and which exercise ran last."""
    console = Console(stderr=True)
    if not (is_wanted and console.is_terminal):
        yield options
        return
    count = 0
    with console.status("reading") as status:

        def note(word: str) -> None:
            nonlocal count
            count += 1
            status.update(f"{count} runs, {word}")

        yield replace(options, progress=note)


def _show(qualities: Sequence[CourseQuality], is_json: bool) -> None:
    if is_json:
        reports = [as_json(quality) for quality in qualities]
        click.echo(json.dumps({"courses": reports}, ensure_ascii=False))
    else:
        click.echo("\n".join(line for quality in qualities for line in _lines(quality)))


def _lines(quality: CourseQuality) -> Iterator[str]:
    yield from map(str, quality.findings)
    for item in quality.scores:
        for mutant in item.survivors:
            line = item.solution.first_line + mutant.line - 1
            yield f"{item.exercise.path}:{line}: this wrong answer earns every point: {mutant.name}"
            yield from (f"    {text}" for text in mutant.diff.splitlines())
    count = len(quality.findings)
    verdict = f"{count} to put right" if count else "nothing to put right"
    total = sum(item.total for item in quality.scores)
    caught = sum(len(item.caught) for item in quality.scores)
    if total:
        reached = course_score(quality.scores)
        verdict += f", tests catch {caught} of {total} wrong answers ({reached:.0%})"
    yield f"{quality.slug}: {verdict} ({quality.time_s:.1f} s)"
