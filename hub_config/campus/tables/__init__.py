"""The campus's tables."""

from hub_config.campus.tables.base import Base, UtcDateTime, now
from hub_config.campus.tables.companies import (
    Certificate,
    Invitation,
    Manager,
    Organisation,
    Seat,
    SeatOrder,
    Staff,
    StaffUpload,
)
from hub_config.campus.tables.profiles import Profile
from hub_config.campus.tables.projects import ProjectEvent, ProjectRequest
from hub_config.campus.tables.regrading import Announcement, Regrade, RegradeItem
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
    "Announcement",
    "Assignment",
    "AuditEvent",
    "Base",
    "Certificate",
    "Cohort",
    "Enrolment",
    "GradebookStamp",
    "Invitation",
    "Job",
    "Manager",
    "Organisation",
    "Person",
    "Profile",
    "ProjectEvent",
    "ProjectRequest",
    "QuestionScore",
    "Regrade",
    "RegradeItem",
    "Result",
    "Seat",
    "SeatOrder",
    "Staff",
    "StaffUpload",
    "Submission",
    "Teaching",
    "UtcDateTime",
    "now",
]
