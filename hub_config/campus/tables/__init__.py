"""The campus's tables."""

from hub_config.campus.tables.base import Base, UtcDateTime, now
from hub_config.campus.tables.teaching import Assignment, Cohort, Enrolment, Person, Teaching
from hub_config.campus.tables.work import (
    AuditEvent,
    GradebookStamp,
    Job,
    QuestionScore,
    Result,
    Submission,
)

__all__ = [
    "Assignment",
    "AuditEvent",
    "Base",
    "Cohort",
    "Enrolment",
    "GradebookStamp",
    "Job",
    "Person",
    "QuestionScore",
    "Result",
    "Submission",
    "Teaching",
    "UtcDateTime",
    "now",
]
