"""The warm parent, on its way before the rest of the program is imported.

Importing what students use takes the parent longer than anything else at the start of a run, and
it does so in a process of its own. So it is started first of all, at a guess: with the modules that
the instructor's notebooks import. Where the rubric says otherwise, it is ended unused.
"""

import json
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from grading.errors import PlatformError
from grading.imports import warm_modules
from grading.sandbox.environment import Environment
from grading.sandbox.parent import WarmParent
from grading.sandbox.walls import Walls

if TYPE_CHECKING:
    from grading.course_folder import CourseFolder
    from grading.engines import ForkServers
    from grading.settings import GradingSettings

# The same as in `grading.settings`, which takes longer to import than everything here.
OWN_METADATA = "enact"
SETTINGS_FILE = "enact.toml"
_DECIDING_VARIABLES = ("ENACT_SANDBOX_", "ENACT_GRADING_PACKAGES")


class EarlyStart:
    """A warm parent that is on its way and belongs to nobody yet, or none.

    Args:
        parent: the parent; None when nothing was begun.
        environment: what it imports.
        walls: what its children will raise.
    """

    def __init__(
        self,
        parent: WarmParent | None = None,
        environment: Environment | None = None,
        walls: Walls | None = None,
    ) -> None:
        self._parent, self._environment, self._walls = parent, environment, walls
        self.is_begun = parent is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the parent, unless somebody took it."""
        if self._parent is not None:
            self._parent.close()

    def take(self, environment: Environment, walls: Walls) -> WarmParent | None:
        """Hand the parent over to its user; None when it is another one that is needed."""
        if (self._environment, self._walls) != (environment, walls):
            return None
        parent, self._parent = self._parent, None
        return parent


def begin_early(
    course_dir: Path, assignment: str, only: str = "*", is_forced: bool = False
) -> EarlyStart:
    """Start the warm parent that an assignment needs, if it is told by the usual places alone.

    Where a setting may say more about packages or walls, where the folder is laid out in another
    way or where all is graded, nothing is begun; `begin` knows better, later.

    Args:
        course_dir: a course folder, not checked.
        assignment: nbgrader's name of the assignment, not checked.
        only: shell pattern that a student's id must match.
        is_forced: whether what has its record is graded again.
    """
    if any(name.startswith(_DECIDING_VARIABLES) for name in os.environ):
        return EarlyStart()
    with suppress(OSError, UnicodeDecodeError):
        if "packages" in (course_dir / SETTINGS_FILE).read_text(encoding="utf-8"):
            return EarlyStart()
    if not _has_work(course_dir, assignment, only, is_forced):
        return EarlyStart()
    environment = Environment(packages=_likely_packages(course_dir / "source" / assignment, None))
    if not environment.packages:
        return EarlyStart()
    with suppress(PlatformError):
        return EarlyStart(WarmParent(environment, Walls()), environment, Walls())
    # Whoever needs it fails in the same way, and tells.
    return EarlyStart()


def begin(
    engines: "ForkServers",
    folder: "CourseFolder",
    assignment: str,
    students: Iterable[str],
    settings: "GradingSettings",
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
    packages = _likely_packages(folder.path("source", ".", assignment), settings.packages)
    if packages:
        engines.begin(packages)


def _has_work(course_dir: Path, assignment: str, only: str, is_forced: bool) -> bool:
    """Tell whether a submission lies where nbgrader puts it and has no record yet."""
    if os.path.basename(assignment) != assignment or not assignment.strip("."):
        return False
    records = course_dir / "records" / assignment
    with suppress(OSError), os.scandir(course_dir / "submitted") as students:
        return any(
            fnmatch(student.name, only)
            and os.path.isdir(os.path.join(student.path, assignment))
            and (is_forced or not os.path.exists(records / f"{student.name}.json"))
            for student in students
        )
    return False


def _likely_packages(source: Path, stated: Collection[str] | None) -> tuple[str, ...]:
    """Return what the notebooks of a folder import; nothing when one of them is unusual."""
    cells: list[str] = []
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
