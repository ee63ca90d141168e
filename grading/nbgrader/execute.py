"""Nbgrader's `Execute` with our engine in place of a Jupyter kernel.

Source: nbgrader/preprocessors/execute.py; nbconvert/preprocessors/execute.py.
"""

import atexit
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

from grading.autograde import Grader
from grading.autograded import LANGUAGE_INFO, cell_outputs
from grading.course_folder import read_tree
from grading.engines import ForkServers
from grading.errors import PlatformError
from grading.files_beside import working_files
from grading.instructor_version import own_cell_id
from grading.nbgrader.read_ahead import ReadAhead, Task
from grading.plans import limits_of
from grading.programs import build_program
from grading.record import QuestionRecord
from grading.restoration import RestoredCell, RestoredNotebook
from grading.rubric import Rubric, RubricExercise
from grading.sandbox.program import CellResult, Limits
from grading.scoring import score_questions
from grading.submission import NotebookCell

_engines = ForkServers()
atexit.register(_engines.close)
# nbgrader makes a new preprocessor for every notebook; what is read of a course is kept here.
_graders: dict[tuple[Path, str], tuple[Grader, ReadAhead]] = {}


class WalledExecute(Execute):  # type: ignore[misc]
    """Runs a notebook in walled processes; takes the settings of nbgrader's `Execute`."""

    def preprocess(
        self, nb: NotebookNode, resources: Any = None, km: Any = None
    ) -> tuple[NotebookNode, Any]:
        """Run every cell and keep its outputs in the notebook.

        Raises:
            NoSuchKernel: the notebook's kernel is not installed.
            PlatformError: the platform failed; nbgrader then keeps no score of the submission.
        """
        name = self.kernel_name or nb.metadata.get("kernelspec", {}).get("name", "python3")
        # jupyter_client takes this name for the kernel of its own interpreter.
        spec = KernelSpecManager().get_kernel_spec(NATIVE_KERNEL_NAME if name == "python" else name)
        if spec.language.lower() != "python" or km is not None:
            done: tuple[NotebookNode, Any] = super().preprocess(nb, resources, km)
            return done
        place = Path(resources.get("metadata", {}).get("path") or ".")
        self._run(nb, resources["nbgrader"], place)
        nb.metadata["language_info"] = from_dict(LANGUAGE_INFO)
        return nb, resources

    def _run(self, nb: NotebookNode, names: Mapping[str, str], place: Path) -> None:
        """Run a notebook that nbgrader has sanitised, in a copy of its folder."""
        grader, ahead = _grader(names["db_url"])
        rubric = grader.rubric(names["assignment"])
        plan = grader.plan(rubric)
        restored = _restored(nb, _exercise(rubric, names["notebook"]))
        found, _ = read_tree(
            place, grader.folder.ignore, grader.settings.max_bytes, grader.settings.max_files
        )
        files, _ = working_files(rubric, found)
        program = build_program(restored, plan, files, rubric.files, grader.settings.seed)
        program = replace(program, execution=os.environ.get("NBGRADER_EXECUTION", "autograde"))
        task = Task(
            rubric,
            plan,
            names["student"],
            names["notebook"],
            self._limits(rubric),
            program.execution,
        )
        result = ahead.run(task, program)
        results = {cell.id: cell for cell in result.cells}
        questions = score_questions(restored, results, plan, rubric.stderr_costs_points)
        _fill(nb, restored, results, {question.id: question for question in questions})
        for name, content in result.files.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            path.write_bytes(content)
        for flag in result.flags:
            self.log.warning("%s in cell %r: %s", flag.kind, flag.cell_id, flag.evidence)

    def _limits(self, rubric: Rubric) -> Limits:
        limits = limits_of(rubric)
        has_timeout = self.timeout is not None and self.timeout > 0
        return replace(
            limits, wall_time_s=float(self.timeout) if has_timeout else limits.total_time_s
        )


def _grader(db_url: str) -> tuple[Grader, ReadAhead]:
    """Return the reader of the course folder that nbgrader works in: its working folder."""
    key = Path.cwd(), db_url
    if key not in _graders:
        grader = Grader(key[0], engines=_engines, db_url=db_url)
        _graders[key] = grader, ReadAhead(grader)
    return _graders[key]


def _exercise(rubric: Rubric, name: str) -> RubricExercise:
    for exercise in rubric.exercises:
        if exercise.name == name:
            return exercise
    raise PlatformError(f"{rubric.assignment}: the gradebook has no notebook {name!r}.")


def _restored(nb: NotebookNode, exercise: RubricExercise) -> RestoredNotebook:
    """Tie the cells of a sanitised notebook to the instructor's."""
    by_id = {cell.id: cell for cell in exercise.cells}
    cells = []
    for node in nb.cells:
        cell = NotebookCell(node.cell_type, node.source, nbgrader=node.metadata.get("nbgrader"))
        cells.append(RestoredCell(cell, by_id.get(cell.grade_id)))
    return RestoredNotebook(exercise, cells)


def _fill(
    nb: NotebookNode,
    restored: RestoredNotebook,
    results: Mapping[str, CellResult],
    questions: Mapping[str, QuestionRecord],
) -> None:
    """Put what the cells showed into the notebook."""
    for number, (node, item) in enumerate(zip(nb.cells, restored.cells, strict=True)):
        result = results.get(item.rubric.id if item.rubric else own_cell_id(number))
        if result is None or node.cell_type != "code":
            continue
        node.outputs = [from_dict(output) for output in cell_outputs(result)]
        node.execution_count = result.execution_count
        question = questions.get(result.id)
        if question is not None and question.score is not None and question.kind == "tests":
            _agree(node, question.score)


def _agree(node: NotebookNode, score: float) -> None:
    """Let nbgrader read the score that we found from the outputs of a test cell.

    It differs where nbgrader takes stderr for a failure, or an odd partial score for full credit.
    """
    for output in node.outputs:
        if output.output_type == "stream" and score > 0:
            output.name = "stdout"
    try:
        is_same = determine_grade(node)[0] == score
    except ValueError:
        is_same = False
    for output in node.outputs:
        if output.output_type == "execute_result" and not is_same:
            output.data["text/plain"] = repr(score)
