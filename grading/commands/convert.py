"""`enact convert`: notebooks of other systems as exercises."""

from pathlib import Path

import click

from grading.errors import CourseError, Problem
from grading.importer import convert_notebook


@click.command()
@click.argument("notebooks", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of the exercises; by default the current one.",
)
def convert(notebooks: tuple[Path, ...], output: Path) -> None:
    """Turn NOTEBOOKS of nbgrader or otter-assign, with solutions, into exercises.

    What an author should look at is printed; enact check finds the rest.

    Example: enact convert source/ps1/*.ipynb --output courses/licence/mon-cours/module/ps1
    """
    for notebook in notebooks:
        conversion = convert_notebook(notebook)
        target = output / f"{notebook.stem}.py"
        if target.exists():
            raise CourseError([Problem(target, 0, "it exists already; move it away first.")])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(conversion.text, encoding="utf-8")
        click.echo(f"{notebook} ({conversion.system}) → {target}")
        for note in conversion.notes:
            click.echo(f"  {note}")
