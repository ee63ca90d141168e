"""Turn a restored notebook into a program for the sandbox."""

from collections.abc import Mapping

from grading.instructor_version import own_cell_id
from grading.plans import AssignmentPlan
from grading.restoration import RestoredNotebook
from grading.sandbox.program import Cell, Program


def build_program(
    restored: RestoredNotebook,
    plan: AssignmentPlan,
    student_files: Mapping[str, bytes],
    judge_files: Mapping[str, bytes],
    seed: int,
) -> Program:
    """Return the cells of a notebook in the order and the kind in which they run.

    Args:
        restored: the notebook, with the instructor's cells put right.
        plan: modes and policies of the tests.
        student_files: what lies in the student's working folder.
        judge_files: what lies in the judge's: the instructor's files alone.
        seed: seed of the random generators.
    """
    cells = []
    for number, item in enumerate(restored.cells):
        rubric = item.rubric
        source = item.cell.source
        if item.cell.cell_type != "code":
            continue
        if rubric is None or not rubric.locked:
            cells.append(Cell(rubric.id if rubric else own_cell_id(number), "student", source))
        elif not rubric.grade:
            cells.append(Cell(rubric.id, "given", source))
        else:
            check = plan.of(restored.exercise.name, rubric.id)
            cells.append(
                Cell(
                    rubric.id,
                    "check",
                    source,
                    rubric.visible_source,
                    check.mode,
                    check.check_policy,
                )
            )
    sitting = plan.sitting(restored.exercise)
    return Program(tuple(cells), dict(student_files), dict(judge_files), seed, sitting=sitting)
