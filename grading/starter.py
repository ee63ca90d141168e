"""Starting points for authors: a course, module, assignment or exercise that only needs words."""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from grading.course import ASSIGNMENT_FILE, COURSE_FILE, MODULE_FILE, README
from grading.errors import CourseError, Problem
from grading.exercise import LOSES, SEPARATOR, WRONG
from grading.schema import LEVELS, SLUG
from grading.tables import load_toml

# What stands where the author is to write; `enact check` reports what is left.
PLACEHOLDERS = {"fr": "À COMPLÉTER", "en": "TO FILL IN"}
NAMES: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "module": "premier-module",
        "lesson": "lecon",
        "assignment": "devoir",
        "exercise": "exercice",
    },
    "en": {
        "module": "first-module",
        "lesson": "lesson",
        "assignment": "assignment",
        "exercise": "exercise",
    },
}
PARENT_LIST = {
    "module": (COURSE_FILE, "modules"),
    "assignment": (MODULE_FILE, "assignments"),
    "exercise": (ASSIGNMENT_FILE, "exercises"),
}


def start(kind: str, path: Path, title: str, language: str) -> list[Path]:
    """Write a starting point and list it in its parent's table.

    Args:
        kind: `course`, `module`, `assignment` or `exercise`.
        path: folder to make; of an exercise the `.py` file.
        title: its title; empty for the slug.
        language: `fr` or `en`, for a course; the others are in the language of their course.

    Returns:
        The files written.

    Raises:
        CourseError: the path exists, is no slug, or stands in no course.
    """
    slug = path.stem if kind == "exercise" else path.name
    _check_place(kind, path, slug)
    if kind != "course":
        language = course_language(path)
        table, key = PARENT_LIST[kind]
        add_to_list(path.parent / table, key, slug)
    writer = _Writer(language)
    getattr(writer, kind)(path, title or slug.replace("-", " ").capitalize())
    return writer.written


def course_language(path: Path) -> str:
    """Return the language of the course that holds a path.

    Raises:
        CourseError: there is none.
    """
    for folder in path.parents:
        table = folder / COURSE_FILE
        if table.is_file():
            problems: list[Problem] = []
            found = load_toml(table, problems)
            if found is None:
                raise CourseError(problems)
            return str(found[0].get("language", "fr"))
    raise CourseError([Problem(path, 0, f"no {COURSE_FILE} above: make the course first.")])


def add_to_list(table: Path, key: str, slug: str) -> None:
    """Add a slug to a list of a TOML file; comments and order of the file stay.

    Raises:
        CourseError: the file is missing.
    """
    if not table.is_file():
        raise CourseError([Problem(table, 0, "file is missing: make the parent first.")])
    text = table.read_text(encoding="utf-8")
    match = re.search(rf"^{key}\s*=\s*\[(?P<items>[^\]]*)\]", text, re.MULTILINE)
    if match:
        items = match["items"].rstrip().rstrip(",")
        joined = f'{items}, "{slug}"' if items.strip() else f'"{slug}"'
        text = f"{text[: match.start('items')]}{joined}{text[match.end('items') :]}"
    else:
        first_table = re.search(r"^\[", text, re.MULTILINE)
        at = first_table.start() if first_table else len(text)
        text = f'{text[:at]}{key} = ["{slug}"]\n{text[at:]}'
    table.write_text(text, encoding="utf-8")


def _check_place(kind: str, path: Path, slug: str) -> None:
    message = ""
    if path.exists():
        message = "it exists already."
    elif not SLUG.match(slug):
        message = "the name is no slug: lower-case ASCII letters, digits and single hyphens."
    elif kind == "course" and path.absolute().parent.name not in LEVELS:
        message = f"a course stands in the folder of its level: {', '.join(LEVELS)}."
    elif kind == "exercise" and path.suffix != ".py":
        message = "an exercise is a .py file."
    if message:
        raise CourseError([Problem(path, 0, message)])


class _Writer:
    """Writes the files of one starting point."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.names = NAMES[language]
        self.written: list[Path] = []

    def course(self, path: Path, title: str) -> None:
        self.write(path / COURSE_FILE, "course.toml", title)
        self.write(path / README, "README.md", title)
        self.module(path / self.names["module"], title)

    def module(self, path: Path, title: str) -> None:
        # nbgrader knows an assignment by its name, so it is unique in the course.
        assignment = f"{self.names['assignment']}-{path.name}"
        self.write(path / MODULE_FILE, "module.toml", title, assignment=assignment)
        self.write(path / README, "README.md", title)
        self.write(path / f"{self.names['lesson']}.py", "lesson.py", title)
        self.assignment(path / assignment, title)

    def assignment(self, path: Path, title: str) -> None:
        self.write(path / ASSIGNMENT_FILE, "assignment.toml", title)
        self.exercise(path / f"{self.names['exercise']}.py", title)

    def exercise(self, path: Path, title: str) -> None:
        question = path.stem
        wrong = path.parent / WRONG / f"{question}{SEPARATOR}{LOSES}{question}.py"
        self.write(path, "exercise.py", title, question=question)
        self.write(wrong, "wrong.py", title, question=question)

    def write(self, path: Path, template: str, title: str, **values: str) -> None:
        """Fill in a template; it is written where nothing is yet."""
        source = files("grading") / "starters" / self.language / f"{template}.txt"
        text = Template(source.read_text(encoding="utf-8")).substitute(title=title, **values)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.written.append(path)
