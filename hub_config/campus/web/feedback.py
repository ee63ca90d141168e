"""The feedback of a submission as a page of its own."""

from grading.feedback import render
from hub_config.campus.audit import note
from hub_config.campus.errors import N_, unknown
from hub_config.campus.reading import submission_with_all
from hub_config.campus.results import load_record
from hub_config.campus.tables import QuestionScore
from hub_config.campus.web.handlers import Handler

# The page shows what a student's code printed: no script may run in it, whatever it holds.
FEEDBACK_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


def render_feedback(handler: Handler, key: str) -> str:
    """Return the feedback page of a submission, in the reader's language.

    Raises:
        Refused: the submission is not graded yet.
    """
    campus = handler.campus
    if handler.scope.cohort:
        campus.manual.refresh(handler.scope.cohort)
    with campus.database.read() as session:
        submission = submission_with_all(session, key)
        if submission.result is None:
            raise unknown(
                "no-feedback", N_("There is no feedback yet: the submission is not graded.")
            )
        questions = list(submission.result.questions)
    if submission.person_id != handler.identity.person_id:
        note(campus.database, handler.identity, "submission.feedback.read", key)
    record = load_record(campus.blobs, submission.result.record_sha256)
    return render(
        record,
        "en" if handler.speech.language == "en" else "fr",
        manual=_manual(questions),
        title=submission.assignment.title,
    )


def _manual(questions: list[QuestionScore]) -> dict[str, tuple[float | None, str | None]]:
    """Return what an instructor gave by hand, by question."""
    return {
        row.question: (row.manual_score, row.comment)
        for row in questions
        if row.manual_score is not None or row.comment
    }
