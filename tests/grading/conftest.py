"""A small valid course for the tests of `grading`, on disk in `tests/example_courses`."""

import shutil
from pathlib import Path

import pytest

EXAMPLE_COURSES = Path(__file__).parent.parent / "example_courses"


@pytest.fixture
def example_courses(tmp_path: Path) -> Path:
    """Return a copy of the example `courses/` folder that a test may change."""
    target = tmp_path / "courses"
    shutil.copytree(EXAMPLE_COURSES, target)
    return target


@pytest.fixture
def petit_cours(example_courses: Path) -> Path:
    """Return the folder of a small course with one assignment that a test may change."""
    return example_courses / "licence" / "petit-cours"
