"""Every check that reads a course and runs nothing of it."""

from grading.course import Course
from grading.quality.answers import read_answers
from grading.quality.code import check_code
from grading.quality.data_files import check_data
from grading.quality.finding import Finding
from grading.quality.hours import check_hours
from grading.quality.leak import check_leaks
from grading.quality.prose import check_prose
from grading.quality.spelling import check_spelling

STATIC_CHECKS = (check_code, check_data, check_hours, check_leaks, check_prose, check_spelling)


def check_static(course: Course) -> list[Finding]:
    """Return what every static check finds, sorted by file and line."""
    findings: list[Finding] = []
    for assignment in course.assignments:
        read_answers(assignment, findings)
    for check in STATIC_CHECKS:
        findings.extend(check(course))
    return sorted(findings)
