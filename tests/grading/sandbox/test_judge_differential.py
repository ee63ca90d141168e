"""Judged or sealed, honest work scores what it scores in a plain notebook."""

from dataclasses import replace


def outcomes(result, program):
    checks = {cell.id for cell in program.cells if cell.kind == "check"}
    return {
        part.id: (part.status == "ok", part.value) for part in result.cells if part.id in checks
    }


def with_plan(program, plan):
    planned = {cell.id: cell for cell in plan.cells}
    cells = [
        replace(cell, mode=planned[cell.id].mode, policy=planned[cell.id].policy)
        for cell in program.cells
    ]
    return replace(program, cells=tuple(cells))


def test_the_plan_gives_the_solution_its_plain_scores(exercise, exercises, plans, run, plainly):
    program = exercises[exercise].program()
    result = run(with_plan(program, plans(exercise)))
    assert outcomes(result, program) == plainly(program)


def test_the_solution_passes_every_check(exercise, exercises, plans):
    assert plans(exercise).failures == {}


def test_an_answer_gets_its_plain_scores(exercise, answer, exercises, plans, run, plainly):
    program = exercises[exercise].program(answer)
    result = run(with_plan(program, plans(exercise)))
    assert outcomes(result, program) == plainly(program)


def test_honest_answers_raise_no_flag(exercise, answer, exercises, plans, run):
    program = exercises[exercise].program(answer)
    assert run(with_plan(program, plans(exercise))).flags == ()


def test_nine_in_ten_checks_are_judged(exercises, plans):
    modes = [cell.mode for name in exercises for cell in plans(name).cells if cell.kind == "check"]
    assert modes.count("judged") / len(modes) >= 0.9
