"""Starting points: valid at once, and sound as soon as the words are filled in."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from grading.cli import main
from grading.course import read_course
from grading.errors import CourseError
from grading.quality.gate import check_course
from grading.starter import PLACEHOLDERS, add_to_list, start

WORDS = {"fr": "Une phrase simple", "en": "A simple sentence"}


@pytest.fixture
def level(tmp_path: Path) -> Path:
    folder = tmp_path / "courses" / "master"
    folder.mkdir(parents=True)
    return folder


def fill_in(folder: Path, language: str) -> None:
    for path in folder.rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(PLACEHOLDERS[language], WORDS[language]), encoding="utf-8")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_course_only_needs_words(level: Path, language: str) -> None:
    course = level / "vision"
    start("course", course, "Images", language)
    found = check_course(course, [course]).findings
    assert {finding.check for finding in found} == {"unfinished"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_course_is_sound_once_filled_in(level: Path, language: str) -> None:
    course = level / "vision"
    start("course", course, "Images", language)
    fill_in(course, language)
    table = course / "course.toml"
    other = WORDS["en" if language == "fr" else "fr"]
    text = table.read_text(encoding="utf-8")
    foreign = 'en = "' if language == "fr" else 'fr = "'
    text = text.replace(f"{foreign}{WORDS[language]}", f"{foreign}{other}")
    table.write_text(text, encoding="utf-8")
    assert [str(finding) for finding in check_course(course, [course]).findings] == []


def test_new_parts_are_listed_in_their_parents(petit_cours: Path) -> None:
    start("module", petit_cours / "suite", "", "fr")
    start("assignment", petit_cours / "suite" / "quiz", "", "fr")
    start("exercise", petit_cours / "suite" / "quiz" / "deux.py", "", "fr")
    module = read_course(petit_cours).modules[1]
    assert [found.slug for found in module.assignments] == ["devoir-suite", "quiz"]
    assert [found.slug for found in module.assignments[1].exercises] == ["exercice", "deux"]


def test_new_parts_are_sound_once_filled_in(petit_cours: Path) -> None:
    start("module", petit_cours / "suite", "", "fr")
    start("assignment", petit_cours / "suite" / "calculs", "", "fr")
    start("exercise", petit_cours / "suite" / "calculs" / "deux.py", "", "fr")
    fill_in(petit_cours, "fr")
    found = check_course(petit_cours, [petit_cours / "suite"]).findings
    assert [str(finding) for finding in found] == []


def test_a_list_that_is_not_there_is_added_before_the_first_table(tmp_path: Path) -> None:
    table = tmp_path / "module.toml"
    table.write_text('title = "Un"\n\n[skills]\n', encoding="utf-8")
    add_to_list(table, "assignments", "quiz")
    expected = 'title = "Un"\n\nassignments = ["quiz"]\n[skills]\n'
    assert table.read_text(encoding="utf-8") == expected


def test_nothing_is_overwritten(petit_cours: Path) -> None:
    with pytest.raises(CourseError, match="it exists already"):
        start("module", petit_cours / "premiers-pas", "", "fr")


def test_a_name_must_be_a_slug(petit_cours: Path) -> None:
    with pytest.raises(CourseError, match="the name is no slug"):
        start("module", petit_cours / "Deuxième Partie", "", "fr")


def test_a_course_stands_in_its_level(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="a course stands in the folder of its level"):
        start("course", tmp_path / "vision", "", "fr")


def test_the_command_says_what_it_wrote(level: Path) -> None:
    result = CliRunner().invoke(main, ["new", "course", str(level / "vision")])
    assert result.stdout.splitlines()[0] == f"wrote {level / 'vision' / 'course.toml'}"
