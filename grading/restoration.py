"""Put back what belongs to the instructor in a notebook that a student handed in.

Ids, types, points, locked text and hidden tests come from the rubric, whatever the file says;
each difference is told with its evidence. The student's own cells, their order and their answers
stay as they are.

Source: nbgrader/preprocessors: deduplicateids.py, overwritecells.py, overwritekernelspec.py.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field

from grading.record import FlagRecord, Level
from grading.rubric import RubricCell, RubricExercise, nbgrader_checksum, same_text
from grading.submission import Notebook, NotebookCell

MAX_EVIDENCE_CHARACTERS = 2000


@dataclass
class RestoredCell:
    """A cell that is ready to run: its text, and what it is to the instructor.

    Attributes:
        cell: the student's cell, put right.
        rubric: the instructor's cell behind it; None for the student's own.
        was_added: whether it was missing and put back.
    """

    cell: NotebookCell
    rubric: RubricCell | None = None
    was_added: bool = False


@dataclass
class RestoredNotebook:
    """A notebook in which everything of the instructor's is the instructor's again.

    Attributes:
        exercise: the rubric of the notebook.
        cells: its cells in the order in which they run.
        flags: what had to be put right.
        missing: ids of the instructor's cells that were not in the file.
    """

    exercise: RubricExercise
    cells: list[RestoredCell]
    flags: list[FlagRecord] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def flag(self, level: Level, kind: str, cell: str, evidence: str) -> None:
        """Note something about a cell."""
        self.flags.append(
            FlagRecord(
                kind=kind,
                level=level,
                exercise=self.exercise.name,
                cell=cell,
                evidence=evidence[:MAX_EVIDENCE_CHARACTERS],
            )
        )


def restore(notebook: Notebook, exercise: RubricExercise) -> RestoredNotebook:
    """Give every cell of the instructor's its place, text and points back.

    Args:
        notebook: what the student handed in.
        exercise: what the instructor released.
    """
    restored = RestoredNotebook(exercise, [RestoredCell(cell) for cell in notebook.cells])
    _identify(restored)
    _adopt(restored)
    for item in restored.cells:
        if item.rubric is not None:
            _put_right(restored, item, item.rubric)
    _restore_order(restored)
    _add_missing(restored)
    _compare_kernel(restored, notebook)
    return restored


def _identify(restored: RestoredNotebook) -> None:
    """Tie cells to the instructor's by id; of duplicates the last counts, as in nbgrader."""
    by_id = {cell.id: cell for cell in restored.exercise.cells}
    seen: set[str] = set()
    for item in reversed(restored.cells):
        claimed = item.cell.grade_id
        if claimed in seen:
            restored.flag(
                "notice",
                "duplicated-cell",
                claimed,
                f"Two cells have the id {claimed!r}; the last one counts.",
            )
        elif claimed in by_id:
            item.rubric = by_id[claimed]
            seen.add(claimed)
        elif claimed and _claims_a_role(item.cell):
            restored.flag(
                "notice",
                "unknown-cell",
                claimed,
                f"A cell claims the id {claimed!r}, which this exercise does not have; it runs as "
                "the student's own.",
            )
        if item.rubric is None:
            item.cell.nbgrader = None


def _claims_a_role(cell: NotebookCell) -> bool:
    claims = cell.nbgrader or {}
    return any(claims.get(key) for key in ("grade", "solution", "locked", "task"))


def _adopt(restored: RestoredNotebook) -> None:
    """Recognise cells whose metadata a tool has dropped: by Jupyter's id, or by locked text."""
    known = {item.rubric.id for item in restored.cells if item.rubric is not None}
    missing = [cell for cell in restored.exercise.cells if cell.id not in known]
    free = [item for item in restored.cells if item.rubric is None]
    for rubric in missing:
        for item in free:
            is_same_id = rubric.cell_id != "" and item.cell.cell_id == rubric.cell_id
            is_same_text = (
                rubric.locked
                and rubric.visible_source.strip() != ""
                and item.cell.cell_type == rubric.cell_type
                and same_text(item.cell.source, rubric.visible_source)
            )
            if is_same_id or is_same_text:
                item.rubric = rubric
                free.remove(item)
                restored.flag(
                    "notice",
                    "lost-metadata",
                    rubric.id,
                    "The cell had lost nbgrader's metadata and was recognised by its "
                    + ("id." if is_same_id else "text."),
                )
                break


def _put_right(restored: RestoredNotebook, item: RestoredCell, rubric: RubricCell) -> None:
    cell = item.cell
    claims = cell.nbgrader
    if cell.cell_type != rubric.cell_type:
        restored.flag(
            "edit",
            "edited-cell-type",
            rubric.id,
            f"The cell's type is {rubric.cell_type}; the file says {cell.cell_type}.",
        )
        cell.cell_type = rubric.cell_type
    if claims is not None:
        _compare_claims(restored, claims, rubric)
    if rubric.locked:
        if not _is_visible_text(cell.source, rubric):
            is_earlier = claims is not None and claims.get("checksum") == nbgrader_checksum(
                rubric, cell.source
            )
            restored.flag(
                "notice" if is_earlier else "edit",
                "earlier-release" if is_earlier else "edited-locked-cell",
                rubric.id,
                _difference(rubric.visible_source, cell.source),
            )
        cell.source = rubric.source
    cell.nbgrader = rubric.metadata()


def _is_visible_text(source: str, rubric: RubricCell) -> bool:
    # Instructors test their own notebooks, in which hidden tests are still present.
    return same_text(source, rubric.visible_source) or same_text(source, rubric.source)


def _compare_claims(
    restored: RestoredNotebook, claims: dict[str, object], rubric: RubricCell
) -> None:
    claimed_points = claims.get("points", rubric.points)
    is_number = isinstance(claimed_points, int | float)
    if rubric.is_question and not (is_number and claimed_points == rubric.points):
        restored.flag(
            "edit",
            "edited-points",
            rubric.id,
            f"The question is worth {rubric.points:g}; the file says {str(claimed_points)[:80]}.",
        )
    truth = {"grade": rubric.grade, "solution": rubric.solution, "task": rubric.task}
    changed = [
        f"{key} is {value}, the file says {str(claims[key])[:80]}"
        for key, value in truth.items()
        if key in claims and claims[key] is not value
    ]
    if changed:
        restored.flag("edit", "edited-metadata", rubric.id, "; ".join(changed) + ".")


def _difference(released: str, handed_in: str) -> str:
    lines = difflib.unified_diff(
        released.splitlines()[:500],
        handed_in.splitlines()[:500],
        "released",
        "handed in",
        n=1,
        lineterm="",
    )
    return "\n".join(lines)


def _restore_order(restored: RestoredNotebook) -> None:
    """Sort locked code among the places that it holds; the student's own order is kept."""
    order = {cell.id: index for index, cell in enumerate(restored.exercise.cells)}
    places = [
        index
        for index, item in enumerate(restored.cells)
        if item.rubric is not None and item.rubric.locked and item.rubric.cell_type == "code"
    ]
    found = [restored.cells[index] for index in places]
    wanted = sorted(found, key=lambda item: order[item.rubric.id if item.rubric else ""])
    for index, item, right in zip(places, found, wanted, strict=True):
        if item is not right and item.rubric is not None:
            restored.flag(
                "notice", "moved-cell", item.rubric.id, "The cell stood in another place."
            )
        restored.cells[index] = right


def _add_missing(restored: RestoredNotebook) -> None:
    """Put missing cells back: given code as early as possible, tests as late as possible."""
    placed = {item.rubric.id: item for item in restored.cells if item.rubric is not None}
    present = set(placed)
    rubrics = restored.exercise.cells
    for number, rubric in enumerate(rubrics):
        if rubric.id in present:
            continue
        restored.missing.append(rubric.id)
        if rubric.role == "solution":
            # A stub put back could undo what the student wrote in a cell of their own.
            restored.flag("notice", "missing-cell", rubric.id, "The answer's cell is missing.")
            continue
        restored.flag("notice", "missing-cell", rubric.id, "The cell was missing and was put back.")
        placed[rubric.id] = _fresh(rubric)
        before = [placed[other.id] for other in rubrics[:number] if other.id in placed]
        after = [placed[other.id] for other in rubrics[number:] if other.id in present]
        if rubric.role == "given":
            index = _index(restored.cells, before[-1]) + 1 if before else 0
        else:
            index = _index(restored.cells, after[0]) if after else len(restored.cells)
        restored.cells.insert(index, placed[rubric.id])


def _fresh(rubric: RubricCell) -> RestoredCell:
    source = rubric.source if rubric.locked else rubric.visible_source
    cell = NotebookCell(
        rubric.cell_type, source, nbgrader=rubric.metadata(), cell_id=rubric.cell_id
    )
    return RestoredCell(cell, rubric, was_added=True)


def _index(cells: Sequence[RestoredCell], wanted: RestoredCell) -> int:
    return next(index for index, item in enumerate(cells) if item is wanted)


def _compare_kernel(restored: RestoredNotebook, notebook: Notebook) -> None:
    claimed = notebook.metadata.get("kernelspec")
    name = claimed.get("name") if isinstance(claimed, dict) else None
    truth = restored.exercise.kernelspec.get("name")
    if name is not None and truth and name != truth:
        # Students open notebooks with kernels of their own names; it says nothing about honesty.
        restored.flag(
            "notice",
            "other-kernel",
            "",
            f"The notebook was saved with the kernel {str(name)[:80]!r}; it runs with {truth!r}.",
        )
