"""What is written for nbgrader, read back with nbgrader's own Gradebook."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading.autograde import Grader
from grading.gradebook.tables import GradebookError, GradebookTables
from grading.gradebook.writer import write_records
from grading.record import GradeRecord

HANDED_IN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def record(course_dir: Path, engines: Any, solved: dict[str, bytes]) -> GradeRecord:
    with Grader(course_dir, engines=engines) as grader:
        return grader.grade("ps1", "ada", solved, HANDED_IN)


@pytest.fixture
def gradebook(course_dir: Path) -> Iterator[Gradebook]:
    with Gradebook(f"sqlite:///{course_dir}/gradebook.db", "course") as gradebook:
        yield gradebook


def set_due(gradebook: Gradebook, due: datetime) -> None:
    gradebook.find_assignment("ps1").duedate = due.replace(tzinfo=None)
    gradebook.db.commit()


def test_scores_are_nbgraders(course_dir: Path, record: GradeRecord, gradebook: Gradebook) -> None:
    write_records(course_dir, [record])
    submission = gradebook.find_submission("ps1", "ada")
    assert (submission.score, submission.max_score, submission.needs_manual_grade) == (
        5.5,
        11.0,
        True,
    )


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_every_row_that_nbgrader_would_make_is_there(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    write_records(course_dir, [record])
    gradebook.add_student("nbgrader")
    ours = gradebook.find_submission("ps1", "ada")
    theirs = gradebook.add_submission("ps1", "nbgrader")
    for our, their in zip(ours.notebooks, theirs.notebooks, strict=True):
        assert {grade.cell_id for grade in our.grades} == {grade.cell_id for grade in their.grades}
        assert {c.cell_id for c in our.comments} == {c.cell_id for c in their.comments}


def test_only_what_a_person_must_grade_needs_manual_grading(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    write_records(course_dir, [record])
    grades = gradebook.find_submission_notebook("arithmetic", "ps1", "ada").grades
    assert {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in grades} == {
        "square": (2.0, False),
        "digits": (2.5, False),
        "why": (None, True),
        "drawing": (None, True),
    }


def test_the_time_of_handing_in_is_kept(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    write_records(course_dir, [record])
    moment = gradebook.find_submission("ps1", "ada").timestamp
    assert moment == HANDED_IN.replace(tzinfo=None)


def test_a_stub_gets_nbgraders_comment(
    course_dir: Path, engines: Any, solved: dict[str, bytes], gradebook: Gradebook
) -> None:
    stub = (course_dir / "release/ps1/files.ipynb").read_bytes()
    with Grader(course_dir, engines=engines) as grader:
        record = grader.grade("ps1", "ada", {**solved, "files.ipynb": stub})
    write_records(course_dir, [record])
    comment = gradebook.find_comment("rows-solution", "files", "ps1", "ada")
    assert comment.comment == "No response."


def test_writing_twice_changes_no_row(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    write_records(course_dir, [record])
    before = (course_dir / "gradebook.db").read_bytes()
    write_records(course_dir, [record])
    with GradebookTables(f"sqlite:///{course_dir}/gradebook.db") as tables:
        with tables.reading() as connection:
            after = {
                name: connection.execute(tables[name].select()).all()
                for name in ("student", "submitted_assignment", "grade", "comment")
            }
    (course_dir / "gradebook.db").write_bytes(before)
    with GradebookTables(f"sqlite:///{course_dir}/gradebook.db") as tables:
        with tables.reading() as connection:
            assert after == {
                name: connection.execute(tables[name].select()).all() for name in after
            }


def test_what_people_entered_stays_and_is_looked_at_again(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    write_records(course_dir, [record])
    grade = gradebook.find_grade("square", "arithmetic", "ps1", "ada")
    grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.0, 0.5, False
    task = gradebook.find_grade("drawing", "arithmetic", "ps1", "ada")
    task.manual_score, task.needs_manual_grade = 2.0, False
    gradebook.db.commit()
    write_records(course_dir, [record])
    gradebook.db.expire_all()
    grade = gradebook.find_grade("square", "arithmetic", "ps1", "ada")
    task = gradebook.find_grade("drawing", "arithmetic", "ps1", "ada")
    assert (grade.score, grade.auto_score, grade.needs_manual_grade) == (1.5, 2.0, True)
    assert (task.score, task.needs_manual_grade) == (2.0, False)


def test_a_late_submission_loses_what_the_course_says(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    (course_dir / "nbgrader_config.py").write_text(
        "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    )
    set_due(gradebook, HANDED_IN - timedelta(hours=1))
    write_records(course_dir, [record])
    notebooks = gradebook.find_submission("ps1", "ada").notebooks
    assert {n.name: n.late_submission_penalty for n in notebooks} == {
        "arithmetic": 4.5,
        "files": 1.0,
    }


def test_a_plugin_of_the_course_sets_the_penalty(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    (course_dir / "nbgrader_config.py").write_text(
        "from nbgrader.plugins import LateSubmissionPlugin\n"
        "class Hourly(LateSubmissionPlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return total_seconds_late / 3600\n"
        "c = get_config()\nc.AssignLatePenalties.plugin_class = Hourly\n"
    )
    set_due(gradebook, HANDED_IN - timedelta(hours=2))
    write_records(course_dir, [record])
    notebooks = gradebook.find_submission("ps1", "ada").notebooks
    assert {n.name: n.late_submission_penalty for n in notebooks} == {
        "arithmetic": 2.0,
        "files": 1.0,
    }


def test_an_extension_counts(course_dir: Path, record: GradeRecord, gradebook: Gradebook) -> None:
    (course_dir / "nbgrader_config.py").write_text(
        "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    )
    write_records(course_dir, [record])
    set_due(gradebook, HANDED_IN - timedelta(hours=1))
    gradebook.grant_extension("ps1", "ada", hours=2)
    write_records(course_dir, [record])
    notebooks = gradebook.find_submission("ps1", "ada").notebooks
    assert [notebook.late_submission_penalty for notebook in notebooks] == [None, None]


def test_autograded_files_lie_where_nbgrader_looks(course_dir: Path, record: GradeRecord) -> None:
    write_records(course_dir, [record])
    place = course_dir / "autograded" / "ada" / "ps1"
    assert sorted(path.name for path in place.iterdir()) == [
        "arithmetic.ipynb",
        "data.csv",
        "files.ipynb",
        "timestamp.txt",
    ]
    nbformat.validate(nbformat.read(place / "files.ipynb", 4))


def test_a_record_file_is_written_without_notebooks(course_dir: Path, record: GradeRecord) -> None:
    write_records(course_dir, [record])
    stored = GradeRecord.from_json((course_dir / "records/ps1/ada.json").read_bytes())
    assert stored == record.without_notebooks()


def test_a_hundred_records_go_in_one_batch(
    course_dir: Path, record: GradeRecord, gradebook: Gradebook
) -> None:
    students = [f"student-{number}" for number in range(100)]
    write_records(course_dir, [record.model_copy(update={"student": name}) for name in students])
    assert len(gradebook.assignment_submissions("ps1")) == 100


def test_a_folder_without_gradebook_says_what_to_do(course_dir: Path, record: GradeRecord) -> None:
    (course_dir / "gradebook.db").unlink()
    with pytest.raises(GradebookError, match="release the assignment first"):
        write_records(course_dir, [record])


def test_nbgraders_feedback_can_be_made_from_the_result(
    course_dir: Path, record: GradeRecord
) -> None:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    write_records(course_dir, [record])
    config = Config()
    config.CourseDirectory.root = str(course_dir)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    result = api.generate_feedback("ps1", "ada")
    assert result["success"], result
    page = (course_dir / "feedback/ada/ps1/arithmetic.html").read_text()
    assert "(Score: 4.5 / 10.0)" in page
