"""What lies beside a notebook when it runs, and afterwards for the formgrader."""

from pathlib import Path

import pytest

from grading.autograded_files import write_autograded
from grading.course_folder import CourseFolder
from grading.files_beside import working_files, would_shadow
from grading.record import ExerciseRecord, GradeRecord, Hashes
from grading.rubric import Rubric, RubricLimits

RUBRIC = Rubric(
    assignment="ps1",
    exercises=(),
    packages=("numpy", "sklearn.linear_model"),
    limits=RubricLimits(
        wall_time_s=1, total_time_s=1, memory_mb=1, scratch_mb=1, output_kb=1, processes=1,
        open_files=1,
    ),
    files={"data.csv": b"ours", "helper.py": b"ours"},
    overwritable=("helper.py",),
)  # fmt: skip


def test_the_instructors_files_lie_over_the_students() -> None:
    files, flags = working_files(RUBRIC, {"data.csv": b"theirs", "notes.txt": b"theirs"})
    assert files == {"data.csv": b"ours", "notes.txt": b"theirs", "helper.py": b"ours"}
    assert flags == []


def test_a_file_that_students_may_change_stays_theirs() -> None:
    assert working_files(RUBRIC, {"helper.py": b"theirs"})[0]["helper.py"] == b"theirs"


def test_notebooks_stay_outside_with_their_tests() -> None:
    files, _ = working_files(RUBRIC, {"p.ipynb": b"{}", "timestamp.txt": b""})
    assert set(files) == {"data.csv", "helper.py"}


@pytest.mark.parametrize(
    "name",
    ["numpy.py", "numpy/__init__.py", "sklearn.so", "json.py", "sitecustomize.py", "x/y.pth",
     "nbgrader_config.py", "sub/ipython_config.py", "random.cpython-311-x86_64-linux-gnu.so"],
)  # fmt: skip
def test_what_would_replace_a_module_is_left_out_and_flagged(name: str) -> None:
    files, flags = working_files(RUBRIC, {name: b""})
    assert name not in files
    assert [(flag.kind, flag.level) for flag in flags] == [("shadowing-file", "edit")]


@pytest.mark.parametrize("name", ["helpers.py", "numpy.csv", "data/json.txt", "src/tool.py"])
def test_ordinary_files_stay(name: str) -> None:
    assert name in working_files(RUBRIC, {name: b""})[0]


def test_any_installed_module_could_be_shadowed() -> None:
    assert would_shadow("pandas.py")
    assert not would_shadow("my_own_helper.py")


@pytest.fixture
def record() -> GradeRecord:
    exercise = ExerciseRecord(name="p", is_missing=False, questions=(), notebook="{}")
    return GradeRecord(
        assignment="ps1",
        student="ada",
        exercises=(exercise,),
        hashes=Hashes(submission="", tests="", environment="", limits=""),
        files={"out.txt": b"written"},
    )


def test_a_module_of_the_students_does_not_lie_beside_the_autograded_notebook(
    tmp_path: Path, record: GradeRecord
) -> None:
    place = tmp_path / "submitted/ada/ps1"
    place.mkdir(parents=True)
    for name in ("pandas.py", "notes.txt"):
        (place / name).write_text("theirs")
    write_autograded(CourseFolder.open(tmp_path), record)
    found = sorted(path.name for path in (tmp_path / "autograded/ada/ps1").iterdir())
    assert found == ["notes.txt", "out.txt", "p.ipynb"]


def test_a_large_file_of_the_instructor_is_not_copied_for_every_student(
    tmp_path: Path, record: GradeRecord
) -> None:
    source = tmp_path / "source/ps1"
    source.mkdir(parents=True)
    (source / "large.bin").write_bytes(b"0" * (2**20 + 1))
    write_autograded(CourseFolder.open(tmp_path), record)
    assert (tmp_path / "autograded/ada/ps1/large.bin").samefile(source / "large.bin")


def test_notebooks_are_read_only_as_nbgraders_are(tmp_path: Path, record: GradeRecord) -> None:
    write_autograded(CourseFolder.open(tmp_path), record)
    mode = (tmp_path / "autograded/ada/ps1/p.ipynb").stat().st_mode & 0o777
    assert mode == 0o444


def test_group_shared_folders_stay_the_groups(tmp_path: Path, record: GradeRecord) -> None:
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.groupshared = True\n"
    )
    write_autograded(CourseFolder.open(tmp_path), record)
    place = tmp_path / "autograded/ada/ps1"
    assert place.stat().st_mode & 0o2770 == 0o2770
    assert (place / "p.ipynb").stat().st_mode & 0o777 == 0o664
