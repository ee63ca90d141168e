"""The courses that cohorts run, read from their folders and kept in memory."""

import logging
import threading
from collections.abc import Mapping
from pathlib import Path

from grading.course import SKILLS_FILE, Course, course_folders, read_course, read_skills
from grading.errors import CourseError
from grading.schema import Skill

log = logging.getLogger("enact.campus")


class Courses:
    """Courses by slug; a course that cannot be read is left out and reported in the log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._courses: dict[str, Course] = {}
        self._stamps: dict[Path, float] = {}
        self._skills: dict[str, Skill] = {}
        self._version = 0
        self._lock = threading.Lock()

    def refresh(self) -> int:
        """Read the courses whose files changed since the last time.

        Returns:
            A number that grows with every course that was read.
        """
        with self._lock:
            self._refresh_skills()
            for folder in course_folders(self.folder):
                stamp = max(path.stat().st_mtime for path in folder.rglob("*.*"))
                if self._stamps.get(folder) == stamp:
                    continue
                self._stamps[folder] = stamp
                self._version += 1
                try:
                    self._courses[folder.name] = read_course(folder)
                except CourseError as error:
                    log.warning("course %s cannot be read:\n%s", folder.name, error)
            return self._version

    def _refresh_skills(self) -> None:
        path = self.folder / SKILLS_FILE
        stamp = path.stat().st_mtime if path.is_file() else 0.0
        if stamp and self._stamps.get(path) != stamp:
            self._stamps[path] = stamp
            # What is wrong in it, the check of courses says.
            self._skills = read_skills(path, [])

    def skill(self, slug: str, language: str) -> str:
        """Return what a skill is called."""
        found = self._skills.get(slug)
        return localised(found.title, language) if found else slug

    def get(self, slug: str) -> Course | None:
        """Return a course, or None when its folder is gone or cannot be read."""
        return self._courses.get(slug)

    def all(self) -> list[Course]:
        """Return every course."""
        return list(self._courses.values())

    def of_cohort(self, cohort: str) -> str:
        """Guess the course of a cohort folder that does not say it, from its name.

        `decouvrir-l-ia-demo` runs `decouvrir-l-ia`, the longest slug that its name begins with.
        """
        matches = [slug for slug in self._courses if f"{cohort}-".startswith(f"{slug}-")]
        return max(matches, key=len, default=cohort)


def localised(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, or in the one that there is."""
    return texts.get(language) or next(iter(texts.values()), "")
