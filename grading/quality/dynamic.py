"""The checks that run a course's exercises, each a question to the same evidence."""

from collections.abc import Iterator, Sequence

from grading.course import ASSIGNMENT_FILE, COURSE_FILE, Course
from grading.quality.batch import Outcome
from grading.quality.finding import Finding
from grading.quality.laboratory import Evidence
from grading.quality.scores import (
    LEAST_OF_A_COURSE,
    LEAST_OF_A_SOLUTION,
    SolutionScore,
    course_score,
)
from grading.quality.trials import code_cells
from grading.record import ExerciseRecord, QuestionRecord
from grading.suggest import advice
from grading.tables import find_line

PART_OF_LIMITS = 0.5


def check_reference(evidence: Evidence) -> Iterator[Finding]:
    """The reference solution earns every point, whatever the seeds, within half its limits."""
    seen: set[str] = set()
    for (seed, hash_seed), trial in evidence.trials.items():
        for name, cell in code_cells(evidence.exercise).items():
            lost = cell.role == "tests" and trial.scores[str(cell.id)] < cell.points
            if not (lost or name in trial.messages):
                continue
            what = "fails here"
            if lost:
                what = f"earns {trial.scores[str(cell.id)]:g} of {cell.points:g} points"
            reason = trial.messages.get(name, "its last value is too small")
            message = (
                f"the reference solution {what} with seed {seed} and hash seed {hash_seed}: "
                f"{reason}."
            )
            if name not in seen:
                yield Finding(evidence.exercise.path, cell.line, "reference", message)
            seen.add(name)
            break  # What fails after the first failure may only follow from it.
    yield from _check_limits(evidence)


def _check_limits(evidence: Evidence) -> Iterator[Finding]:
    limits = evidence.assignment.limits
    trials = evidence.trials.values()
    for name, cell in code_cells(evidence.exercise).items():
        time_s = max(trial.cells[name].wall_time_s for trial in trials)
        memory_mb = max(trial.cells[name].memory_mb for trial in trials)
        for what, value, limit, unit in (
            ("wall_time_s", time_s, limits.wall_time_s, "s"),
            ("memory_mb", memory_mb, float(limits.memory_mb), "MB"),
        ):
            if value > PART_OF_LIMITS * limit:
                shown = f"{value:.1f}" if value < 1 else f"{value:.0f}"
                message = (
                    f"the reference solution takes {shown} {unit} here, over half of "
                    f"{what} = {limit:g}. Raise the limit or make it lighter."
                )
                yield Finding(evidence.exercise.path, cell.line, "reference", message)


def check_stub(evidence: Evidence) -> Iterator[Finding]:
    """The notebook as released earns nothing, and no cell of it takes the process down."""
    outcome = evidence.experiment.stub
    if outcome is None:
        return
    if outcome["status"] == "died":
        message = "the notebook as students get it takes too long or too much memory to run."
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
