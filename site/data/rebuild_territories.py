"""Adds up the population of France, Grand Est and its departments by the site's definitions.

Sources: Insee (population 2023, grille de densité 2024), DGCL (EPCI 2026), as the campus's table
of communes holds them.
"""

import csv
import gzip
from collections import Counter
from pathlib import Path

import click

REGION = "44"
OUTPUT = Path(__file__).parent / "territories.csv"
RURAL = frozenset("567")


@click.command()
@click.argument("communes", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(communes: Path) -> None:
    """Write `territories.csv` from the table of COMMUNES.

    Example: python site/data/rebuild_territories.py hub_config/campus/communes/communes-2026.csv.gz
    """
    people: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    rural: Counter[str] = Counter()
    with gzip.open(communes, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            # Overseas collectivities have no region and no class.
            if not row["reg"]:
                continue
            places = ["FR", *(("44", row["dep"]) if row["reg"] == REGION else ())]
            for place in places:
                size = int(row["pop"] or 0)
                people[place] += size
                outside[place] += size if row["epci_type"] != "METRO" else 0
                rural[place] += size if row["dens7"] in RURAL else 0
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["place", "population", "outside_metropole", "rural"])
        for place in ["FR", REGION, *sorted(set(people) - {"FR", REGION})]:
            writer.writerow([place, people[place], outside[place], rural[place]])
    click.echo(f"{OUTPUT}: {len(people)} places")


if __name__ == "__main__":
    main()
