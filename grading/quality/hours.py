"""The hours that the catalogue promises agree with what the parts of a course take."""

from collections.abc import Iterator

from grading.course import COURSE_FILE, MODULE_FILE, Course
from grading.quality.finding import Finding
from grading.tables import find_line

TOLERANCE = 0.1


def check_hours(course: Course) -> Iterator[Finding]:
    """Yield sums of hours that do not agree."""
    path = course.folder / COURSE_FILE
    total = sum(module.hours for module in course.modules)
    if abs(total - course.hours) > TOLERANCE * course.hours:
        message = f"hours = {course.hours:g}, but the modules take {total:g} hours together."
        yield Finding(path, find_line(path, ("hours",)), "hours", message)
    for module in course.modules:
        path = module.folder / MODULE_FILE
        needed = sum(assignment.duration_min for assignment in module.assignments) / 60
        if needed > module.hours:
            message = f"hours = {module.hours:g}, but its assignments take {needed:g} hours."
            yield Finding(path, find_line(path, ("hours",)), "hours", message)
