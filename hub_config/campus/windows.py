"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from hub_config.campus.tables import Person

SIZE = 100
MAX_WORDS = 100


@dataclass(frozen=True)
class Window:
    """The part of a list that a page shows.

    Attributes:
        number: the page, from 1.
        words: what the names must contain; empty for all.
        total: how many there are of them.
    """

    number: int = 1
    words: str = ""
    total: int = 0
    size: int = SIZE

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many come before."""
        return (min(self.number, self.pages) - 1) * self.size

    def over(self, total: int) -> "Window":
        """Return the window on a list of so many, no further than its last page."""
        found = replace(self, words="", total=total)
        return replace(found, number=min(found.number, found.pages))


def asked(number: str, words: str) -> Window:
    """Return the window that an address asks for; nonsense is the first page."""
    is_number = number.isascii() and number.isdigit() and len(number) < 7
    return Window(max(1, int(number)) if is_number else 1, words.strip()[:MAX_WORDS])


def look(
    session: Session,
    query: Select[*tuple[Any, ...]],
    window: Window,
    names: Sequence[Any] = (Person.display_name, Person.name),
) -> tuple[Sequence[Any], Window]:
    """Return the rows of a query that a window shows, and the window with its total.

    Args:
        session: a session for reading.
        query: sorted.
        window: what is asked for.
        names: columns of the query in which words are looked for.
    """
    if window.words:
        query = query.where(or_(*(name.icontains(window.words, autoescape=True) for name in names)))
    count = select(func.count()).select_from(query.order_by(None).subquery())
    found = replace(window, total=session.scalar(count) or 0)
    rows = session.execute(query.offset(found.offset).limit(found.size)).all()
    return rows, replace(found, number=min(found.number, found.pages))
