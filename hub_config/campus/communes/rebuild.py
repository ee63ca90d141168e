"""Rebuilds the table of communes from an unpacked `@etalab/decoupage-administratif`."""

import csv
import gzip
import io
import json
from pathlib import Path

import click

from hub_config.campus.communes import Commune, by_code

COLUMNS = "code nom dep reg epci epci_type pop dens7 aav_taille frr cp".split()
LYON = "MET69"


@click.command()
@click.argument("package", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
def main(package: Path, table: Path) -> None:
    """Write TABLE from the npm package unpacked in PACKAGE; density, area and FRR are kept.

    Example: python -m hub_config.campus.communes.rebuild package communes-2026.csv.gz
    """
    content = build(package, by_code())
    with table.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(content)
    click.echo(f"{table}: {len(content.splitlines()) - 1} communes")


def build(package: Path, known: dict[str, Commune]) -> bytes:
    """Return the table as CSV bytes.

    Args:
        package: the unpacked npm package.
        known: the table that is there, for the columns that the package does not hold.
    """
    data = package / "data"
    groups = {
        member["code"]: (group["code"], group["type"])
        for group in json.loads((data / "epci.json").read_bytes())
        for member in group["membres"]
    }
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for commune in json.loads((data / "communes.json").read_bytes()):
        if commune["type"] == "commune-actuelle":
            writer.writerow(_row(commune, groups, known.get(commune["code"])))
    return out.getvalue().encode()


def _row(
    commune: dict[str, object], groups: dict[str, tuple[str, str]], known: Commune | None
) -> list[object]:
    code = str(commune["code"])
    epci, kind = groups.get(code, ("", ""))
    postal_codes = commune.get("codesPostaux")
    return [
        code,
        commune["nom"],
        commune.get("departement") or commune.get("collectiviteOutremer"),
        commune.get("region", "") if "departement" in commune else "",
        epci,
        "METRO" if kind == LYON else kind,
        commune.get("population", ""),
        known.density if known else "",
        known.area_size if known else "",
        known.frr if known else "",
        " ".join(postal_codes) if isinstance(postal_codes, list) else "",
    ]


if __name__ == "__main__":
    main()
