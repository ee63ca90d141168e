"""What students read: complete, in their language, and nothing that is not theirs to see."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from grading import feedback, messages
from grading.errors import SubmissionError
from grading.record import (
    ExerciseRecord,
    Finding,
    GradeRecord,
    Hashes,
    LimitRecord,
    QuestionRecord,
    Status,
)


def question(name: str, **more: Any) -> QuestionRecord:
    values: dict[str, Any] = {
        "kind": "tests",
        "cell_type": "code",
        "max_score": 2.0,
        "score": 0.0,
        "status": Status.WRONG,
    }
    return QuestionRecord(id=name, **values | more)


def page(*questions: QuestionRecord, language: Any = "fr", **more: Any) -> str:
    record = GradeRecord(
        assignment="ps1",
        student="ada",
        exercises=(ExerciseRecord(name="p", is_missing=False, questions=questions),),
        hashes=Hashes(submission="", tests="", environment="", limits=""),
    )
    return feedback.render(record, language, **more)


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Text()
    parser.feed(html)
    return parser.tags


def test_the_score_is_written_as_the_language_does() -> None:
    assert "Note : 1,5 sur 2" in page(question("a", score=1.5, status=Status.PARTIAL))


def test_english_is_english() -> None:
    html = page(question("a", score=1.5, status=Status.PARTIAL), language="en")
    assert "Score: 1.5 out of 2" in html
    assert '<html lang="en">' in html


def test_a_visible_test_shows_its_line_what_it_expected_and_its_message() -> None:
    finding = Finding(
        code="assertion",
        intent="9 attendu, 8 obtenu",
        test="assert f(3) == 9",
        expected="9",
        got="8",
    )
    html = page(question("a", finding=finding))
    assert "<code>assert f(3) == 9</code>" in html
    assert "<dt>Attendu</dt><dd><code>9</code></dd>" in html
    assert "<dt>Obtenu</dt><dd><code>8</code></dd>" in html
    assert "9 attendu, 8 obtenu" in html


def test_a_hidden_test_shows_its_intent_and_nothing_else() -> None:
    finding = Finding(
        code="assertion",
        is_hidden=True,
        intent="les négatifs comptent",
        test="SECRET",
        expected="SECRET",
        got="SECRET",
    )
    html = page(question("a", finding=finding))
    assert "Un test caché ne passe pas." in html
    assert "les négatifs comptent" in html
    assert "SECRET" not in html


def test_a_limit_is_told_with_its_value_and_unit() -> None:
    limit = LimitRecord(which="wall_time", value=10, unit="s")
    html = page(question("a", status=Status.LIMIT, finding=Finding(code="limit"), limit=limit))
    assert "Le code dure plus de 10 s." in html


def test_what_waits_for_a_person_is_said() -> None:
    html = page(question("a", score=None, status=Status.NEEDS_MANUAL))
    assert "Une partie de la note attend" in html


def test_a_persons_score_takes_the_place_of_the_tests() -> None:
    html = page(
        question("a", score=None, status=Status.NEEDS_MANUAL), manual={"p/a": (1.0, "Bien")}
    )
    assert "Note : 1 sur 2" in html
    assert "attend" not in html


def test_a_comment_is_markdown_with_formulas() -> None:
    html = page(question("a"), manual={"p/a": (1.0, "Voir *ici* : $x^2 < 1$")})
    assert "<em>ici</em>" in html
    assert "<math" in html
    assert "<msup>" in html


def test_html_in_a_comment_is_text() -> None:
    html = page(question("a"), manual={"p/a": (1.0, "<script>alert(1)</script> $<img src=x>$")})
    assert "script" not in {tag for tag, _ in tags(html)}
    assert "img" not in {tag for tag, _ in tags(html)}


def test_a_formula_that_cannot_be_read_is_shown_as_written() -> None:
    assert "<code>\\frac{</code>" in str(feedback.comment_html("$\\frac{$"))


def test_amounts_of_money_are_no_formula() -> None:
    assert "<math" not in str(feedback.comment_html("It costs $5 and $6."))


@pytest.mark.parametrize("field", ["intent", "test", "expected", "got", "detail", "error"])
def test_what_students_code_says_cannot_become_html(field: str) -> None:
    values: dict[str, Any] = {"code": "error", "error": "E", field: "<script>alert(1)</script>"}
    html = page(question("a", finding=Finding(**values)))
    assert "script" not in {tag for tag, _ in tags(html)}


def test_the_page_asks_nobody_for_anything() -> None:
    html = page(question("a"), manual={"p/a": (1.0, "$x$")})
    names = {name for _, attributes in tags(html) for name in attributes}
    assert not names & {"src", "srcset", "action", "data", "poster"}
    assert {tag for tag, _ in tags(html)}.isdisjoint({"script", "link", "iframe", "object", "img"})
    assert "url(" not in html
    assert "@import" not in html


def test_links_on_the_page_lead_to_its_questions() -> None:
    html = page(question("a"), question("b"))
    found = tags(html)
    ids = {f"#{attributes['id']}" for _, attributes in found if "id" in attributes}
    assert {attributes["href"] for tag, attributes in found if tag == "a"} <= ids


def test_a_screen_reader_finds_its_way() -> None:
    html = page(question("a"), question("b"))
    found = tags(html)
    headings = [tag for tag, _ in found if re.fullmatch(r"h\d", tag)]
    assert headings == ["h1", "h2", "h3", "h3"]
    assert ("main", {}) in found
    assert all(attributes.get("scope") for tag, attributes in found if tag == "th")
    sections = [attributes["aria-labelledby"] for tag, attributes in found if tag == "section"]
    assert sections == ["p-a-title", "p-b-title"]


def test_points_lost_by_coming_late_are_told() -> None:
    html = page(question("a", score=2.0, status=Status.CORRECT), late_points=0.5)
    assert "Note : 1,5 sur 2" in html
    assert "0,5 points en moins" in html


def texts_in_use() -> set[str]:
    template = (Path(feedback.TEMPLATES) / "feedback.html.j2").read_text()
    tables = (messages.STATUSES, messages.FINDINGS, messages.LIMITS, messages.REFUSALS)
    return set(re.findall(r'say\("([^"]+)"', template)) | {
        text for table in tables for text in table.values()
    }


def catalogue() -> dict[str, str]:
    with (messages.LOCALE / "fr/LC_MESSAGES/grading.po").open("rb") as file:
        return {str(item.id): str(item.string) for item in read_po(file) if item.id}


def test_every_text_is_in_french_and_none_is_left_over() -> None:
    assert {key for key, text in catalogue().items() if text} == texts_in_use()


def test_translations_keep_the_values() -> None:
    def values(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)s", text))

    assert {key: values(key) for key in catalogue()} == {
        key: values(text) for key, text in catalogue().items()
    }


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Le fichier p.ipynb est trop gros : 60 Mo, la limite est de 10 Mo."),
        ("en", "The file p.ipynb is too large: 60 MB, 10 MB is the limit."),
    ],
)
def test_a_refusal_is_told_in_the_students_language(language: Any, expected: str) -> None:
    refusal = SubmissionError("too-large", "", name="p.ipynb", size_mb=60.0, limit_mb=10.0)
    assert messages.refusal_text(language, refusal).startswith(expected)
