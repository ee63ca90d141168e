"""A release: equal to nbgrader's own, safe for what students have handed in, and repeatable."""

import hashlib
import json
import shutil
import sqlite3
import warnings
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from grading.cli import main
from grading.course import read_course
from grading.errors import CourseError, PlatformError
from grading.release import published_changes, release_course
from grading.student_version import stub_config

EXERCISE = "premiers-pas/moyennes/resumer.py"
NOTEBOOK = "release/moyennes/resumer.ipynb"


@pytest.fixture
def course_dir(tmp_path: Path) -> Path:
    return tmp_path / "petite-cohorte"


def release(folder: Path, course_dir: Path) -> bool:
    return release_course(read_course(folder), course_dir).is_changed


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(course_dir: Path) -> list[str]:
    with sqlite3.connect(course_dir / "gradebook.db") as connection:
        return sorted(connection.iterdump())


def cell_rows(course_dir: Path) -> list[tuple[object, ...]]:
    query = "SELECT name, cell_type, locked, source, checksum FROM source_cell ORDER BY name"
    with sqlite3.connect(course_dir / "gradebook.db") as connection:
        return connection.execute(query).fetchall()


def open_gradebook(course_dir: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course_dir / 'gradebook.db'}", course_id=course_dir.name)


def hand_in(course_dir: Path, score: float) -> None:
    """Give one student a graded submission, as the grader would."""
    with open_gradebook(course_dir) as gradebook, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        gradebook.update_or_create_student("camille")
        gradebook.update_or_create_submission("moyennes", "camille")
        grade = gradebook.find_grade("moyenne", "resumer", "moyennes", "camille")
        grade.auto_score = score
        gradebook.db.commit()


def score_of(course_dir: Path, question: str) -> float | None:
    with open_gradebook(course_dir) as gradebook:
        found = gradebook.find_grade(question, "resumer", "moyennes", "camille").auto_score
        return None if found is None else float(found)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def student_notebook(course_dir: Path) -> nbformat.NotebookNode:
    return nbformat.read(course_dir / NOTEBOOK, as_version=4)


def test_student_version_is_the_one_that_nbgrader_makes(
    petit_cours: Path, course_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(petit_cours, course_dir)
    theirs = tmp_path / "theirs"
    shutil.copytree(course_dir / "source", theirs / "source")
    shutil.copy(course_dir / "gradebook.db", theirs)
    monkeypatch.chdir(theirs)
    config = Config(CourseDirectory={"root": str(theirs), "course_id": course_dir.name})
    config.merge(stub_config("fr"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        result = api.generate_assignment("moyennes")
    assert result["success"], result["log"]
    ours, other = course_dir / NOTEBOOK, theirs / NOTEBOOK
    assert json.loads(ours.read_text()) == json.loads(other.read_text())
    assert cell_rows(theirs) == cell_rows(course_dir)


def test_releasing_twice_changes_no_byte_and_no_row(petit_cours: Path, course_dir: Path) -> None:
    assert release(petit_cours, course_dir)
    files, gradebook = hashes(course_dir), rows(course_dir)
    assert not release(petit_cours, course_dir)
    assert hashes(course_dir) == files
    assert rows(course_dir) == gradebook


def test_the_gradebook_knows_each_question_and_its_points(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    with open_gradebook(course_dir) as gradebook:
        notebook = gradebook.find_notebook("resumer", "moyennes")
        worth = {cell.name: cell.max_score for cell in notebook.grade_cells}
        stubs = {cell.name for cell in notebook.solution_cells}
    assert worth == {"moyenne": 2, "etendue-des-ventes": 1.5, "limite": 3}
    assert stubs == {"moyenne-solution", "etendue-solution", "limite"}


def test_the_gradebook_keeps_hidden_tests(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    with open_gradebook(course_dir) as gradebook:
        source = gradebook.find_source_cell("moyenne", "resumer", "moyennes").source
    assert "1.25" in source


def test_a_new_assignment_has_no_due_date(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    with open_gradebook(course_dir) as gradebook:
        assert gradebook.find_assignment("moyennes").duedate is None


def test_a_due_date_set_by_the_instructor_stays(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    moment = datetime(2027, 1, 15, 22, 0)
    with open_gradebook(course_dir) as gradebook:
        gradebook.find_assignment("moyennes").duedate = moment
        gradebook.db.commit()
    edit(petit_cours / EXERCISE, "Écrivez", "Écrire")
    release(petit_cours, course_dir)
    with open_gradebook(course_dir) as gradebook:
        assert gradebook.find_assignment("moyennes").duedate == moment


def test_scores_stay_when_the_statement_changes(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    hand_in(course_dir, score=2)
    edit(petit_cours / EXERCISE, "Écrivez", "Écrire")
    assert release(petit_cours, course_dir)
    assert score_of(course_dir, "moyenne") == 2


def test_given_code_may_be_added_after_students_handed_in(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    hand_in(course_dir, score=2)
    edit(
        petit_cours / EXERCISE,
        "# %% [markdown]\n# ## La moy",
        "# %%\nn = 1\n\n# %% [markdown]\n# ## La moy",
    )
    assert release(petit_cours, course_dir)
    assert score_of(course_dir, "moyenne") == 2


def test_a_question_cannot_vanish_after_students_handed_in(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    hand_in(course_dir, score=2)
    files, gradebook = hashes(course_dir), rows(course_dir)
    edit(petit_cours / EXERCISE, 'question="etendue-des-ventes"', 'question="etendue"')
    with pytest.raises(CourseError) as caught:
        release(petit_cours, course_dir)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{petit_cours / EXERCISE}: cell 'etendue-des-ventes' is gone from moyennes/resumer, which "
        "students have handed in. Keep its cells, and put new questions into a new exercise.",
        f"{petit_cours / EXERCISE}:41: cell 'etendue' is new in moyennes/resumer, which students "
        "have handed in. Keep its cells, and put new questions into a new exercise.",
    ]
    assert (hashes(course_dir), rows(course_dir)) == (files, gradebook)


def test_a_renamed_exercise_leaves_nothing_behind(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    folder = petit_cours / "premiers-pas/moyennes"
    for path in (folder / "resumer.py", *folder.glob("*/resumer*.py")):
        path.rename(path.with_name(path.name.replace("resumer", "nombres")))
    edit(folder / "assignment.toml", '["resumer"]', '["nombres"]')
    release(petit_cours, course_dir)
    assert [path.name for path in (course_dir / "release/moyennes").glob("*.ipynb")] == [
        "nombres.ipynb"
    ]
    with open_gradebook(course_dir) as gradebook:
        names = [notebook.name for notebook in gradebook.find_assignment("moyennes").notebooks]
    assert names == ["nombres"]


def test_data_files_come_along(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    original = petit_cours / "premiers-pas/moyennes/data/ventes.csv"
    copied = course_dir / "release/moyennes/data/ventes.csv"
    assert copied.read_bytes() == original.read_bytes()


def test_wrong_and_right_answers_stay_at_home(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    assert not [name for name in hashes(course_dir) if "wrong" in name or "right" in name]


def test_students_get_neither_solution_nor_hidden_test(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    text = (course_dir / NOTEBOOK).read_text(encoding="utf-8")
    assert not [word for word in ("SOLUTION", "HIDDEN", "sum(valeurs)", "1.25") if word in text]


def test_students_get_a_stub_in_the_language_of_the_course(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    by_id = {cell.id: cell.source for cell in student_notebook(course_dir).cells}
    assert by_id["moyenne-solution"].endswith("    # ÉCRIRE ICI\n    raise NotImplementedError()")
    assert by_id["limite"] == "ÉCRIRE LA RÉPONSE ICI"


def test_released_notebooks_carry_no_jupytext_metadata_and_no_output(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    notebook = student_notebook(course_dir)
    assert sorted(notebook.metadata) == ["enact", "kernelspec", "language_info"]
    assert [cell for cell in notebook.cells if cell.get("outputs")] == []


def test_given_code_is_locked(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    given = next(cell for cell in student_notebook(course_dir).cells if cell.id == "given-1")
    assert given.metadata.nbgrader.locked and not given.metadata.editable


def test_lessons_become_notebooks(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    lesson = nbformat.read(course_dir / "lessons/premiers-pas/lecon.ipynb", as_version=4)
    assert [cell.cell_type for cell in lesson.cells] == ["markdown", "code"]


def test_the_outline_tells_graders_the_limits(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    outline = json.loads((course_dir / "outline/assignments/moyennes.json").read_text())
    assert outline["limits"] == {"wall_time_s": 10.0, "memory_mb": 256}


def test_notebooks_tell_graders_limits_packages_and_language(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    assert student_notebook(course_dir).metadata.enact == {
        "language": "fr",
        "limits": {"memory_mb": 256, "wall_time_s": 10.0},
        "packages": [],
    }


def test_an_existing_configuration_is_kept(petit_cours: Path, course_dir: Path) -> None:
    course_dir.mkdir()
    config = course_dir / "nbgrader_config.py"
    config.write_text("c = get_config()\nc.CourseDirectory.course_id = 'autre'\n")
    release(petit_cours, course_dir)
    with Gradebook(f"sqlite:///{course_dir / 'gradebook.db'}", course_id="autre") as gradebook:
        assert gradebook.find_assignment("moyennes").course_id == "autre"
    assert "'autre'" in config.read_text()


def test_autotests_are_written_from_the_solution(petit_cours: Path, course_dir: Path) -> None:
    edit(
        petit_cours / EXERCISE,
        'assert etendue is not None, "étendue des ventes : un nombre attendu, None obtenu"',
        "### AUTOTEST etendue",
    )
    release(petit_cours, course_dir)
    by_id = {cell.id: cell.source for cell in student_notebook(course_dir).cells}
    assert 'assert obtenu == """41.5"""' in by_id["etendue-des-ventes"]


def test_the_command_reports_as_json(petit_cours: Path, course_dir: Path) -> None:
    arguments = [
        "release",
        str(petit_cours),
        "--unchecked",
        "--course-dir",
        str(course_dir),
        "--json",
    ]
    result = CliRunner().invoke(main, arguments)
    assert json.loads(result.stdout)["assignments"] == [
        {"slug": "moyennes", "exercises": ["resumer"], "points": 6.5, "is_changed": True}
    ]


def test_the_command_shows_every_problem_and_fails(petit_cours: Path, course_dir: Path) -> None:
    edit(petit_cours / "course.toml", "hours = 2", "hours = 0")
    result = CliRunner().invoke(
        main, ["release", str(petit_cours), "--unchecked", "--course-dir", str(course_dir)]
    )
    assert result.exit_code == 1
    assert "course.toml:5: hours = 0: input should be greater than 0." in result.stderr


def test_an_autotest_that_fails_is_told_and_nothing_is_written(
    petit_cours: Path, course_dir: Path
) -> None:
    edit(
        petit_cours / EXERCISE,
        'assert etendue is not None, "étendue des ventes : un nombre attendu, None obtenu"',
        "### AUTOTEST etendu",
    )
    with pytest.raises(PlatformError, match=r"written: NameError: .*etendu"):
        release(petit_cours, course_dir)
    assert not course_dir.exists()


def edit_hidden_test(petit_cours: Path) -> None:
    edit(petit_cours / EXERCISE, "moyenne([-1.5, 4])", "moyenne([-1.5, 4.0])")


def test_a_changed_test_is_refused_after_students_handed_in(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    hand_in(course_dir, score=2)
    edit_hidden_test(petit_cours)
    with pytest.raises(CourseError) as caught:
        release(petit_cours, course_dir)
    assert str(caught.value) == (
        f"{petit_cours / EXERCISE}:23: the tests of 'moyenne' in moyennes/resumer changed after "
        "students handed it in. Undo the change, or release with --regrade and the reason."
    )


def test_changed_points_are_refused_after_students_handed_in(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    hand_in(course_dir, score=2)
    edit(petit_cours / EXERCISE, "points=2", "points=4")
    with pytest.raises(CourseError, match="the points of 'moyenne' in moyennes/resumer changed"):
        release(petit_cours, course_dir)


def test_a_test_may_change_before_anyone_handed_in(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    edit_hidden_test(petit_cours)
    assert release(petit_cours, course_dir)


def test_a_regrade_is_recorded_with_its_reason(petit_cours: Path, course_dir: Path) -> None:
    release(petit_cours, course_dir)
    hand_in(course_dir, score=2)
    edit_hidden_test(petit_cours)
    release_course(read_course(petit_cours), course_dir, "Le test refusait les flottants.")
    lines = (course_dir / "regrades.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert [(entry["cell"], entry["what"], entry["reason"]) for entry in entries] == [
        ("moyenne", "tests", "Le test refusait les flottants.")
    ]


def test_changes_to_published_questions_can_be_seen_beforehand(
    petit_cours: Path, course_dir: Path
) -> None:
    release(petit_cours, course_dir)
    hand_in(course_dir, score=2)
    edit_hidden_test(petit_cours)
    before = rows(course_dir)
    found = published_changes(read_course(petit_cours), course_dir)
    assert [problem.line for problem in found] == [23]
    assert rows(course_dir) == before
