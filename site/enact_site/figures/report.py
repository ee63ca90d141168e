"""A figure with all that must stand beside it: sentence, table, file, method, doubts."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from enact_site.figures.published import Share
from enact_site.words import Words


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        slug: name of its file and of its anchor.
        says: the sentence that says what it shows.
        picture: SVG.
        header, rows: the table that says the same as the picture.
        method: how it is made.
        uncertainty: what may be off.
        unknown: how many people gave no answer.
        sources: keys of `sources.toml`.
        headline: the one number to remember; empty = there is none.
    """

    slug: str
    title: str
    says: str
    picture: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    method: str
    uncertainty: str
    unknown: str
    sources: Sequence[str] = ()
    headline: str = ""

    def csv(self, words: Words, *, is_demo: bool) -> str:
        """Return the table as CSV; every line of invented figures says so."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        mark = [words("status")] if is_demo else []
        writer.writerow([*mark, *self.header])
        for row in self.rows:
            writer.writerow([*([words("demo")] if is_demo else []), *row])
        return out.getvalue()


def shown(words: Words, count: int | None) -> str:
    """Return a published number, or that it is hidden."""
    return words("hidden") if count is None else words.number(count)


def shown_share(words: Words, share: Share | None) -> str:
    """Return a share, or that there are too few people for one."""
    return words("too few") if share is None else words.percent(share.value)


def shown_interval(words: Words, share: Share | None) -> str:
    """Return the interval of a share."""
    if share is None:
        return "–"
    return words("{low} to {high}", low=words.percent(share.low), high=words.percent(share.high))
