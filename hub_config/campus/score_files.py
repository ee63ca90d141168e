"""Scores as files: for a spreadsheet, and for Moodle's gradebook import."""

import csv
import io
from collections.abc import Sequence

from hub_config.campus.reading import Attempt
from hub_config.campus.tables import Assignment, Person

# A cell that begins with one of these is run as a formula by spreadsheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Line = tuple[Person, Sequence[Attempt | None]]


def spreadsheet(assignments: Sequence[Assignment], lines: Sequence[Line]) -> bytes:
    """Return one line a student and two columns an assignment: score and points possible."""
    header = ["student", "name"]
    for assignment in assignments:
        header += [assignment.slug, f"{assignment.slug} (max)"]
    rows = [header, *([p.name, p.display_name or "", *_scores(cells)] for p, cells in lines)]
    return _csv(rows)


def moodle(assignments: Sequence[Assignment], lines: Sequence[Line]) -> bytes:
    """Return what Moodle's *Grades, Import, CSV file* reads.

    Source: Moodle documentation, "Grade import": one line a user, a column that identifies the
    user (user name or e-mail) and one column a grade item; an empty cell or `-` leaves it.
    """
    header = ["username", "email", *(assignment.title for assignment in assignments)]
    rows: list[list[str]] = [header]
    for person, cells in lines:
        scores = [_number(cell.result.score) if cell and cell.result else "" for cell in cells]
        rows.append([person.name, person.email or "", *scores])
    return _csv(rows)


def _scores(cells: Sequence[Attempt | None]) -> list[str]:
    out = []
    for cell in cells:
        result = cell.result if cell else None
        out += [_number(result.score), _number(result.max_score)] if result else ["", ""]
    return out


def _number(value: float) -> str:
    return f"{value:.10g}"


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[safe(cell) for cell in row] for row in rows])
    # The mark lets spreadsheets see that the text is UTF-8.
    return out.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if not cell.startswith(FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
