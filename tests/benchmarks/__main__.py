"""Run every benchmark, or those named: `python -m tests.benchmarks [--quick] [NAME …]`."""

import importlib
import json
import os
import platform
import sys
import time
from pathlib import Path

import click

from tests.benchmarks.report import Report, print_report

HERE = Path(__file__).parent
PREFIX = "bench_"


def names() -> list[str]:
    """Return the names of the benchmarks: the modules `bench_<name>.py` of this folder."""
    return sorted(path.stem.removeprefix(PREFIX) for path in HERE.glob(f"{PREFIX}*.py"))


@click.command()
@click.argument("chosen", nargs=-1, metavar="[NAME]…")
@click.option("--quick", is_flag=True, help="Fewer repetitions; figures are rougher.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build/bench"),
    help="Folder of the JSON files.",
)
def main(chosen: tuple[str, ...], quick: bool, output: Path) -> None:
    """Measure, print the ratios and write one JSON file a benchmark.

    Example: python -m tests.benchmarks --quick grading
    """
    unknown = set(chosen) - set(names())
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}; there are {', '.join(names())}.")
    output.mkdir(parents=True, exist_ok=True)
    # nbgrader calls the program `alembic` by its name when it makes a gradebook.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for name in chosen or names():
        started = time.monotonic()
        report: Report = importlib.import_module(f"tests.benchmarks.{PREFIX}{name}").run(quick)
        document = {
            "benchmark": name,
            "quick": quick,
            "machine": {
                "cores": len(os.sched_getaffinity(0)),
                "python": platform.python_version(),
                "system": platform.platform(),
            },
            "wall_time_s": round(time.monotonic() - started, 1),
            **report.as_document(),
        }
        (output / f"{name}.json").write_text(json.dumps(document, indent=1) + "\n")
        print_report(name, report)


if __name__ == "__main__":
    main()
