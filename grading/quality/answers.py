"""Stored answers: wrong ones that must lose points and right ones that must earn them all."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grading.course import Assignment
from grading.errors import Problem
from grading.exercise import (
    LOSES,
    RIGHT,
    SEPARATOR,
    SOLUTION_SUFFIX,
    WRONG,
    Exercise,
    read_text_cells,
)
from grading.percent import Report, TextCell
from grading.quality.finding import Finding
from grading.suggest import advice


@dataclass(frozen=True)
class Answer:
    """An answer that replaces some solutions of an exercise.

    Attributes:
        path: its file.
        exercise: slug of the exercise.
        loses: questions whose points it must lose; empty for a right answer.
        solutions: source by name of the solution that it replaces.
    """

    path: Path
    exercise: str
    loses: frozenset[str]
    solutions: Mapping[str, str]

    @property
    def sources(self) -> dict[str, str]:
        """The cells that it replaces, by `grade_id`."""
        return {f"{name}{SOLUTION_SUFFIX}": text for name, text in self.solutions.items()}

    def belongs_to(self, exercise: Exercise) -> bool:
        """Return whether it answers an exercise."""
        is_beside = self.path.parent.parent == exercise.path.parent
        return is_beside and self.exercise == exercise.slug


def read_answers(assignment: Assignment, findings: list[Finding]) -> tuple[Answer, ...]:
    """Read every stored answer of an assignment; what is wrong goes to `findings`."""
    answers = []
    for folder in (assignment.folder / WRONG, assignment.folder / RIGHT):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith((".", "__")):
                continue
            found: list[Finding] = []
            answer = _read_answer(path, assignment, found)
            findings.extend(found)
            if answer is not None and not found:
                answers.append(answer)
    return tuple(answers)


def _read_answer(path: Path, assignment: Assignment, findings: list[Finding]) -> Answer | None:
    def report(line: int, message: str) -> None:
        findings.append(Finding(path, line, "answers", message))

    if path.suffix != ".py":
        report(0, "no Python file. Answers are written as '# %% solution=\"…\"' cells.")
        return None
    slug, *notes = path.stem.split(SEPARATOR)
    exercises = {exercise.slug: exercise for exercise in assignment.exercises}
    exercise = exercises.get(slug)
    if exercise is None:
        report(0, f"no exercise {slug!r} in this assignment.{advice(slug, exercises)}")
        return None
    loses = [note.removeprefix(LOSES) for note in notes if note.startswith(LOSES)]
    _check_loses(path, exercise, loses, report)
    return Answer(path, slug, frozenset(loses), _read_solutions(path, exercise, report))


def _check_loses(path: Path, exercise: Exercise, loses: list[str], report: Report) -> None:
    questions = {str(cell.id) for cell in exercise.questions if cell.role == "tests"}
    for question in loses:
        if question not in questions:
            hint = advice(question, questions)
            report(0, f"loses {question!r}, which no test of {exercise.slug} checks.{hint}")
    if path.parent.name == WRONG and not loses:
        example = f"{exercise.slug}{SEPARATOR}{LOSES}{min(questions, default='question')}.py"
        report(0, f"the name does not say what it loses. Name it {example!r}.")
    if path.parent.name == RIGHT and loses:
        report(0, f"a right answer loses nothing. Move it to {WRONG}/ or rename it.")


def _read_solutions(path: Path, exercise: Exercise, report: Report) -> Mapping[str, str]:
    problems: list[Problem] = []
    known = {str(cell.id) for cell in exercise.solutions}
    solutions: dict[str, str] = {}
    cells = read_text_cells(path, problems)
    for cell in cells:
        name = cell.metadata.get("solution")
        if cell.kind == "markdown" and not cell.metadata:
            continue
        if not isinstance(name, str) or len(cell.metadata) > 1:
            report(cell.line, "not a solution. Begin each cell with '# %% solution=\"…\"'.")
        elif name not in known:
            hint = advice(name, known)
            report(cell.line, f'solution="{name}" is not in {exercise.path.name}.{hint}')
        else:
            solutions[name] = cell.source
            _check_syntax(cell, report)
    for problem in problems:
        report(problem.line, problem.message)
    if not any(cell.metadata for cell in cells) and not problems:
        report(0, "it replaces no solution. Add a cell '# %% solution=\"…\"'.")
    return solutions


def _check_syntax(cell: TextCell, report: Report) -> None:
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        report(cell.first_line + (error.lineno or 1) - 1, f"not valid Python: {error.msg}.")
