"""Which cell runs in which process, in which order."""

import pytest

from grading.errors import PlatformError
from grading.sandbox.program import Cell, LimitHit, Program


def check(source, visible="", mode="judged"):
    return Cell("check", "check", source, visible, mode)


def test_a_given_cell_runs_in_both_processes(plain_server, printed):
    cells = (Cell("given", "given", "x = 5\nprint('given')"), check("print(x)"))
    assert printed(plain_server.run(Program(cells))) == ["given\n", "5\n"]


def test_a_student_cell_does_not_run_in_the_judge(plain_server):
    cells = (Cell("a", "student", "x = 5"), check("x"))
    assert plain_server.run(Program(cells)).cells[1].error.ename == "NameError"


def test_the_visible_part_of_a_check_runs_in_a_replay_of_the_student(plain_server, printed):
    cells = (
        check("print('judge')", visible="seen = 1"),
        Cell("a", "student", "import os; os._exit(0)"),
        Cell("b", "student", "print(seen)"),
    )
    assert printed(plain_server.run(Program(cells))) == ["judge\n", "", "1\n"]


def test_the_hidden_part_of_a_check_does_not_reach_the_student(plain_server):
    cells = (check("secret = 1", visible="1"), Cell("a", "student", "secret"))
    assert plain_server.run(Program(cells)).cells[1].error.ename == "NameError"


def test_an_error_in_the_visible_part_costs_nothing(plain_server):
    cells = (check("1", visible="1 / 0"), Cell("a", "student", "1"))
    assert [cell.status for cell in plain_server.run(Program(cells)).cells] == ["ok", "ok"]


def test_the_judge_sees_only_the_instructors_files(plain_server, printed):
    cells = (check("import os\nprint(os.listdir('.'))"),)
    program = Program(cells, {"cheat.py": b"1", "data.csv": b"1"}, {"data.csv": b"1"})
    assert printed(plain_server.run(program)) == ["['data.csv']\n"]


def test_the_judge_and_the_student_have_different_scratch_folders(plain_server, printed):
    cells = (Cell("a", "student", "open('mine', 'w')"), check("import os\nprint(os.listdir('.'))"))
    assert printed(plain_server.run(Program(cells)))[1] == "[]\n"


def test_a_sealed_check_runs_after_the_last_cell_of_the_student(plain_server, printed):
    sealed = check("print('sealed')", visible="seen = 1", mode="sealed")
    cells = (Cell("a", "student", "x = 1"), sealed, Cell("b", "student", "print(x, seen)"))
    assert printed(plain_server.run(Program(cells))) == ["", "sealed\n", "1 1\n"]


def test_files_are_those_of_the_first_pass_when_checks_are_sealed(plain_server):
    cells = (Cell("a", "student", "open('f', 'w').write('x')"), check("1", mode="sealed"))
    assert plain_server.run(Program(cells)).files == {"f": b"x"}


def test_a_check_that_kills_the_judge_costs_that_check_alone(plain_server, printed):
    cells = (
        Cell("given", "given", "x = 5"),
        Cell("check-1", "check", "import os; os._exit(1)"),
        Cell("check-2", "check", "print(x)"),
    )
    result = plain_server.run(Program(cells))
    assert result.cells[1].limit == LimitHit("crash", 1, "exit")
    assert printed(result)[2] == "5\n"


def test_a_check_that_takes_too_long_is_interrupted(plain_server, limits):
    result = plain_server.run(Program((check("while True: pass"), check("1"))), limits)
    assert [cell.status for cell in result.cells] == ["limit", "ok"]


def test_a_student_that_died_before_a_check_is_rebuilt_for_it(plain_server, printed):
    cells = (
        Cell("a", "student", "x = 1"),
        Cell("b", "student", "import os; os._exit(0)"),
        check("print('judged')"),
        Cell("c", "student", "print(x)"),
    )
    assert printed(plain_server.run(Program(cells)))[2:] == ["judged\n", "1\n"]


def test_a_program_without_cells_has_no_results(plain_server):
    assert plain_server.run(Program(())).cells == ()


def test_nbgrader_execution_is_set_in_the_student(run, printed):
    result = run("import os\nprint(os.environ['NBGRADER_EXECUTION'])", execution="validate")
    assert printed(result) == ["validate\n"]


def test_the_programs_files_are_in_the_working_folder(run, printed):
    result = run("print(open('data/a.csv').read())", files={"data/a.csv": b"x,y"})
    assert printed(result) == ["x,y\n"]


def test_unchanged_files_are_not_handed_back(run):
    assert run("open('b', 'w').write('new')", files={"a": b"old"}).files == {"b": b"new"}


def test_a_file_name_that_climbs_is_refused(plain_server):
    with pytest.raises(PlatformError, match="no relative path"):
        plain_server.run(Program((Cell("a", "student", "1"),), {"../x": b""}))
