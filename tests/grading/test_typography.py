"""French text is bound where a line must not end; everything else stays as its author typed it."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.typography import bind_spaces, french_spaces


def shown(text: str) -> str:
    """Return text with each unbreakable space as `~`."""
    return french_spaces(text).replace("\N{NO-BREAK SPACE}", "~")


@pytest.mark.parametrize(
    ("typed", "bound"),
    [
        ("Question 1 : combien ?", "Question 1~: combien~?"),
        ("elle dit « non » ; lui aussi !", "elle dit «~non~»~; lui aussi~!"),
        ("5 % de 30 000 € à 100 °C", "5~% de 30~000~€ à 100~°C"),
        ("75 kg par are, 12 arbres", "75~kg par are, 12 arbres"),
        ("la fonction `f` : elle", "la fonction `f`~: elle"),
    ],
)
def test_french_punctuation_and_units_are_bound(typed: str, bound: str) -> None:
    assert bound == shown(typed)


@pytest.mark.parametrize(
    "text",
    [
        "`{x : y}` et $a : b$",
        "```python\nif x : y\n```",
        "| a | b |\n| :-- | :-: |",
        "une heure, sans rien",
        "https://enact.example/?a=1",
    ],
)
def test_what_is_not_prose_stays_as_it_is(text: str) -> None:
    assert text == french_spaces(text)


def test_binding_twice_changes_nothing() -> None:
    once = french_spaces("Oui : « non » ?")
    assert once == french_spaces(once)


def test_only_the_text_of_french_notebooks_changes() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("Oui :"), new_code_cell("x = 'a :'")])
    bind_spaces(notebook, "en")
    assert ["Oui :", "x = 'a :'"] == [cell.source for cell in notebook.cells]
    bind_spaces(notebook, "fr")
    assert ["Oui\N{NO-BREAK SPACE}:", "x = 'a :'"] == [cell.source for cell in notebook.cells]
