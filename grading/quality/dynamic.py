"""The checks that run a course's exercises, each a question to the same evidence."""

from collections.abc import Iterator, Sequence
from typing import Literal

from grading.course import ASSIGNMENT_FILE, COURSE_FILE, Course
from grading.exercise import Cell
from grading.quality.batch import Outcome
from grading.quality.experiment import code_cells
from grading.quality.finding import Finding
from grading.quality.laboratory import Evidence
from grading.quality.scores import (
    LEAST_OF_A_COURSE,
    LEAST_OF_A_SOLUTION,
    SolutionScore,
    course_score,
)
from grading.record import ExerciseRecord, QuestionRecord
from grading.suggest import advice
from grading.tables import find_line

PART_OF_LIMITS = 0.5


def check_reference(evidence: Evidence) -> Iterator[Finding]:
    """The reference solution earns every point, whatever the seeds, within half its limits."""
    seen: set[str] = set()
    for (seed, hash_seed), trial in evidence.trials.items():
        for name, cell in code_cells(evidence.exercise).items():
            reason = _failure(trial, name, cell)
            if not reason:
                continue
            what = "fails here"
            if cell.role == "tests":
                earned = trial["scores"].get(name, 0.0)
                what = f"earns {earned:g} of {cell.points:g} points"
            message = (
                f"the reference solution {what} with seed {seed} and hash seed {hash_seed}: "
                f"{reason}."
            )
            if name not in seen:
                yield Finding(evidence.exercise.path, cell.line, "reference", message)
            seen.add(name)
            break  # What fails after the first failure may only follow from it.
    yield from _check_time(evidence)
    yield from _check_memory(evidence)


def _failure(trial: Outcome, name: str, cell: Cell) -> str:
    """Return why a cell of the reference did not do what it should; empty if it did."""
    if trial["status"] == "died":
        return "the process was ended, for want of time or of memory, or ended itself"
    if name in trial["errors"]:
        return trial["errors"][name]
    is_short = cell.role == "tests" and trial["scores"][name] < cell.points
    return "its last value is too small" if is_short else ""


def _check_time(evidence: Evidence) -> Iterator[Finding]:
    limit = evidence.assignment.limits.wall_time_s
    for name, cell in code_cells(evidence.exercise).items():
        time_s = _most(evidence, "times_s", name)
        if time_s > PART_OF_LIMITS * limit:
            yield _heavy(evidence, cell, f"{_shown(time_s)} s", f"wall_time_s = {limit:g}")


def _check_memory(evidence: Evidence) -> Iterator[Finding]:
    limit = evidence.assignment.limits.memory_mb
    for name, cell in code_cells(evidence.exercise).items():
        memory_mb = _most(evidence, "memory_mb", name)
        if memory_mb > PART_OF_LIMITS * limit:
            yield _heavy(evidence, cell, f"{round(memory_mb, -1):.0f} MB", f"memory_mb = {limit:g}")
            return  # The most that was taken until here counts for every cell that follows.


def _most(evidence: Evidence, what: Literal["times_s", "memory_mb"], cell: str) -> float:
    return max((trial[what].get(cell, 0.0) for trial in evidence.trials.values()), default=0.0)


def _shown(value: float) -> str:
    return f"{value:.1f}" if value < 1 else f"{value:.0f}"


def _heavy(evidence: Evidence, cell: Cell, taken: str, limit: str) -> Finding:
    message = (
        f"the reference solution takes {taken} here, over half of {limit}. "
        "Raise the limit or make it lighter."
    )
    return Finding(evidence.exercise.path, cell.line, "reference", message)


def check_stub(evidence: Evidence) -> Iterator[Finding]:
    """The notebook as released earns nothing, and no cell of it takes the process down."""
    outcome = evidence.experiment.stub
    if outcome is None:
        return
    if outcome["status"] == "died":
        message = (
            "the notebook as students get it ends its own process: it crashes, or takes too long "
            "or too much memory."
        )
        yield Finding(evidence.exercise.path, 0, "stub", message)
    for cell in evidence.exercise.questions:
        earned = outcome["scores"].get(str(cell.id), 0.0)
        if earned:
            message = (
                f"the stub earns {earned:g} of {cell.points:g} points without an answer. "
                "Add an assertion that fails before students write theirs."
            )
            yield Finding(evidence.exercise.path, cell.line, "stub", message)


def check_answers(evidence: Evidence) -> Iterator[Finding]:
    """Stored wrong answers lose what their names say, stored right answers nothing."""
    for answer, outcome in evidence.experiment.answers:
        lost = _lost(evidence, outcome)
        for question in sorted(answer.loses - lost):
            message = f"this wrong answer earns every point of {question!r}. Test for its mistake."
            yield Finding(answer.path, 0, "wrong-answer", message)
        for question in sorted(lost - answer.loses):
            reason = outcome["errors"].get(question, "too few points")
            if answer.loses:
                message = f"this wrong answer loses {question!r} too ({reason}). Name it so."
                yield Finding(answer.path, 0, "wrong-answer", message)
            else:
                message = f"this right answer loses points of {question!r}: {reason}."
                yield Finding(answer.path, 0, "right-answer", message)


def check_verdicts(evidence: Evidence) -> Iterator[Finding]:
    """The platform's own grader agrees with the runs above about what is right.

    What they found already is not told again.
    """
    experiment, verdicts = evidence.experiment, evidence.verdicts
    if experiment.reference["status"] != "full" or verdicts is None:
        return
    path = evidence.exercise.path
    lines = {str(cell.id): cell.line for cell in evidence.exercise.questions}
    for question in _lacking(verdicts.reference):
        message = (
            f"handed in and graded, the reference solution earns {question.score or 0:g} of "
            f"{question.max_score:g} points: {_reason(question)}."
        )
        yield Finding(path, lines[question.id], "reference", message)
    for question_id, time_s in verdicts.late.items():
        limit = evidence.assignment.limits.wall_time_s
        message = (
            f"handed in and graded, the tests of {question_id!r} take {_shown(time_s)} s, over "
            f"wall_time_s = {limit:g}. Raise the limit or make them lighter."
        )
        yield Finding(path, lines[question_id], "reference", message)
    for flag in verdicts.flags:
        message = f"handed in and graded, the reference solution looks like tampering: {flag}"
        yield Finding(path, 0, "reference", message)
    known = experiment.stub["scores"] if experiment.stub else {}
    for question in verdicts.stub.questions:
        if question.kind == "tests" and question.score and not known.get(question.id):
            message = f"handed in and graded, the stub earns {question.score:g} points."
            yield Finding(path, lines[question.id], "stub", message)
    lost = {answer.path: _lost(evidence, outcome) for answer, outcome in experiment.answers}
    for answer, record in verdicts.answers:
        for question in _lacking(record):
            if question.id not in lost.get(answer.path, ()):
                message = (
                    f"handed in and graded, this right answer loses points of {question.id!r}: "
                    f"{_reason(question)}."
                )
                yield Finding(answer.path, 0, "right-answer", message)


def _lacking(record: ExerciseRecord) -> list[QuestionRecord]:
    return [
        question
        for question in record.questions
        if question.kind == "tests" and (question.score or 0.0) < question.max_score
    ]


def _reason(question: QuestionRecord) -> str:
    if question.limit is not None:
        return f"{question.limit.which} over {question.limit.value:g} {question.limit.unit}"
    if question.finding is None:
        return str(question.status)
    found = question.finding
    return found.intent or ": ".join(filter(None, (found.error, found.detail))) or found.code


def _lost(evidence: Evidence, outcome: Outcome) -> frozenset[str]:
    """Return the questions that an answer lost points of; all of them if it died."""
    tests = [cell for cell in evidence.exercise.questions if cell.role == "tests"]
    if outcome["status"] == "died":
        return frozenset(str(cell.id) for cell in tests)
    # Questions before the answer's first cell did not run: nothing changed for them.
    scores = outcome["scores"]
    return frozenset(
        str(cell.id) for cell in tests if scores.get(str(cell.id), cell.points) < cell.points
    )


def check_hard_coding(evidence: Evidence) -> Iterator[Finding]:
    """An answer that only repeats what visible tests reveal does not earn every point."""
    lines = {str(cell.id): cell.line for cell in evidence.exercise.solutions}
    for solution, outcome in evidence.experiment.probes.items():
        if outcome["status"] == "full":
            message = (
                f"an answer that only repeats what the visible tests of {solution!r} reveal earns "
                "every point. Test other values between ### BEGIN HIDDEN TESTS and "
                "### END HIDDEN TESTS."
            )
            yield Finding(evidence.exercise.path, lines[solution], "hard-coding", message)


def check_mutation(scores: Sequence[SolutionScore]) -> Iterator[Finding]:
    """The tests of every solution catch enough of its mutants."""
    for item in scores:
        if item.score < LEAST_OF_A_SOLUTION:
            names = ", ".join(mutant.name for mutant in item.survivors)
            message = (
                f"the tests of {item.solution.id!r} catch {len(item.caught)} of {item.total} wrong "
                f"answers ({item.score:.0%}), {LEAST_OF_A_SOLUTION:.0%} needed. Missed: {names}."
            )
            yield Finding(item.exercise.path, item.solution.line, "mutation", message)


def check_course_score(course: Course, scores: Sequence[SolutionScore]) -> Iterator[Finding]:
    """The tests of a whole course catch enough mutants."""
    reached = course_score(scores)
    if reached < LEAST_OF_A_COURSE:
        total = sum(item.total for item in scores)
        caught = sum(len(item.caught) for item in scores)
        message = (
            f"the tests of the course catch {caught} of {total} wrong answers ({reached:.0%}), "
            f"{LEAST_OF_A_COURSE:.0%} needed."
        )
        yield Finding(course.folder / COURSE_FILE, 0, "mutation", message)


def check_equivalent(evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Mutants that an author declared equivalent exist, and tests do not catch them.

    Args:
        evidence: of every exercise of one assignment.
    """
    assignment = evidence[0].assignment
    if any(item.experiment.reference["status"] != "full" for item in evidence):
        return
    outcomes = {found.mutant.name: found for item in evidence for found in item.experiment.mutants}
    path = assignment.folder / ASSIGNMENT_FILE
    for index, declared in enumerate(assignment.equivalent):
        found = outcomes.get(declared.mutant)
        if found is None:
            message = f"there is no mutant {declared.mutant!r}.{advice(declared.mutant, outcomes)}"
        elif not found.survived:
            message = f"mutant {declared.mutant!r} is caught by tests: it is not equivalent."
        else:
            continue
        line = find_line(path, ("equivalent", index, "mutant"))
        yield Finding(path, line, "equivalent", message + " Remove the entry.")
