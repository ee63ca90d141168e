"""What goes to campus with a hand-in, and what comes back, as files in the person's home."""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from hub_config.campus_client import Submission
from hub_config.given import GIVEN, side_folders
from hub_config.language import Language, translator

FEEDBACK = "feedback"
STATE = ".state.json"
LEFT_OUT = {FEEDBACK, "__pycache__", "node_modules", *side_folders()}


def files_to_submit(folder: Path) -> dict[str, bytes]:
    """Return what is handed in: every notebook, and other files that the student made or changed.

    Hidden files, caches, feedback, other versions and links stay here; so do given files that
    nobody has touched.
    """
    manifest = folder / GIVEN
    given: dict[str, str] = json.loads(manifest.read_text()) if manifest.is_file() else {}
    files = {}
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes()
        is_given = given.get(name) == hashlib.sha256(content).hexdigest()
        if path.suffix == ".ipynb" or not is_given:
            files[name] = content
    return files


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if each not in LEFT_OUT and each[0] != "."]
        for name in names:
            path = Path(root, name)
            if name[0] != "." and path.is_file() and not path.is_symlink():
                yield path


def feedback_folder(folder: Path, submission: Submission, language: Language) -> Path:
    """Return where the feedback of one attempt lies below its assignment."""
    translate = translator(language)
    return folder / FEEDBACK / translate("attempt-{number}", number=submission.attempt)


def write_feedback(folder: Path, submission: Submission, page: str) -> None:
    """Write the feedback page of one attempt, and for which result it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "feedback.html").write_text(page)
    (folder / STATE).write_text(json.dumps(_result(submission)))


def is_current(folder: Path, submission: Submission) -> bool:
    """Tell whether the feedback that lies here belongs to the newest result."""
    state = folder / STATE
    return state.is_file() and json.loads(state.read_text()) == _result(submission)


def _result(submission: Submission) -> dict[str, object]:
    return submission.model_dump(include={"score", "needs_manual", "graded_at"})


def summary(submission: Submission, language: Language) -> str:
    """Return one line on a submission: when, which attempt, what has become of it.

    It begins with the time, year first, because nbgrader's list sorts rows by this text.
    """
    translate = translator(language)
    when = datetime.fromisoformat(submission.received_at).astimezone()
    attempt = translate("attempt {number}", number=submission.attempt)
    return f"{when:%Y-%m-%d %H:%M:%S} · {attempt} · {outcome(submission, language)}"


def outcome(submission: Submission, language: Language) -> str:
    """Return what has become of a submission, in a few words."""
    translate = translator(language)
    if submission.status == "failed":
        return translate("not graded: a platform failure, your instructor is told")
    if submission.status != "graded" or submission.score is None:
        return translate("being graded")
    score = f"{_number(submission.score, language)} / {_number(submission.max_score, language)}"
    if submission.needs_manual:
        return translate("{score}, a written answer waits for its instructor", score=score)
    return score


def _number(value: float | None, language: Language) -> str:
    shown = "?" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
    return shown.replace(".", ",") if language == "fr" else shown
