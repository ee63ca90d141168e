"""Write grade records into nbgrader's gradebook, as `nbgrader autograde` would have done.

One transaction a batch, a handful of statements whatever the batch's size. What people have
entered (manual scores, comments, extra credit) is never touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from grading.autograded_files import write_autograded, write_whole
from grading.course_folder import CourseFolder
from grading.gradebook.late_penalty import LatePenalty
from grading.gradebook.rows import RowBatch, read_ids
from grading.gradebook.tables import GradebookTables
from grading.record import GradeRecord


def write_records(course_dir: Path, records: Iterable[GradeRecord]) -> None:
    """Write records into a course folder: gradebook rows, autograded notebooks, record files.

    Only one process may write at a time to a folder's `autograded/`; the gradebook itself waits
    for other writers. Writing a record twice changes nothing.

    Args:
        course_dir: a standard nbgrader course folder.
        records: results of `Grader.grade`, with their notebooks.

    Raises:
        GradebookError: the gradebook lacks the assignment or cannot be written.
    """
    folder = CourseFolder.open(course_dir)
    with GradebookTables(folder.db_url) as tables:
        GradebookWriter(folder, tables).write(list(records))


class GradebookWriter:
    """Writes batches of records; keep one open for as long as there are records.

    Args:
        folder: the course folder.
        tables: its gradebook.
    """

    def __init__(self, folder: CourseFolder, tables: GradebookTables) -> None:
        self._folder = folder
        self._tables = tables
        self._penalty = LatePenalty(folder)

    def write(self, records: Sequence[GradeRecord]) -> None:
        """Write a batch.

        The record file comes last: a submission whose record is there has been written whole.

        Raises:
            GradebookError: the gradebook lacks the assignment or cannot be written.
        """
        for record in records:
            write_autograded(self._folder, record)
        by_assignment: dict[str, dict[str, GradeRecord]] = defaultdict(dict)
        for record in records:
            by_assignment[record.assignment][record.student] = record
        with self._tables.transaction() as connection:
            for name, batch in by_assignment.items():
                ids = read_ids(self._tables, connection, name)
                RowBatch(self._tables, connection, ids, batch, self._penalty).write()
        for record in records:
            path = self._folder.record_path(record.assignment, record.student)
            write_whole(path, record.without_notebooks().to_json())
