"""The commands of the campus that an operator calls: `enact statistics …`, `enact cohorts …`."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import click

from hub_config.campus.disclosure import DEFAULT_RULES, Rules
from hub_config.campus.public_cohorts import write_public_cohorts
from hub_config.campus.statistics import (
    Release,
    StatisticsError,
    check_release,
    make_release,
    read_release,
    write_release,
)

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.group()
def statistics() -> None:
    """Figures of equity and outreach that single nobody out.

    Example: enact statistics export figures.json --earlier figures-2025.json
    """


@statistics.command()
@click.argument("file", type=FILE)
@click.option("--earlier", type=EXISTING, help="Last published file; its years stay as they are.")
@click.option("--threshold", type=click.IntRange(5), help="Smallest number published (11).")
@click.option("--rounding", type=click.IntRange(3), help="Numbers are multiples of this (5).")
@click.option("--share-base", type=click.IntRange(20), help="Smallest base of a share (50).")
@click.option("--demo", is_flag=True, help="Use an invented population, marked as such.")
@click.option("--seed", type=int, default=2026, help="Seed of the invented population.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON only.")
def export(
    file: Path, earlier: Path | None, demo: bool, seed: int, as_json: bool, **chosen: int | None
) -> None:
    """Write to FILE the figures of all academic years that have ended.

    Example: enact statistics export figures.json --demo
    """
    previous = read_release(earlier) if earlier else None
    given = {name: value for name, value in chosen.items() if value is not None}
    rules = replace(previous.rules if previous else DEFAULT_RULES, **given)
    release = _demo_release(seed, previous, rules) if demo else _campus_release(previous, rules)
    _refuse(check_release(release, previous))
    write_release(release, file)
    years = [year.year for year in release.years]
    shown = ", ".join(f"{year}-{year + 1}" for year in years) or "no year has ended yet"
    outcome = json.dumps({"file": str(file), "years": years})
    click.echo(outcome if as_json else f"{file}: {shown}")


@statistics.command()
@click.argument("file", type=EXISTING)
@click.option("--earlier", type=EXISTING, help="Last published file, compared with this one.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON only.")
def check(file: Path, earlier: Path | None, as_json: bool) -> None:
    """Try to find the hidden numbers of FILE; exit 1 if any can be found.

    Example: enact statistics check figures.json --earlier figures-2025.json
    """
    problems = check_release(read_release(file), read_release(earlier) if earlier else None)
    if as_json:
        click.echo(json.dumps({"file": str(file), "problems": problems}))
        raise SystemExit(1 if problems else 0)
    _refuse(problems)
    click.echo(f"{file}: nothing that is hidden can be found")


@statistics.command()
def schema() -> None:
    """Print the JSON schema of the file.

    Example: enact statistics schema > figures.schema.json
    """
    click.echo(json.dumps(Release.model_json_schema(), indent=1, ensure_ascii=False))


@click.group()
def cohorts() -> None:
    """Cohorts that anybody may join, for the public site.

    Example: enact cohorts export cohorts.json
    """


@cohorts.command("export")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON only.")
def export_cohorts(file: Path, as_json: bool) -> None:
    """Write to FILE the dates of the cohorts that anybody may join.

    Example: enact cohorts export cohorts.json
    """
    count = write_public_cohorts(file)
    outcome = json.dumps({"file": str(file), "cohorts": count})
    click.echo(outcome if as_json else f"{file}: {count} cohort{'' if count == 1 else 's'}")


def _demo_release(seed: int, earlier: Release | None, rules: Rules) -> Release:
    from hub_config.campus.demo_population import YEARS, demo_courses, demo_records

    after_the_last = datetime.date(YEARS[-1] + 1, 9, 1)
    return make_release(
        demo_records(seed),
        demo_courses(),
        after_the_last,
        is_demo=True,
        earlier=earlier,
        rules=rules,
    )


def _campus_release(earlier: Release | None, rules: Rules) -> Release:
    from hub_config.campus.catalogue import Courses
    from hub_config.campus.database import Database
    from hub_config.campus.records import read_records
    from hub_config.campus.settings import read_settings

    settings = read_settings()
    courses = Courses(settings.courses)
    courses.refresh()
    database = Database(settings.url)
    try:
        with database.read() as session:
            records, offered = read_records(session, {c.slug: c for c in courses.all()})
    finally:
        database.close()
    return make_release(records, offered, datetime.date.today(), earlier=earlier, rules=rules)


def _refuse(problems: list[str]) -> None:
    if problems:
        raise StatisticsError("These figures must not be published:\n" + "\n".join(problems))
