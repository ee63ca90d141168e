"""French spacing in the text of notebooks: a colon never begins a line."""

import re

from nbformat import NotebookNode

HARD_SPACE = "\N{NO-BREAK SPACE}"
# What is not prose: fenced and inline code, formulas, tags.
NOT_PROSE = re.compile(r"(```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]+\$|<[^>\n]+>)", re.DOTALL)
# Source: Imprimerie nationale, Lexique des règles typographiques. A thin space would be finer
# before ; ! ? but not every font of a learner's browser has it.
UNITS = r"(?:€|°C|(?:[kcm]?m[²³]?|[km]?g|k?Wh|min|h|s|L|W)\b)"
BEFORE = r" (?=[;?!»%]|:(?!-))"
BOUND = re.compile(rf"(?<=[^\s|]){BEFORE}|(?<=«) |(?<=\d) (?=\d{{3}}\b|{UNITS})")
FIRST = re.compile(rf"^{BEFORE}")


def bind_spaces(notebook: NotebookNode, language: str) -> None:
    """Make the spaces that French typography binds unbreakable, in the text of a notebook.

    Authors go on typing the space bar; code, formulas and other languages stay as they are.
    """
    if language != "fr":
        return
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = french_spaces(cell.source)


def french_spaces(text: str) -> str:
    """Return Markdown in French with unbreakable spaces where a line must not end."""
    parts = NOT_PROSE.split(text)
    for number in range(0, len(parts), 2):
        # What precedes may be code, so a space that begins a part is looked at for itself.
        bound = BOUND.sub(HARD_SPACE, parts[number])
        parts[number] = FIRST.sub(HARD_SPACE, bound) if number else bound
    return "".join(parts)
