"""Builds the public site: `.venv/bin/python site/generate.py`."""

import sys
from pathlib import Path

import click
from rich.console import Console

# `site` is a name of the standard library, so the code beside this file is found by its folder.
sys.path.insert(0, str(Path(__file__).parent))

from enact_site.build import SiteError, build
from enact_site.engine import EngineError
from enact_site.figures.release import DisclosureError
from enact_site.settings import OPERATOR, ROOT, SiteSettings
from grading.errors import EnactError

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--courses", type=FOLDER, default=ROOT / "courses", help="Folder of the courses.")
@click.option("--build", "folder", type=FOLDER, default=ROOT / "build", help="Folder to write to.")
@click.option(
    "--hub-url",
    default="",
    envvar="ENACT_PUBLIC_HUB_URL",
    help="Address of the hub, such as https://academy.example.org; empty = the site's own host.",
)
@click.option("--statistics", type=FILE, help="Output of `enact statistics export`; else a demo.")
@click.option("--earlier", type=FILE, help="The last published statistics, compared with these.")
@click.option("--cohorts", type=FILE, help="Cohorts with their dates (JSON), for the calendars.")
@click.option("--root", default="/site/", help="Path of the site on its host.")
@click.option("--operator", type=FILE, default=OPERATOR, help="Who answers for the site (TOML).")
def main(
    courses: Path,
    folder: Path,
    hub_url: str,
    operator: Path,
    statistics: Path | None,
    earlier: Path | None,
    cohorts: Path | None,
    root: str,
) -> None:
    """Build the public site, in French and English, into `build/site`.

    Example: python site/generate.py --hub-url https://academy.example.org
    """
    settings = SiteSettings(
        courses=courses.resolve(),
        build=folder.resolve(),
        quality=folder.resolve() / "quality",
        statistics=statistics,
        earlier=earlier,
        cohorts=cohorts,
        root=root,
        operator=operator.resolve(),
        hub_url=hub_url,
    )
    settings.build.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    try:
        with console.status("site") as status:
            report = build(settings, lambda what: status.update(f"site: {what}"))
    except (DisclosureError, EnactError, EngineError, SiteError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{settings.site}: {report.pages} pages, {report.courses} courses, "
        f"{report.wall_time_s:.1f} s"
    )


if __name__ == "__main__":
    main()
