"""JSON of the API, built from rows."""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub_config.campus.attempts import Allowance
from hub_config.campus.errors import N_, Refused
from hub_config.campus.tables import Assignment, Cohort, Submission

FAILED = N_(
    "The platform could not grade this submission. It is stored and will be graded again; "
    "you lose nothing."
)


def moment(value: datetime | None) -> str | None:
    """Return a moment in UTC as text."""
    return value.isoformat() if value else None


def cohort_form(cohort: Cohort, title: str, role: str) -> dict[str, Any]:
    """Return the JSON of a cohort."""
    return {
        "cohort": cohort.slug,
        "course": cohort.course,
        "title": title,
        "role": role,
        "starts_at": moment(cohort.starts_at),
        "ends_at": moment(cohort.ends_at),
    }


def assignment_form(
    assignment: Assignment, due_at: datetime | None, best: float | None, left: Allowance
) -> dict[str, Any]:
    """Return the JSON of an assignment as one person sees it."""
    return {
        "assignment": assignment.slug,
        "title": assignment.title,
        "module": assignment.module,
        "due_at": moment(due_at),
        "notebooks": assignment.notebooks,
        "max_score": assignment.max_score,
        "best_score": best,
        "attempts": {"used": left.used, "left": left.left, "next_at": moment(left.next_at)},
    }


def submission_form(submission: Submission, cohort: str, message: str | None) -> dict[str, Any]:
    """Return the JSON of a submission; its result, person and assignment are loaded."""
    result = submission.result
    return {
        "submission_id": submission.key,
        "cohort": cohort,
        "assignment": submission.assignment.slug,
        "student": submission.person.name,
        "attempt": submission.attempt,
        "received_at": moment(submission.received_at),
        "status": submission.status,
        "score": result.score if result else None,
        "max_score": result.max_score if result else None,
        "needs_manual": bool(result and result.needs_manual),
        "graded_at": moment(result.graded_at) if result else None,
        "message": message,
    }


def files_form(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Return the JSON of files."""
    return [
        {"path": path, "content": base64.b64encode(content).decode("ascii")}
        for path, content in files.items()
    ]


def read_files_form(body: Any) -> dict[str, bytes]:
    """Return the files of a request.

    Raises:
        Refused: the body has another form.
    """
    refusal = Refused(
        400,
        "bad-request",
        N_('The body must be JSON of the form {"files": [{"path": "…", "content": "base64"}]}.'),
    )
    entries = body.get("files") if isinstance(body, dict) else None
    if not isinstance(entries, list) or not entries:
        raise refusal
    files: dict[str, bytes] = {}
    for entry in entries:
        path, content = _read_entry(entry, refusal)
        if path in files:
            raise refusal
        files[path] = content
    return files


def _read_entry(entry: Any, refusal: Refused) -> tuple[str, bytes]:
    path = entry.get("path") if isinstance(entry, dict) else None
    content = entry.get("content") if isinstance(entry, dict) else None
    if not isinstance(path, str) or not isinstance(content, str):
        raise refusal
    try:
        return path, base64.b64decode(content, validate=True)
    except ValueError as error:
        raise refusal from error
