"""The warm parent, on its way while the rest of the program is still being imported.

Importing what students use takes the parent longer than anything else at the start of a run, and
it does so in a process of its own. So it is started at a guess: with the modules that the
instructor's notebooks import. Where the rubric says otherwise, it is ended unused.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grading.course_folder import CourseFolder
from grading.engines import ForkServers
from grading.imports import warm_modules
from grading.settings import OWN_METADATA, GradingSettings


def begin(
    engines: ForkServers,
    folder: CourseFolder,
    assignment: str,
    students: Iterable[str],
    settings: GradingSettings,
) -> None:
    """Start the warm parent that an assignment will most likely need, if it has work to do.

    Args:
        engines: will hold it.
        folder: the course folder.
        assignment: nbgrader's name of the assignment.
        students: whose submissions will be graded; without new ones nothing is started.
        settings: packages that the course names.

    Raises:
        PlatformError: it cannot be started.
    """
    if all(folder.record_path(assignment, student).exists() for student in students):
        return
    packages = _likely_packages(folder.path("source", ".", assignment), settings)
    if packages:
        engines.begin(packages)


def _likely_packages(source: Path, settings: GradingSettings) -> tuple[str, ...]:
    """Return what the notebooks of a folder import; nothing when one of them is unusual."""
    cells: list[str] = []
    stated = settings.packages
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        files = [path.name for path in source.iterdir()]
        for path in sorted(source.glob("*.ipynb")):
            notebook = json.loads(path.read_bytes())
            own = notebook["metadata"].get(OWN_METADATA, {})
            stated = own.get("packages", stated)
            cells += [
                "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"
            ]
        return warm_modules(cells, files, stated)
    return ()
