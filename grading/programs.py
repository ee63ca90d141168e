"""Turn a restored notebook into a program for the sandbox."""

import sys
from collections.abc import Mapping

from grading.course_folder import TIMESTAMP_FILE
from grading.instructor_version import own_cell_id
from grading.plans import AssignmentPlan
from grading.record import FlagRecord
from grading.restoration import RestoredNotebook
from grading.rubric import Rubric
from grading.sandbox.program import Cell, Program
from grading.submission import NOTEBOOK_SUFFIX

# Files that Python, IPython or nbgrader read by themselves when they lie in the working folder.
CONFIGURATION_FILES = frozenset(
    {
        "sitecustomize.py",
        "usercustomize.py",
        "nbgrader_config.py",
        "ipython_config.py",
        "ipython_kernel_config.py",
        "jupyter_config.py",
        "pyvenv.cfg",
    }
)


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
    return Program(tuple(cells), dict(student_files), dict(judge_files), seed)


def working_files(
    rubric: Rubric, handed_in: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[FlagRecord]]:
    """Lay the instructor's files over the student's, without what could replace a module.

    Args:
        rubric: gives the instructor's files and the packages in use.
        handed_in: every file of the submission, by relative path.

    Returns:
        The files of the student's working folder, and what was left out.
    """
    files: dict[str, bytes] = {}
    flags = []
    packages = {name.split(".")[0] for name in rubric.packages}
    for name, content in handed_in.items():
        if name.endswith(NOTEBOOK_SUFFIX) or name == TIMESTAMP_FILE:
            continue
        reason = _shadowing(name, packages)
        if reason:
            flags.append(
                FlagRecord(
                    kind="shadowing-file",
                    level="edit",
                    exercise="",
                    cell="",
                    evidence=f"The file {name!r} was left out: {reason}.",
                )
            )
        else:
            files[name] = content
    for name, content in rubric.files.items():
        if name not in rubric.overwritable or name not in files:
            files[name] = content
    return files, flags


def _shadowing(name: str, packages: set[str]) -> str:
    """Return why a student's file must not lie in the working folder; "" if it may."""
    first, _, rest = name.partition("/")
    if name.split("/")[-1] in CONFIGURATION_FILES or name.endswith(".pth"):
        return "Python or Jupyter would read it by itself"
    is_module = first.endswith((".py", ".so", ".pyc", ".pyd")) or rest.endswith((".py", ".so"))
    module = first.split(".")[0]
    if is_module and (module in packages or module in sys.stdlib_module_names):
        return f"it would replace the module {module!r}"
    return ""
