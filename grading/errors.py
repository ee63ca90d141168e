"""The platform's whole error family."""

from dataclasses import dataclass
from pathlib import Path


class EnactError(Exception):
    """Root of every error that the platform raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a course, at a place that its author can open.

    Attributes:
        path: file of the problem.
        line: line in that file, from 1; 0 when the whole file is meant.
        message: what is there, what was expected, what to do.
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return `path:line: message`, the form that editors make clickable."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"


class CourseError(EnactError):
    """A course cannot be used; carries every problem found, sorted by file and line."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class QualityError(EnactError):
    """A course has not passed the quality gate, so it is not released; carries every finding."""

    def __init__(self, findings: list[str]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            "\n".join([*findings, "Not released: the course has not passed the quality gate."])
        )


class SubmissionError(EnactError):
    """A submission cannot be accepted as it is; nothing stored was touched.

    Attributes:
        code: short stable name of the reason, such as `not-json` or `too-large`.
        values: what the message shows (sizes, names), by the name used in the message.
    """

    def __init__(self, code: str, message: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(message)


class PlatformError(EnactError):
    """The platform failed, not the student: no score, the submission will run again."""


class WallError(PlatformError):
    """A wall that the settings require cannot be raised here, so nothing is run."""
