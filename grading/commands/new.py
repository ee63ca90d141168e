"""`enact new`: starting points for authors."""

from pathlib import Path

import click

from grading.starter import start


@click.command()
@click.argument("kind", type=click.Choice(["course", "module", "assignment", "exercise"]))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--title", default="", help="Title; by default made from the name.")
@click.option(
    "--language",
    type=click.Choice(["fr", "en"]),
    default="fr",
    show_default=True,
    help="Language of a new course.",
)
def new(kind: str, path: Path, title: str, language: str) -> None:
    """Write a starting point at PATH and list it in its parent's table.

    It passes `enact check` once every "À COMPLÉTER" (or "TO FILL IN") is filled in.

    Example: enact new course courses/master/vision --title "Voir avec des réseaux"
    """
    for written in start(kind, path, title, language):
        click.echo(f"wrote {written}")
    click.echo(f"Next: fill it in, then run enact check {path}")
