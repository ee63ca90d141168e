"""What the quality gate finds: one wrong thing, at a place, under the name of its check."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grading.errors import Problem

# The page `reference/check.md` describes each of these; a test compares the two lists.
CHECKS: dict[str, str] = {
    "reading": "the course can be read: keys, ids, files, regions and Python are valid",
    "unfinished": "nothing of a starting point is left to fill in",
    "round-trip": "opening and saving the file as a notebook in JupyterLab changes no byte",
    "assert-message": "every assertion of a graded test has a message",
    "statement": "the statement of a written question stands in the cell before it",
    "points": "every graded question is worth something",
    "packages": "the assignment lists exactly the packages that its exercises import",
    "hours": "hours of course, modules and assignments agree",
    "data": "every data file has a source, a licence, its checksum and described columns",
    "alt-text": "every image has a text for those who cannot see it",
    "figure-in-words": "every figure drawn by given code is followed by its description",
    "headings": "headings begin with one title and skip no level",
    "links": "every link inside the repository leads to a file",
    "language": "texts are in the language of the course",
    "spelling": "every word is in a dictionary or in the list of the courses' own words",
    "answers": "stored answers name exercises, questions and solutions that exist",
    "leak": "the student's notebook shows no solution, hidden test, output or path",
    "reference": "the solution earns every point, for every seed, within half its limits",
    "stub": "the notebook as released earns nothing, and its own code runs",
    "wrong-answer": "each stored wrong answer loses exactly the points that its name says",
    "right-answer": "each stored right answer earns every point",
    "mutation": "wrong variants of the solution lose points: 75 % a question, 90 % a course",
    "equivalent": "each mutant declared equivalent exists and survives",
    "hard-coding": "an answer that only knows what visible tests reveal loses points",
    "published": "a published question changes only with a recorded regrade",
}


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to put right.

    Attributes:
        path: file of the problem.
        line: line in that file, from 1; 0 when the whole file is meant.
        check: name of the check, a key of `CHECKS`.
        message: what is there, what was expected, what to do.
    """

    path: Path
    line: int
    check: str
    message: str

    def __post_init__(self) -> None:
        if self.check not in CHECKS:
            raise ValueError(f"check {self.check!r} is not declared in CHECKS")

    def __str__(self) -> str:
        """Return `path:line: message [check]`."""
        return f"{Problem(self.path, self.line, self.message)} [{self.check}]"


def from_problems(problems: Iterable[Problem], check: str = "reading") -> list[Finding]:
    """Return what the course reader or a release found, as findings."""
    return [Finding(found.path, found.line, check, found.message) for found in problems]
