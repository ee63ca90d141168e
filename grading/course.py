"""A course: its modules, assignments and exercises, read from a folder of text files."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict

from grading.errors import CourseError, Problem
from grading.exercise import RIGHT, WRONG, Exercise, read_exercise
from grading.schema import (
    LEVELS,
    SLUG,
    AssignmentFile,
    AssignmentKeys,
    CourseFile,
    CourseKeys,
    ModuleFile,
    ModuleKeys,
    Skill,
)
from grading.suggest import advice
from grading.tables import find_line, read_table, read_tables

COURSE_FILE, MODULE_FILE, ASSIGNMENT_FILE = "course.toml", "module.toml", "assignment.toml"
SKILLS_FILE = "skills.toml"
# What the quality gate measured of a course, kept beside it; no part of its content.
RECORD = "quality.json"
COURSES = Path("courses")
README = "README.md"
LESSON_SUFFIXES = (".py", ".md")
COPIED_FOLDERS = ("data", "images")
ANSWER_FOLDERS = (WRONG, RIGHT)
AUTOTESTS_FILE = "autotests.yml"
KEPT_FILES = (README, ASSIGNMENT_FILE, AUTOTESTS_FILE)


@dataclass(frozen=True)
class Lesson:
    """A notebook or page without points; `path` ends in `.py` or `.md`."""

    slug: str
    path: Path


class Assignment(AssignmentKeys):
    """What is released, submitted and graded together."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    slug: str
    folder: Path
    exercises: tuple[Exercise, ...]

    @property
    def points(self) -> float:
        """What the whole assignment is worth."""
        return sum(exercise.points for exercise in self.exercises)


class Module(ModuleKeys):
    """A part of a course with its own objectives and hours."""

    slug: str
    folder: Path
    readme: str
    lessons: tuple[Lesson, ...]
    assignments: tuple[Assignment, ...]


class Course(CourseKeys):
    """Content at one level."""

    slug: str
    level: str
    folder: Path
    readme: str
    modules: tuple[Module, ...]

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every assignment, in the order in which a learner meets them."""
        return tuple(assignment for module in self.modules for assignment in module.assignments)


@dataclass(frozen=True)
class Catalogue:
    """All courses, sorted by level and slug, and the skills that they teach."""

    folder: Path
    courses: tuple[Course, ...]
    skills: Mapping[str, Skill]


def read_course(folder: Path) -> Course:
    """Read one course.

    Args:
        folder: the course's folder, `courses/<level>/<slug>`.

    Raises:
        CourseError: the course cannot be used; carries every problem found.
    """
    problems: list[Problem] = []
    path = folder.parent.parent / SKILLS_FILE
    skills = read_skills(path, problems) if path.exists() else None
    course = _Reader(skills, problems).read_course(folder)
    if problems or course is None:
        raise CourseError(problems)
    return course


def read_catalogue(courses: Path) -> Catalogue:
    """Read every course under a folder, and the skills.

    Raises:
        CourseError: at least one course cannot be used; carries every problem of all of them.
    """
    problems: list[Problem] = []
    skills = read_skills(courses / SKILLS_FILE, problems)
    reader = _Reader(skills, problems)
    found = [reader.read_course(folder) for folder in course_folders(courses)]
    if problems:
        raise CourseError(problems)
    return Catalogue(courses, tuple(course for course in found if course), skills)


def read_skills(path: Path, problems: list[Problem]) -> dict[str, Skill]:
    """Read `skills.toml`; every problem is appended to `problems`."""
    skills = read_tables(path, Skill, problems)
    for slug, skill in skills.items():
        for needed in skill.requires:
            if needed not in skills:
                line = find_line(path, (slug, "requires"), needed)
                message = f"skill {slug!r} requires {needed!r}, which this file lacks."
                problems.append(Problem(path, line, message + advice(needed, skills)))
    return skills


def course_folders(courses: Path) -> list[Path]:
    """Return the folders of all courses, sorted by level and slug."""
    return [
        path.parent
        for level in LEVELS
        for path in sorted((courses / level).glob(f"*/{COURSE_FILE}"))
    ]


def content_digest(folder: Path) -> str:
    """Return the SHA-256 of what the figures of a course's tests are about.

    That is every exercise with its answers and data, and the mutants that an assignment declares
    equivalent; titles, hints and pages are not.
    """
    digest = hashlib.sha256()
    assignments = {path.parent for path in folder.rglob(ASSIGNMENT_FILE)}
    for path in content_files(folder):
        if assignments.isdisjoint(path.parents) or path.name == README:
            continue
        content = path.read_bytes()
        if path.name == ASSIGNMENT_FILE:
            content = _equivalent_mutants(content)
        if content or path.name != ASSIGNMENT_FILE:
            digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _equivalent_mutants(content: bytes) -> bytes:
    """Return the names of the mutants that a text of `assignment.toml` declares, b"" for none."""
    try:
        declared = tomllib.loads(content.decode())["equivalent"]
        names = sorted(item["mutant"] for item in declared)
    except (ValueError, KeyError, TypeError):
        # The check of the course says what is wrong with such a file.
        return b""
    return json.dumps(names).encode()


def content_files(folder: Path) -> list[Path]:
    """Return a course's own files in a stable order, without what Python caches."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / RECORD and "__pycache__" not in path.parts
    ]


def find_course(name: str, courses: Path = COURSES) -> Path:
    """Return the folder of a course that is given by its path or its slug.

    Raises:
        CourseError: there is no such course; names the closest one.
    """
    folder = Path(name)
    if (folder / COURSE_FILE).is_file():
        return folder
    there = {found.name: found for found in course_folders(courses)}
    if name in there:
        return there[name]
    message = f"no {COURSE_FILE} there, and no course of this name in {courses}/."
    raise CourseError([Problem(folder, 0, message + advice(name, there))])


class _Reader:
    """Reads folders into models; appends every problem to one list.

    Attributes:
        skills: known skills, or None if the course stands alone without `skills.toml`.
        language: language of the course that is being read.
    """

    def __init__(self, skills: Mapping[str, Skill] | None, problems: list[Problem]) -> None:
        self.skills = skills
        self.problems = problems
        self.language = ""

    def report(self, path: Path, line: int, message: str) -> None:
        self.problems.append(Problem(path, line, message))

    def read_course(self, folder: Path) -> Course | None:
        path = folder / COURSE_FILE
        keys = read_table(path, CourseFile, self.problems)
        self.check_slug(folder)
        if folder.resolve().parent.name not in LEVELS:
            levels = ", ".join(LEVELS)
            self.report(folder, 0, f"a course stands in the folder of its level: {levels}.")
        readme = self.read_readme(folder)
        if keys is None:
            return None
        self.language = keys.language
        folders = self.listed_folders(folder, path, "modules", keys.modules, MODULE_FILE)
        modules = tuple(filter(None, map(self.read_module, folders)))
        self.check_assignment_slugs(modules)
        return Course.model_validate(
            {
                **dict(keys),
                "slug": folder.resolve().name,
                "level": folder.resolve().parent.name,
                "folder": folder,
                "readme": readme,
                "modules": modules,
            }
        )

    def read_module(self, folder: Path) -> Module | None:
        path = folder / MODULE_FILE
        keys = read_table(path, ModuleFile, self.problems, self.language)
        self.check_slug(folder)
        readme = self.read_readme(folder)
        if keys is None:
            return None
        folders = self.listed_folders(
            folder, path, "assignments", keys.assignments, ASSIGNMENT_FILE
        )
        return Module.model_validate(
            {
                **dict(keys),
                "slug": folder.name,
                "folder": folder,
                "readme": readme,
                "lessons": self.find_lessons(folder, keys.lessons),
                "assignments": tuple(filter(None, map(self.read_assignment, folders))),
            }
        )

    def read_assignment(self, folder: Path) -> Assignment | None:
        path = folder / ASSIGNMENT_FILE
        keys = read_table(path, AssignmentFile, self.problems, self.language)
        self.check_slug(folder)
        if keys is None:
            return None
        exercises = self.find_exercises(folder, keys.exercises)
        self.check_questions(path, exercises, keys)
        self.check_files(folder, keys.exercises)
        return Assignment.model_validate(
            {**dict(keys), "slug": folder.name, "folder": folder, "exercises": exercises}
        )

    def read_readme(self, folder: Path) -> str:
        path = folder / README
        if path.exists():
            return path.read_text(encoding="utf-8")
        self.report(path, 0, "file is missing: it is what learners read first.")
        return ""

    def check_slug(self, folder: Path) -> None:
        if not SLUG.match(folder.resolve().name):
            self.report(
                folder, 0, "the folder's name is no slug: lower-case ASCII letters, digits, '-'."
            )

    def listed_folders(
        self, folder: Path, path: Path, key: str, slugs: tuple[str, ...], file: str
    ) -> list[Path]:
        """Return the folders that a TOML file lists; report missing and unlisted ones."""
        there = {found.parent.name for found in folder.glob(f"*/{file}")}
        for slug in slugs:
            if slug not in there:
                hint = advice(slug, there - set(slugs))
                line = find_line(path, (key,), slug)
                self.report(
                    path, line, f"{key} lists {slug!r}, but {slug}/{file} is missing.{hint}"
                )
        for slug in sorted(there - set(slugs)):
            line = find_line(path, (key,))
            self.report(path, line, f"{key} does not list the folder {slug!r}. Add or remove it.")
        return [folder / slug for slug in slugs if slug in there]

    def find_lessons(self, folder: Path, slugs: tuple[str, ...]) -> tuple[Lesson, ...]:
        path = folder / MODULE_FILE
        there = {
            found.stem: found
            for found in sorted(folder.iterdir())
            if found.suffix in LESSON_SUFFIXES and found.name != README
        }
        for slug in slugs:
            if slug not in there:
                hint = advice(slug, set(there) - set(slugs))
                line = find_line(path, ("lessons",), slug)
                self.report(
                    path, line, f"lessons lists {slug!r}, but there is no {slug}.py or .md.{hint}"
                )
        for slug in sorted(set(there) - set(slugs)):
            self.report(there[slug], 0, f"lessons of {MODULE_FILE} does not list {slug!r}.")
        return tuple(Lesson(slug, there[slug]) for slug in slugs if slug in there)

    def find_exercises(self, folder: Path, slugs: tuple[str, ...]) -> tuple[Exercise, ...]:
        path = folder / ASSIGNMENT_FILE
        there = {found.stem for found in folder.glob("*.py")}
        exercises = []
        for slug in slugs:
            if slug in there:
                exercises.append(read_exercise(folder / f"{slug}.py", self.problems))
                continue
            hint = advice(slug, there - set(slugs))
            line = find_line(path, ("exercises",), slug)
            self.report(path, line, f"exercises lists {slug!r}, but {slug}.py is missing.{hint}")
        return tuple(exercises)

    def check_files(self, folder: Path, exercises: tuple[str, ...]) -> None:
        """Report what stands in an assignment's folder without a purpose."""
        folders = (*COPIED_FOLDERS, *ANSWER_FOLDERS)
        for path in sorted(folder.iterdir()):
            if path.name.startswith((".", "__")) or path.name in KEPT_FILES:
                continue
            if path.is_dir() and path.name not in folders:
                self.report(path, 0, f"unknown folder.{advice(path.name, folders)}")
            elif path.is_file() and path.suffix == ".py" and path.stem not in exercises:
                self.report(path, 0, f"exercises of {ASSIGNMENT_FILE} does not list {path.stem!r}.")
            elif path.is_file() and path.suffix != ".py":
                self.report(path, 0, "unknown file. Students get files from data/ and images/.")

    def check_questions(
        self, path: Path, exercises: tuple[Exercise, ...], keys: AssignmentFile
    ) -> None:
        """Report questions named twice, and skills and hints of questions that do not exist."""
        places: dict[str, str] = {}
        for exercise in exercises:
            for cell in exercise.questions:
                first = places.setdefault(str(cell.id), exercise.path.name)
                if first != exercise.path.name:
                    message = f"question {cell.id!r} also stands in {first}. Ids are unique here."
                    self.report(exercise.path, cell.line, message)
        for question, slugs in keys.skills.items():
            line = find_line(path, ("skills", question))
            if question not in places:
                message = f"skills of {question!r}: no such question.{advice(question, places)}"
                self.report(path, line, message)
            for slug in slugs:
                if self.skills is not None and slug not in self.skills:
                    message = f"skill {slug!r} is not in {SKILLS_FILE}.{advice(slug, self.skills)}"
                    self.report(path, line, message)
        for index, hint in enumerate(keys.hints):
            if hint.question not in places:
                line = find_line(path, ("hints", index, "question"))
                message = f"hint for {hint.question!r}: no such question."
                self.report(path, line, message + advice(hint.question, places))

    def check_assignment_slugs(self, modules: tuple[Module, ...]) -> None:
        """Report assignments of one name: nbgrader knows an assignment by its name alone."""
        first: dict[str, Assignment] = {}
        for assignment in (found for module in modules for found in module.assignments):
            other = first.setdefault(assignment.slug, assignment)
            if other is not assignment:
                module = other.folder.parent.name
                message = f"module {module!r} has an assignment of this name too. Rename one."
                self.report(assignment.folder, 0, message)
