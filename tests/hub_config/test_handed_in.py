"""What goes to campus with a hand-in, and what comes back."""

import pytest

from hub_config.campus_client import Submission
from hub_config.given import write_given
from hub_config.handed_in import (
    feedback_folder,
    files_to_submit,
    is_current,
    summary,
    write_feedback,
)


@pytest.fixture
def folder(tmp_path):
    write_given(tmp_path, {"ex.ipynb": b"{}", "data/mesures.csv": b"a,b"})
    return tmp_path


def submission(**values):
    known = {
        "submission_id": "s1",
        "assignment": "nettoyer",
        "student": "camille",
        "attempt": 2,
        "received_at": "2026-11-22T09:30:00+00:00",
        "status": "graded",
        "score": 7.5,
        "max_score": 10.0,
    }
    return Submission.model_validate(known | values)


def test_given_files_are_written_with_their_folders(folder):
    assert (folder / "data/mesures.csv").read_bytes() == b"a,b"


def test_notebooks_are_handed_in_even_untouched(folder):
    assert set(files_to_submit(folder)) == {"ex.ipynb"}


def test_a_given_file_that_was_changed_is_handed_in(folder):
    (folder / "data/mesures.csv").write_bytes(b"a,b,c")
    assert files_to_submit(folder)["data/mesures.csv"] == b"a,b,c"


def test_a_file_of_the_students_own_is_handed_in(folder):
    (folder / "outils.py").write_text("x = 1")
    assert "outils.py" in files_to_submit(folder)


@pytest.mark.parametrize(
    "name",
    [
        ".ipynb_checkpoints/ex-checkpoint.ipynb",
        ".bashrc",
        "__pycache__/a.pyc",
        "feedback/a.html",
        "version-corrigee/ex.ipynb",
    ],
)
def test_caches_hidden_files_and_feedback_stay_at_home(folder, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    assert name not in files_to_submit(folder)


def test_links_stay_at_home(folder):
    (folder / "link.ipynb").symlink_to("/etc/hostname")
    assert "link.ipynb" not in files_to_submit(folder)


def test_a_graded_attempt_is_summed_up_with_its_score_in_french():
    assert summary(submission(), "fr").endswith("· tentative 2 · 7,5 / 10")


def test_and_in_english():
    assert summary(submission(), "en").endswith("· attempt 2 · 7.5 / 10")


def test_a_written_answer_that_waits_is_said():
    assert "une réponse rédigée attend" in summary(submission(needs_manual=True), "fr")


def test_a_platform_failure_is_not_a_score():
    assert "panne de la plateforme" in summary(submission(status="failed", score=None), "fr")


def test_summaries_sort_by_time():
    later = summary(submission(received_at="2026-11-22T10:30:00+00:00"), "fr")
    assert summary(submission(), "fr") < later


def test_feedback_lies_in_a_folder_per_attempt(tmp_path):
    assert feedback_folder(tmp_path, submission(), "fr") == tmp_path / "feedback/tentative-2"


def test_feedback_is_current_until_the_score_changes(tmp_path):
    write_feedback(tmp_path, submission(), "<p>7,5</p>")
    assert is_current(tmp_path, submission())
    assert not is_current(tmp_path, submission(score=9.0))
