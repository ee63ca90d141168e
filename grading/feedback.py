"""The feedback page of one submission: light, readable by a screen reader, without hidden tests.

Everything on the page is in the page: no script, no font, no request to anybody. Maths in comments
becomes MathML, which browsers show and read aloud themselves.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import mistune
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from latex2mathml.converter import convert
from markupsafe import Markup

from grading.messages import Language, finding_text, limit_text, say, show, status_text
from grading.record import ExerciseRecord, GradeRecord, QuestionRecord, Status

TEMPLATES = Path(__file__).parent / "templates"
# What makes latex2mathml slow is long input; no formula of a comment is that long.
MAX_FORMULA = 2000
_FORMULA = re.compile(r"(?<!\\)(\$\$?)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


class ManualGrade(NamedTuple):
    """What a person gave to a question.

    Attributes:
        score: points, in place of the tests'; None leaves those.
        comment: Markdown, with formulas between dollars; None for no comment.
    """

    score: float | None
    comment: str | None = None


def render(
    record: GradeRecord,
    language: Language,
    manual: Mapping[str, tuple[float | None, str | None]] | None = None,
    title: str = "",
    late_points: float = 0.0,
) -> str:
    """Return the feedback page.

    Args:
        record: the result.
        language: language of the page.
        manual: what people gave, by `exercise/question`.
        title: name of the assignment as students know it; its slug by default.
        late_points: points lost because the submission came late.
    """
    given = {key: ManualGrade(*values) for key, values in (manual or {}).items()}
    exercises = [_exercise(language, exercise, given) for exercise in record.exercises]
    questions = [question for exercise in exercises for question in exercise["questions"]]
    score = sum(question["score"] or 0.0 for question in questions) - late_points
    return str(
        _template().render(
            language=language,
            title=title or record.assignment,
            score=show(language, max(score, 0.0)),
            max_score=show(language, record.max_score),
            late_points=show(language, late_points) if late_points else "",
            needs_manual=any(question["waits"] for question in questions),
            exercises=exercises,
            say=lambda message, **values: say(language, message, **values),
            show=lambda value: show(language, value),
        )
    )


def _exercise(
    language: Language, exercise: ExerciseRecord, given: Mapping[str, ManualGrade]
) -> dict[str, Any]:
    questions = []
    for question in exercise.questions:
        manual = given.get(f"{exercise.name}/{question.id}", ManualGrade(None))
        questions.append(_question(language, f"{exercise.name}-{question.id}", question, manual))
    return {"name": exercise.name, "questions": questions}


def _question(
    language: Language, anchor: str, question: QuestionRecord, manual: ManualGrade
) -> dict[str, Any]:
    is_graded = manual.score is not None
    score = manual.score if is_graded else question.score
    status = _graded_status(manual.score, question) if is_graded else question.status
    finding = None if is_graded and status is Status.CORRECT else question.finding
    return {
        "anchor": anchor,
        "id": question.id,
        "score": score,
        "max_score": question.max_score,
        "status": status.value,
        "status_text": status_text(language, status),
        "waits": status is Status.NEEDS_MANUAL,
        "reason": finding_text(language, finding) if finding else "",
        "limit": limit_text(language, question.limit) if question.limit else "",
        "finding": finding,
        "comment": comment_html(manual.comment) if manual.comment else "",
    }


def _graded_status(score: float | None, question: QuestionRecord) -> Status:
    if score is not None and score >= question.max_score:
        return Status.CORRECT
    return Status.PARTIAL if score else Status.WRONG


def comment_html(comment: str) -> Markup:
    """Turn a person's comment (Markdown with formulas) into safe HTML.

    HTML in the comment is shown as text.
    """
    formulas: list[Markup] = []

    def keep(match: re.Match[str]) -> str:
        formulas.append(_mathml(match[2], is_block=match[1] == "$$"))
        # Letters of the private use area pass through Markdown untouched.
        return f"\ue000{len(formulas) - 1}\ue001"

    text = _FORMULA.sub(keep, comment.replace("\ue000", "").replace("\ue001", ""))
    html = str(_markdown()(text))
    return Markup(  # noqa: S704 - mistune escapes the comment, formulas are MathML
        re.sub("\ue000(\\d+)\ue001", lambda match: str(formulas[int(match[1])]), html)
    )


def _mathml(formula: str, is_block: bool) -> Markup:
    """Return a formula as MathML; as it was written when it cannot be read."""
    if len(formula) <= MAX_FORMULA:
        try:
            return Markup(convert(formula, display="block" if is_block else "inline"))  # noqa: S704
        except Exception:  # noqa: S110 - the library raises many kinds on odd input
            pass
    return Markup("<code>{}</code>").format(formula)


@cache
def _markdown() -> Any:
    return mistune.create_markdown(escape=True)


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("feedback.html.j2")
