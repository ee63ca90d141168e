"""The course reader: typed models, and every problem at once with its file and line."""

import re
from pathlib import Path

import pytest

from grading.course import find_course, read_catalogue, read_course
from grading.errors import CourseError


def problems_of(folder: Path) -> list[str]:
    """Return the problems of a course, with paths relative to its folder."""
    with pytest.raises(CourseError) as caught:
        read_course(folder)
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_reads_what_describes_the_course(petit_cours: Path) -> None:
    course = read_course(petit_cours)
    assert (course.slug, course.level, course.hours) == ("petit-cours", "licence", 2)
    assert course.title == {"fr": "Petit cours", "en": "Small course"}


def test_a_plain_text_is_in_the_language_of_the_course(petit_cours: Path) -> None:
    assert read_course(petit_cours).modules[0].title == {"fr": "Premiers pas"}


def test_reads_lessons_and_assignments_in_the_listed_order(petit_cours: Path) -> None:
    module = read_course(petit_cours).modules[0]
    assert [lesson.path.name for lesson in module.lessons] == ["lecon.py"]
    assert [assignment.slug for assignment in module.assignments] == ["moyennes"]


def test_reads_limits_hints_and_skills_of_an_assignment(petit_cours: Path) -> None:
    assignment = read_course(petit_cours).assignments[0]
    assert (assignment.limits.wall_time_s, assignment.limits.memory_mb) == (10, 256)
    assert assignment.hints[0].after == 2
    assert assignment.skills == {"moyenne": ("resumer-des-nombres",)}


def test_an_assignment_is_worth_the_sum_of_its_questions(petit_cours: Path) -> None:
    assert read_course(petit_cours).assignments[0].points == 6.5


def test_knows_what_each_cell_of_an_exercise_is_for(petit_cours: Path) -> None:
    cells = read_course(petit_cours).assignments[0].exercises[0].cells
    assert [(cell.role, cell.id) for cell in cells if cell.role] == [
        ("given", "given-1"),
        ("solution", "moyenne"),
        ("tests", "moyenne"),
        ("solution", "etendue"),
        ("tests", "etendue-des-ventes"),
        ("written", "limite"),
    ]


def test_the_catalogue_holds_courses_and_skills(example_courses: Path) -> None:
    catalogue = read_catalogue(example_courses)
    assert [course.slug for course in catalogue.courses] == ["petit-cours"]
    assert list(catalogue.skills) == ["resumer-des-nombres"]


def test_every_problem_is_reported_at_once_sorted_by_file_and_line(petit_cours: Path) -> None:
    replace(petit_cours / "course.toml", "hours = 2", "hours = -2\nhuors = 3")
    replace(petit_cours / "premiers-pas/module.toml", "takeaway", "take_away")
    assert problems_of(petit_cours) == [
        "course.toml:5: hours = -2: input should be greater than 0.",
        "course.toml:6: unknown key 'huors'. Did you mean 'hours'?",
    ]
    replace(petit_cours / "course.toml", "hours = -2\nhuors = 3", "hours = 2")
    assert problems_of(petit_cours) == [
        "premiers-pas/module.toml:1: key 'takeaway' is missing.",
        "premiers-pas/module.toml:4: unknown key 'take_away'. Did you mean 'takeaway'?",
    ]


TOML_CASES = {
    "a title in one language": (
        "course.toml",
        ', en = "Small course"',
        "",
        "course.toml:1: title = {'fr': 'Petit cours'}: 'en' is missing; "
        'write both, { fr = "…", en = "…" }.',
    ),
    "an unknown language": (
        "course.toml",
        'en = "Small course"',
        'de = "Kleiner Kurs"',
        "course.toml:1: title = {'fr': 'Petit cours', 'de': 'Kleiner Kurs'}: "
        "language 'de' is unknown; write 'fr' or 'en'.",
    ),
    "no e-mail address": (
        "course.toml",
        "handicap@example.org",
        "handicap",
        "course.toml:13: accessibility.contact = 'handicap': an e-mail address expected.",
    ),
    "a list that names something twice": (
        "course.toml",
        '["premiers-pas"]',
        '["premiers-pas", "premiers-pas"]',
        "course.toml:16: modules = ['premiers-pas', 'premiers-pas']: 'premiers-pas' stands twice.",
    ),
    "a module that does not exist": (
        "course.toml",
        '["premiers-pas"]',
        '["premier-pas"]',
        "course.toml:16: modules does not list the folder 'premiers-pas'. Add or remove it.",
        "course.toml:16: modules lists 'premier-pas', but premier-pas/module.toml is missing. "
        "Did you mean 'premiers-pas'?",
    ),
    "a lesson that does not exist": (
        "premiers-pas/module.toml",
        '["lecon"]',
        '["leçons"]',
        "premiers-pas/module.toml:5: lessons[0] = 'leçons': a slug expected: "
        "lower-case ASCII letters, digits and single hyphens.",
    ),
    "an exercise that does not exist": (
        "premiers-pas/moyennes/assignment.toml",
        '["resumer"]',
        '["resume"]',
        "premiers-pas/moyennes/assignment.toml:2: exercises lists 'resume', "
        "but resume.py is missing. Did you mean 'resumer'?",
        "premiers-pas/moyennes/assignment.toml:10: skills of 'moyenne': no such question.",
        "premiers-pas/moyennes/assignment.toml:13: hint for 'moyenne': no such question.",
        "premiers-pas/moyennes/resumer.py: exercises of assignment.toml does not list 'resumer'.",
    ),
    "a number in quotes": (
        "premiers-pas/moyennes/assignment.toml",
        "memory_mb = 256",
        'memory_mb = "256"',
        "premiers-pas/moyennes/assignment.toml:7: limits.memory_mb = '256': "
        "input should be a valid integer.",
    ),
    "a key that a nested table does not know": (
        "premiers-pas/moyennes/assignment.toml",
        "wall_time_s = 10",
        "walltime_s = 10",
        "premiers-pas/moyennes/assignment.toml:6: unknown key 'walltime_s'. "
        "Did you mean 'wall_time_s'?",
    ),
    "a skill that does not exist": (
        "premiers-pas/moyennes/assignment.toml",
        '["resumer-des-nombres"]',
        '["resumer-nombres"]',
        "premiers-pas/moyennes/assignment.toml:10: skill 'resumer-nombres' is not in skills.toml. "
        "Did you mean 'resumer-des-nombres'?",
    ),
    "text that is not TOML": (
        "premiers-pas/moyennes/assignment.toml",
        "memory_mb = 256",
        "memory_mb == 256",
        "premiers-pas/moyennes/assignment.toml:7: not valid TOML: Invalid value.",
    ),
}


@pytest.mark.parametrize("case", TOML_CASES.values(), ids=TOML_CASES.keys())
def test_reports_a_wrong_table(petit_cours: Path, case: tuple[str, ...]) -> None:
    file, old, new, *expected = case
    replace(petit_cours / file, old, new)
    assert problems_of(petit_cours) == expected


EXERCISE_CASES = {
    "tests of an unknown solution": (
        'points=2 tests="moyenne"',
        'points=2 tests="moyennes"',
        '15: solution="moyenne" has no tests: nothing checks it.',
        "23: tests=\"moyennes\" matches no solution of resumer.py. Did you mean 'moyenne'?",
    ),
    "an unknown key": (
        'points=2 tests="moyenne"',
        'point=2 tests="moyenne"',
        "23: points of tests are missing. Write points=2, 0 or more.",
        "23: unknown key 'point'. Did you mean 'points'?",
    ),
    "points on a solution": (
        'solution="moyenne"',
        'points=2 solution="moyenne"',
        "15: points stand on a solution. They belong to its tests.",
    ),
    "points below zero": (
        'points=2 tests="moyenne"',
        'points=-2 tests="moyenne"',
        "23: points of tests are -2. Write points=2, 0 or more.",
    ),
    "points on given code": (
        "# %%\nfrom",
        "# %% points=2\nfrom",
        "5: points without tests, written or task: nothing earns them.",
    ),
    "an accent in an id": (
        'question="etendue-des-ventes" tests="etendue"',
        'question="étendue" tests="etendue"',
        "41: question='étendue' is no id. "
        "Use up to 50 ASCII letters, digits, '-' and '_' in double quotes.",
    ),
    "two questions of one id": (
        'question="etendue-des-ventes"',
        'question="moyenne"',
        "41: id 'moyenne' is taken by line 23. "
        'Give this one another id, for tests with question="…".',
    ),
    "two roles in one cell": (
        'points=2 tests="moyenne"',
        'points=2 tests="moyenne" written="moyenne"',
        "23: tests and written in one cell. Keep one.",
    ),
    "tests in a text cell": (
        '# %% points=1.5 question="etendue-des-ventes" tests="etendue"\nassert',
        '# %% [markdown] points=1.5 question="etendue-des-ventes" tests="etendue"\n# assert',
        "41: tests in a markdown cell. It must be code: '# %% tests=…'.",
    ),
    "a task in a code cell": (
        '# %% [markdown] points=3 written="limite"',
        '# %% points=3 task="limite"',
        "51: task in a code cell. It must be text: '# %% [markdown] … task=…'.",
    ),
    "a solution that is never closed": (
        "    ### END SOLUTION\n",
        "",
        "18: BEGIN SOLUTION is never closed. Add '### END SOLUTION'.",
    ),
    "an end without its beginning": (
        "    ### BEGIN SOLUTION\n",
        "",
        "19: END SOLUTION without BEGIN SOLUTION.",
    ),
    "a solution in given code": (
        "from pathlib import Path\n",
        "### BEGIN SOLUTION\nfrom pathlib import Path\n### END SOLUTION\n",
        "6: SOLUTION stands in a cell without solution or written.",
        "8: SOLUTION stands in a cell without solution or written.",
    ),
    "text that is not Python": (
        "return sum(valeurs) / len(valeurs)",
        "return sum(valeurs / len(valeurs)",
        "19: not valid Python: '(' was never closed.",
    ),
}


@pytest.mark.parametrize("case", EXERCISE_CASES.values(), ids=EXERCISE_CASES.keys())
def test_reports_a_wrong_exercise(petit_cours: Path, case: tuple[str, ...]) -> None:
    old, new, *expected = case
    path = petit_cours / "premiers-pas/moyennes/resumer.py"
    replace(path, old, new)
    found = [line for line in problems_of(petit_cours) if "resumer.py" in line]
    assert [re.sub(r"^.*?resumer\.py:", "", line, count=1) for line in found] == expected


def test_reports_a_missing_readme(petit_cours: Path) -> None:
    (petit_cours / "README.md").unlink()
    expected = ["README.md: file is missing: it is what learners read first."]
    assert problems_of(petit_cours) == expected


def test_reports_files_that_nobody_gets(petit_cours: Path) -> None:
    folder = petit_cours / "premiers-pas/moyennes"
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "wrongs").mkdir()
    assert problems_of(petit_cours) == [
        "premiers-pas/moyennes/notes.txt: unknown file. Students get files from data/ and images/.",
        "premiers-pas/moyennes/wrongs: unknown folder. Did you mean 'wrong'?",
    ]


def test_two_assignments_of_one_name_are_a_problem(petit_cours: Path) -> None:
    import shutil

    shutil.copytree(petit_cours / "premiers-pas", petit_cours / "suite")
    replace(petit_cours / "course.toml", '["premiers-pas"]', '["premiers-pas", "suite"]')
    assert problems_of(petit_cours) == [
        "suite/moyennes: module 'premiers-pas' has an assignment of this name too. Rename one."
    ]


def test_a_course_outside_a_level_is_a_problem(example_courses: Path) -> None:
    folder = (example_courses / "licence").rename(example_courses / "lycee") / "petit-cours"
    with pytest.raises(CourseError) as caught:
        read_course(folder)
    assert str(caught.value).endswith(
        "a course stands in the folder of its level: licence, master, doctorat, entreprise."
    )


def test_a_skill_that_requires_an_unknown_one_is_a_problem(example_courses: Path) -> None:
    path = example_courses / "skills.toml"
    path.write_text(path.read_text() + 'requires = ["compter"]\n', encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        read_catalogue(example_courses)
    assert str(caught.value) == (
        f"{path}:4: skill 'resumer-des-nombres' requires 'compter', which this file lacks. "
        "Choices: 'resumer-des-nombres'."
    )


def test_finds_a_course_by_its_slug(example_courses: Path, petit_cours: Path) -> None:
    assert find_course("petit-cours", example_courses) == petit_cours


def test_an_unknown_course_is_answered_with_the_closest_one(example_courses: Path) -> None:
    with pytest.raises(CourseError, match="Did you mean 'petit-cours'"):
        find_course("petit-cour", example_courses)
