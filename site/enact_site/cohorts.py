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
    """One run of a course, from `starts_on` to `ends_on`, both included."""

    slug: str
    course: str
    starts_on: datetime.date
    ends_on: datetime.date
    is_open: bool


def read_cohorts(path: Path | None) -> list[Cohort]:
    """Read a JSON list of cohorts: `cohort`, `course`, `starts_at`, `ends_at`, `open`."""
    if path is None:
        return []
    return sorted(
        (
            Cohort(
                item["cohort"],
                item["course"],
                datetime.date.fromisoformat(item["starts_at"][:10]),
                datetime.date.fromisoformat(item["ends_at"][:10]),
                bool(item.get("open", False)),
            )
            for item in json.loads(path.read_text("utf-8"))
            if item.get("starts_at") and item.get("ends_at")
        ),
        key=lambda cohort: (cohort.starts_on, cohort.slug),
    )


def calendar(
    cohorts: Sequence[Cohort], courses: dict[str, Course], words: Words, today: datetime.date
) -> str:
    """Return the cohorts as an iCalendar file, whole days.

    Source: RFC 5545.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ENACT Academy//site//EN"]
    for cohort in cohorts:
        course = courses.get(cohort.course)
        if course is None:
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
