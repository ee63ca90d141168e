"""Staff lists of organisations, CSV or Excel: every bad line is found before anything is done."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hub_config.campus.errors import N_, Refused

MAX_BYTES = 5_000_000
MAX_LINES = 20_000
# An Excel file is a zip: what it unpacks to is bounded too.
MAX_UNPACKED = 100_000_000
MAX_NAME = 120
EMAIL = re.compile(r"[^@\s<>,;\"']{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+", re.I)
USER_NAME = re.compile(r"[a-z0-9][a-z0-9@._+-]{0,120}")

COLUMNS = {
    "first_name": ("prenom", "first name", "firstname", "given name"),
    "last_name": ("nom", "nom de famille", "last name", "lastname", "surname", "name"),
    "email": ("email", "e mail", "mail", "courriel", "adresse electronique", "adresse e mail"),
    "user": ("identifiant", "user", "user name", "username", "login"),
}
REQUIRED = ("first_name", "last_name", "email")
COLUMN_NAMES = {"first_name": "Prénom", "last_name": "Nom", "email": "E-mail"}


@dataclass(frozen=True)
class StaffLine:
    """One person of a staff list.

    Attributes:
        user: user name at the hub; the e-mail address when the list gives none.
    """

    first_name: str
    last_name: str
    email: str
    user: str


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be used.

    Attributes:
        line: number in the file, as a spreadsheet shows it.
        reason: English message with `%(name)s` places, the key of its translation.
        values: what goes into the places.
    """

    line: int
    reason: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffFile:
    """What a staff list holds."""

    good: list[StaffLine]
    bad: list[BadLine]


Cells = Sequence[str]


def read(name: str, content: bytes) -> StaffFile:
    """Read a staff list.

    Args:
        name: the file's name; its end says whether it is Excel.
        content: the file's bytes.

    Raises:
        Refused: the file as a whole cannot be used.
    """
    if len(content) > MAX_BYTES:
        raise Refused(
            413,
            "too-large",
            N_("The file is too large: %(limit)s MB is the limit."),
            None,
            limit=MAX_BYTES // 10**6,
        )
    is_excel = name.lower().endswith(".xlsx") or content.startswith(b"PK\x03\x04")
    lines = _excel_lines(content) if is_excel else _csv_lines(content)
    return _check(lines)


def _check(lines: Iterable[tuple[int, Cells]]) -> StaffFile:
    rows = iter(lines)
    header = next((cells for _, cells in rows if any(cells)), None)
    if header is None:
        raise Refused(422, "empty", N_("The file is empty."))
    places = _find_columns(header)
    good: list[StaffLine] = []
    bad: list[BadLine] = []
    seen: dict[str, int] = {}
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        found = _read_line(number, cells, places, seen)
        if isinstance(found, BadLine):
            bad.append(found)
        else:
            good.append(found)
        if len(good) + len(bad) > MAX_LINES:
            raise Refused(
                413,
                "too-many-lines",
                N_("The file has more than %(limit)s lines: cut it in two."),
                None,
                limit=MAX_LINES,
            )
    if not good and not bad:
        raise Refused(422, "empty", N_("The file has a header and nothing below it."))
    return StaffFile(good, bad)


def _find_columns(header: Cells) -> dict[str, int]:
    names = [_plain(cell) for cell in header]
    places: dict[str, int] = {}
    for column, synonyms in COLUMNS.items():
        word = next((word for word in synonyms if word in names), None)
        if word is not None:
            places[column] = names.index(word)
    missing = [COLUMN_NAMES[column] for column in REQUIRED if column not in places]
    if missing:
        raise Refused(
            422,
            "missing-columns",
            N_("The first line must name the columns. Not found: %(missing)s. Found: %(found)s."),
            None,
            missing=", ".join(missing),
            found=", ".join(cell for cell in header if cell) or "–",
        )
    return places


def _read_line(
    number: int, cells: Cells, places: dict[str, int], seen: dict[str, int]
) -> StaffLine | BadLine:
    values = {
        column: " ".join(cells[place].split()) if place < len(cells) else ""
        for column, place in places.items()
    }
    for column in REQUIRED:
        if not values[column]:
            return BadLine(number, N_("%(column)s is empty."), {"column": COLUMN_NAMES[column]})
        if len(values[column]) > MAX_NAME or not values[column].isprintable():
            return BadLine(
                number, N_("%(column)s cannot be read."), {"column": COLUMN_NAMES[column]}
            )
    email = values["email"].lower()
    if not EMAIL.fullmatch(email):
        return BadLine(number, N_("%(email)s is not an e-mail address."), {"email": email})
    user = values.get("user", "").lower() or email
    if not USER_NAME.fullmatch(user):
        return BadLine(number, N_("%(user)s cannot be a user name."), {"user": user})
    for key in {email, user}:
        if key in seen:
            return BadLine(
                number,
                N_("%(value)s stands in line %(line)s already."),
                {"value": key, "line": str(seen[key])},
            )
    seen[email] = seen[user] = number
    return StaffLine(values["first_name"], values["last_name"], email, user)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().lower())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


def _csv_lines(content: bytes) -> Iterator[tuple[int, Cells]]:
    text = _decode(content)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(
            422,
            "not-a-table",
            N_("The file cannot be read as a table at line %(line)s."),
            None,
            line=reader.line_num,
        ) from error


def _decode(content: bytes) -> str:
    """Decode UTF-8, or what Excel writes on a French Windows."""
    if b"\x00" in content:
        raise Refused(422, "not-a-table", N_("The file is neither CSV nor Excel (.xlsx)."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _excel_lines(content: bytes) -> Iterator[tuple[int, Cells]]:
    # Imported here: openpyxl takes a while and few requests need it.
    from openpyxl import load_workbook

    refusal = Refused(422, "not-a-table", N_("The file cannot be read as Excel (.xlsx)."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise refusal
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise refusal from error
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MAX_LINES + 2, max_col=50, values_only=True)
        for number, row in enumerate(rows, start=1):
            yield number, ["" if cell is None else str(cell) for cell in row]
    finally:
        book.close()
