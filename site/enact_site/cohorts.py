"""Cohorts as the campus lists them: dates on the courses' pages, and calendars."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from enact_site.words import Words
from grading.course import Course

# RFC 5545, 3.1: a line is folded before its 76th octet.
FOLD = 74


@dataclass(frozen=True)
class Cohort:
    """One run of a course that anybody may join, first and last day included.

    Attributes:
        starts_on, ends_on: None if it has begun already, or has no end.
        is_open: one can enrol now.
    """

    slug: str
    course: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    is_open: bool

    def when(self, words: Words) -> str:
        """Return its dates as a course's page prints them."""
        start, end = (words.date(day) if day else "" for day in (self.starts_on, self.ends_on))
        if start and end:
            return words("{start} to {end}", start=start, end=end)
        if start:
            return words("from {start} on", start=start)
        return words("until {end}", end=end) if end else words("at any time")


def read_cohorts(path: Path | None) -> list[Cohort]:
    """Read the output of `enact cohorts export`, soonest first."""
    if path is None:
        return []
    return sorted(
        (
            Cohort(
                item["cohort"],
                item["course"],
                _day(item["starts_at"]),
                _day(item["ends_at"]),
                bool(item.get("open", False)),
            )
            for item in json.loads(path.read_text("utf-8"))
        ),
        key=lambda cohort: (cohort.starts_on or datetime.date.min, cohort.slug),
    )


def has_dates(cohorts: Sequence[Cohort]) -> bool:
    """Tell whether there is anything to put into a calendar."""
    return any(cohort.starts_on and cohort.ends_on for cohort in cohorts)


def _day(moment: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(moment[:10]) if moment else None


def calendar(
    cohorts: Sequence[Cohort], courses: dict[str, Course], words: Words, today: datetime.date
) -> str:
    """Return the cohorts that have both dates as an iCalendar file, whole days.

    Source: RFC 5545.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ENACT Academy//site//EN"]
    for cohort in cohorts:
        course = courses.get(cohort.course)
        if course is None or cohort.starts_on is None or cohort.ends_on is None:
            continue
        after = cohort.ends_on + datetime.timedelta(days=1)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{cohort.slug}@enact-academy",
            f"DTSTAMP:{today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{cohort.starts_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            f"SUMMARY:{_escape(words.text(course.title))}",
            f"DESCRIPTION:{_escape(words.text(course.summary))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _escape(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _fold(line: str) -> str:
    """Break a long line, never inside a letter."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > FOLD:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
