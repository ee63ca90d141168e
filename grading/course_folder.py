"""A standard nbgrader course folder: where its steps lie, its gradebook, what was handed in.

Only `nbgrader_config.py` is read, with traitlets; nbgrader itself takes seconds to import and is
needed for none of this.
"""

import os
import re
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grading.errors import EnactError

CONFIG_FILE = "nbgrader_config.py"
TIMESTAMP_FILE = "timestamp.txt"
# Defaults of nbgrader 0.9.6, nbgrader/coursedir.py.
DEFAULT_STRUCTURE = "{nbgrader_step}/{student_id}/{assignment_id}"
DEFAULT_IGNORE = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
STEPS = ("source", "release", "submitted", "autograded", "feedback")


class CourseFolderError(EnactError):
    """A folder is no nbgrader course folder, or its configuration cannot be read."""


@dataclass(frozen=True)
class HandedIn:
    """The files of one submission as they lie in `submitted/`.

    Attributes:
        files: content of the regular files, by relative POSIX path.
        submitted_at: when it was handed in (UTC); None when nobody wrote it down.
        refused: what was not read, by relative path, with the reason.
    """

    files: dict[str, bytes]
    submitted_at: datetime | None
    refused: dict[str, str]


@dataclass(frozen=True)
class CourseFolder:
    """The places of one course folder, with the settings that change them.

    Attributes:
        root: the folder that holds the steps.
        config: `nbgrader_config.py` as traitlets read it.
    """

    root: Path
    config: Any = field(default=None, compare=False)

    @classmethod
    def open(cls, course_dir: Path) -> "CourseFolder":
        """Read the configuration of a course folder.

        Raises:
            CourseFolderError: the folder is missing or its configuration fails.
        """
        root = course_dir.resolve()
        if not root.is_dir():
            raise CourseFolderError(f"{course_dir}: no such folder; expected a course folder.")
        config = _read_config(root)
        own_root = str(config["CourseDirectory"].get("root", "") or "")
        return cls(root=(root / own_root).resolve(), config=config)

    def setting(self, section: str, name: str, default: Any) -> Any:
        """Return a trait that `nbgrader_config.py` sets, such as `Execute` `timeout`."""
        value = self.config[section].get(name, default) if self.config is not None else default
        # `c.X.names.append(…)` is kept by traitlets as a change to be applied to the default.
        return value.get_value(default) if hasattr(value, "get_value") else value

    @property
    def course_id(self) -> str:
        """The course's name in nbgrader; `default_course`, as there, when there is none."""
        return str(self.setting("CourseDirectory", "course_id", "")).strip() or "default_course"

    @property
    def db_url(self) -> str:
        """SQLAlchemy address of the gradebook."""
        default = f"sqlite:///{self.root / 'gradebook.db'}"
        return str(self.setting("CourseDirectory", "db_url", default) or default)

    @property
    def ignore(self) -> list[str]:
        """Patterns of names that are never copied."""
        return list(self.setting("CourseDirectory", "ignore", list(DEFAULT_IGNORE)))

    @property
    def records(self) -> Path:
        """Folder of the grade records."""
        return self.root / "records"

    def path(self, step: str, student_id: str, assignment: str) -> Path:
        """Return the folder of one step (`source`, `submitted`, …) of one assignment.

        Raises:
            CourseFolderError: a name would lead out of the folder.
        """
        for value in (student_id, assignment):
            if "/" in value or value in ("", "..") or not value.isprintable():
                raise CourseFolderError(f"{value!r} is no name of a student or an assignment.")
        name = str(self.setting("CourseDirectory", f"{step}_directory", step))
        structure = str(self.setting("CourseDirectory", "directory_structure", DEFAULT_STRUCTURE))
        formatted = structure.format(
            nbgrader_step=name, student_id=student_id, assignment_id=assignment
        )
        return Path(os.path.normpath(self.root / formatted))

    def record_path(self, assignment: str, student_id: str) -> Path:
        """Return the file of the record of a student's last graded submission."""
        self.path("submitted", student_id, assignment)
        return self.records / assignment / f"{student_id}.json"

    def students(self, assignment: str, only: str = "*") -> Iterator[str]:
        """Yield, sorted, the students who handed in an assignment.

        Args:
            assignment: name of the assignment.
            only: shell pattern that a student's id must match.
        """
        pattern = self.path("submitted", "{student}", assignment).relative_to(self.root).as_posix()
        wanted = re.compile(re.escape(pattern).replace(r"\{student\}", "([^/]+)") + "$")
        excluded = str(self.setting("CourseDirectory", "student_id_exclude", "")).split(",")
        found = set()
        for folder in self.root.glob(pattern.replace("{student}", "*")):
            match = wanted.match(folder.relative_to(self.root).as_posix())
            if match and folder.is_dir() and match[1] not in excluded and fnmatch(match[1], only):
                found.add(match[1])
        yield from sorted(found)

    def read_submission(
        self, assignment: str, student_id: str, max_bytes: int, max_files: int
    ) -> HandedIn:
        """Read what a student handed in, never following a link out of the folder.

        Args:
            assignment: name of the assignment.
            student_id: nbgrader's id of the student.
            max_bytes: largest file and largest sum; see `read_tree`.
            max_files: most files.
        """
        folder = self.path("submitted", student_id, assignment)
        files, refused = read_tree(folder, self.ignore, max_bytes, max_files)
        return HandedIn(files, parse_timestamp(files.get(TIMESTAMP_FILE, b"")), refused)


def read_tree(
    folder: Path, ignore: Sequence[str], max_bytes: int, max_files: int
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Read the regular files below a folder; links and special files are refused.

    The walk, shallow files first, ends as soon as a limit is passed: what comes back then holds
    one file or byte too many for the caller to see.

    Args:
        folder: where to begin.
        ignore: shell patterns of names that are left out.
        max_bytes: largest file, and largest sum of files.
        max_files: most files and folders.

    Returns:
        Content by relative path, and the reason of each refusal by relative path.
    """
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    waiting = deque([folder])
    size = seen = 0
    while waiting and size <= max_bytes and seen <= max_files:
        with os.scandir(waiting.popleft()) as entries:
            for entry in entries:
                if any(fnmatch(entry.name, pattern) for pattern in ignore):
                    continue
                seen += 1
                if size > max_bytes or seen > max_files + 1:
                    break
                name = Path(entry.path).relative_to(folder).as_posix()
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                    continue
                content = _read_regular(entry, max_bytes)
                if isinstance(content, bytes):
                    files[name] = content
                    size += len(content)
                else:
                    refused[name] = content
    return dict(sorted(files.items())), dict(sorted(refused.items()))


def regular_files(folder: Path, ignore: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Yield relative name and path of the regular files below a folder; none if it is missing."""
    waiting = [folder] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if any(fnmatch(entry.name, pattern) for pattern in ignore):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry.path).relative_to(folder).as_posix(), Path(entry.path)


def _read_regular(entry: "os.DirEntry[str]", max_bytes: int) -> bytes | str:
    """Return a file's content, or why it is not read."""
    if entry.is_symlink():
        return "it is a symbolic link"
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        fd = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        return f"it cannot be opened ({error.strerror})"
    with os.fdopen(fd, "rb") as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return "it is no regular file"
        if status.st_size > max_bytes:
            return f"it has {status.st_size} bytes, {max_bytes} is the limit"
        return file.read(max_bytes + 1)


def parse_timestamp(content: bytes) -> datetime | None:
    """Read nbgrader's `timestamp.txt`, such as `2026-11-22 09:30:00.000000 UTC`.

    Returns:
        The time in UTC, or None when the file is empty or holds no time.
    """
    text = content[:200].decode("utf-8", errors="replace").strip()
    date, _, zone = text.rpartition(" ")
    try:
        if date.count(" ") == 1:
            moment = datetime.fromisoformat(date).replace(tzinfo=ZoneInfo(zone))
        else:
            moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None


def _read_config(root: Path) -> Any:
    from traitlets.config import Config, PyFileConfigLoader

    if not (root / CONFIG_FILE).is_file():
        return Config()
    try:
        return PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config()
    except Exception as error:  # the file is any Python code
        raise CourseFolderError(
            f"{root / CONFIG_FILE}: reading it raised {type(error).__name__}: {error}"
        ) from error
