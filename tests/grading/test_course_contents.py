"""Every course holds what a learner needs, module by module and question by question."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from grading.course import Assignment, Course, Module, read_catalogue
from grading.exercise import (
    LOSES,
    MARK_SCHEME,
    RIGHT,
    SEPARATOR,
    WRONG,
    Cell,
    Exercise,
    read_text_cells,
)
from grading.percent import TextCell

CATALOGUE = read_catalogue(Path(__file__).parents[2] / "courses")
LEVELS = {"licence": 3, "master": 1, "doctorat": 1, "entreprise": 1}
QUIZ, PROJECT = "quiz", "proje"
# It assumes nothing, so it has no starting quiz.
BEGINNERS = "decouvrir-l-ia"
WORDS = {
    "fr": {
        "step": "Étape {}",
        "complete": "À compléter",
        "write": "À écrire",
        "figure": "La figure en mots.",
        "takeaway": "## À retenir",
        "scheme": "Barème.",
        "data": "| données | source | licence | colonnes et unités |",
    },
    "en": {
        "step": "Step {}",
        "complete": "Complete it",
        "write": "Write it",
        "figure": "The figure in words.",
        "takeaway": "## Take away",
        "scheme": "Mark scheme.",
        "data": "| data | source | licence | columns and units |",
    },
}
LONGEST_SESSION_MIN = 30

courses = pytest.mark.parametrize("course", CATALOGUE.courses, ids=lambda course: course.slug)


def modules() -> Iterator[tuple[Course, Module]]:
    """Yield every module with its course."""
    for course in CATALOGUE.courses:
        for module in course.modules:
            yield course, module


def questions(course: Course) -> Iterator[tuple[Assignment, Exercise, Cell]]:
    """Yield every question of a course with its assignment and exercise."""
    for assignment in course.assignments:
        for exercise in assignment.exercises:
            for cell in exercise.questions:
                yield assignment, exercise, cell


def lesson_cells(module: Module) -> tuple[TextCell, ...]:
    """Return the cells of a module's notebooks."""
    notebooks = [lesson.path for lesson in module.lessons if lesson.path.suffix == ".py"]
    return tuple(cell for path in notebooks for cell in read_text_cells(path, []))


def test_there_are_six_courses_over_four_levels() -> None:
    levels = [course.level for course in CATALOGUE.courses]
    assert LEVELS == {level: levels.count(level) for level in LEVELS}


@courses
def test_a_course_has_four_to_six_modules_with_objectives_time_and_takeaway(
    course: Course,
) -> None:
    assert 4 <= len(course.modules) <= 6
    for module in course.modules:
        assert module.objectives
        assert module.hours > 0
        assert module.takeaway
        assert module.lessons


@courses
def test_a_lesson_shows_labelled_steps_then_asks_to_complete_then_to_write(course: Course) -> None:
    words = WORDS[course.language]
    for lesson in (lesson for module in course.modules for lesson in module.lessons):
        text = lesson.path.read_text(encoding="utf-8")
        steps = [text.find(words["step"].format(number)) for number in (1, 2, 3)]
        places = [*steps, text.find(words["takeaway"])]
        assert -1 not in places, f"{lesson.path}: steps and take-away"
        if lesson.path.suffix == ".py":
            places[-1:-1] = [text.find(words["complete"]), text.find(words["write"])]
        assert sorted(places) == places, f"{lesson.path}: example, completion, writing, take-away"


@courses
def test_a_module_has_five_to_seven_graded_questions_and_a_written_one(course: Course) -> None:
    for module in course.modules:
        counts = []
        for assignment in module.assignments:
            roles = [cell.role for found in assignment.exercises for cell in found.questions]
            graded = roles.count("tests")
            if PROJECT in assignment.slug:
                counts.append(4 <= graded <= 7 and len(roles) == graded + 1)
            elif QUIZ not in assignment.slug:
                counts.append(5 <= graded <= 7 and len(roles) == graded + 1)
        assert counts, f"{module.slug}: no assignment"
        assert all(counts), module.slug


@courses
def test_a_course_begins_with_a_quiz_and_ends_with_a_project(course: Course) -> None:
    assert (course.slug == BEGINNERS) is (QUIZ not in course.assignments[0].slug)
    assert PROJECT in course.assignments[-1].slug


@courses
def test_a_question_has_skills_hints_and_a_stored_wrong_answer(course: Course) -> None:
    for assignment, exercise, cell in questions(course):
        place = f"{exercise.path}: {cell.id}"
        assert assignment.skills.get(str(cell.id)), f"{place}: skills"
        if cell.role == "tests":
            assert cell.id in {hint.question for hint in assignment.hints}, f"{place}: hint"
            begins, names = exercise.slug + SEPARATOR, f"{LOSES}{cell.id}"
            stored = (assignment.folder / WRONG).glob("*.py")
            lost = [name.split(SEPARATOR) for name in (path.stem for path in stored)]
            found = [parts for parts in lost if parts[0] + SEPARATOR == begins and names in parts]
            assert found, f"{place}: wrong answer"


@courses
def test_an_exercise_has_another_right_answer(course: Course) -> None:
    for assignment in course.assignments:
        for exercise in assignment.exercises:
            pattern = f"{exercise.slug}{SEPARATOR}*.py"
            assert list((assignment.folder / RIGHT).glob(pattern)), exercise.path


@courses
def test_a_question_in_words_comes_with_its_mark_scheme(course: Course) -> None:
    for _, exercise, cell in questions(course):
        if cell.role != "tests":
            schemes = (WORDS[course.language]["scheme"], f"BEGIN {MARK_SCHEME}")
            place = f"{exercise.path}: {cell.id}"
            assert any(scheme in cell.source for scheme in schemes), place


@courses
def test_a_figure_is_also_put_into_words(course: Course) -> None:
    for module in course.modules:
        for cell, following in pairwise(lesson_cells(module)):
            if "plt.show()" in cell.source:
                place = f"{module.slug}, line {cell.line}"
                assert WORDS[course.language]["figure"] in following.source, place


@courses
def test_a_course_says_where_its_data_come_from(course: Course) -> None:
    assert WORDS[course.language]["data"] in course.readme


def test_no_session_of_the_course_for_companies_is_longer_than_half_an_hour() -> None:
    (course,) = (found for found in CATALOGUE.courses if found.level == "entreprise")
    for module in course.modules:
        for cell in lesson_cells(module)[:1]:
            stated = re.search(r"\*\*Durée\.\*\* (\d+) minutes", cell.source)
            assert stated, module.slug
            assert int(stated[1]) <= LONGEST_SESSION_MIN, module.slug
    for _, exercise, _ in questions(course):
        text = exercise.path.read_text(encoding="utf-8")
        for minutes in re.findall(r"\((\d+) minutes\)", text):
            assert int(minutes) <= LONGEST_SESSION_MIN, exercise.path
