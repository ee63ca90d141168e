"""A standard nbgrader course folder, with everything that its configuration can change."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grading.course_folder import CourseFolder, CourseFolderError, parse_timestamp, read_tree


def folder(root: Path, config: str = "") -> CourseFolder:
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{config}\n")
    return CourseFolder.open(root)


def test_defaults_are_nbgraders(tmp_path: Path) -> None:
    found = folder(tmp_path)
    assert found.course_id == "default_course"
    assert found.db_url == f"sqlite:///{tmp_path}/gradebook.db"
    assert found.path("submitted", "ada", "ps1") == tmp_path / "submitted/ada/ps1"
    assert found.path("source", ".", "ps1") == tmp_path / "source/ps1"


def test_a_folder_without_configuration_is_a_course_folder(tmp_path: Path) -> None:
    assert CourseFolder.open(tmp_path).course_id == "default_course"


def test_the_configuration_changes_places(tmp_path: Path) -> None:
    found = folder(
        tmp_path,
        "c.CourseDirectory.course_id = 'ai'\n"
        "c.CourseDirectory.db_url = 'sqlite:////srv/ai.db'\n"
        "c.CourseDirectory.submitted_directory = 'handed-in'\n"
        "c.CourseDirectory.directory_structure = '{assignment_id}/{nbgrader_step}/{student_id}'",
    )
    assert found.course_id == "ai"
    assert found.db_url == "sqlite:////srv/ai.db"
    assert found.path("submitted", "ada", "ps1") == tmp_path / "ps1/handed-in/ada"


def test_a_list_may_be_added_to(tmp_path: Path) -> None:
    found = folder(tmp_path, "c.CourseDirectory.ignore.append('*.tmp')")
    assert "*.tmp" in found.ignore
    assert "__pycache__" in found.ignore


def test_a_configuration_that_fails_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(CourseFolderError, match=r"nbgrader_config\.py: reading it raised NameErr"):
        folder(tmp_path, "nonsense")


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\nb"])
def test_names_that_lead_out_of_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CourseFolderError, match="is no name"):
        CourseFolder.open(tmp_path).path("submitted", name, "ps1")


def test_students_are_found_whatever_the_structure(tmp_path: Path) -> None:
    found = folder(
        tmp_path,
        "c.CourseDirectory.directory_structure = '{assignment_id}/{nbgrader_step}/{student_id}'\n"
        "c.CourseDirectory.student_id_exclude = 'eve,fay'",
    )
    for student in ("ben", "ada", "eve"):
        (tmp_path / "ps1/submitted" / student).mkdir(parents=True)
    (tmp_path / "ps1/submitted/notes.txt").write_text("")
    assert list(found.students("ps1")) == ["ada", "ben"]
    assert list(found.students("ps1", "b*")) == ["ben"]


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.txt").write_text("a")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder-link").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    files, refused = read_tree(tmp_path, [], 1000, 100)
    assert files == {"sub/a.txt": b"a"}
    assert refused == {
        "folder-link": "it is a symbolic link",
        "link": "it is a symbolic link",
        "pipe": "it is no regular file",
    }


def test_reading_ends_where_a_limit_is_passed(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text("0123456789")
    assert len(read_tree(tmp_path, [], 1000, 5)[0]) == 6
    assert len(read_tree(tmp_path, [], 35, 100)[0]) == 4


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.bin").write_bytes(b"0" * 100)
    assert read_tree(tmp_path, [], 50, 10)[1] == {"big.bin": "it has 100 bytes, 50 is the limit"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-02-02 15:58:23.948203 America/Los_Angeles", (2015, 2, 2, 23, 58, 23, 948203)),
        ("2026-11-22 09:30:00.000000 UTC", (2026, 11, 22, 9, 30)),
        ("2026-11-22 09:30:00", (2026, 11, 22, 9, 30)),
        ("2026-11-22T10:30:00+01:00", (2026, 11, 22, 9, 30)),
    ],
)
def test_times_are_read_in_nbgraders_forms(text: str, expected: tuple[int, ...]) -> None:
    assert parse_timestamp(text.encode()) == datetime(*expected, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-11-22 09:30:00 ../../etc/passwd", "2026-99-99", "\x00"]
)
def test_what_is_no_time_is_no_time(text: str) -> None:
    assert parse_timestamp(text.encode()) is None
