"""One judge for several programs: each finds what a fresh judge finds, or gets a fresh one."""

import os
import select
import time
from dataclasses import replace

import pytest

from grading.sandbox import sitting
from grading.sandbox.client import ForkServer
from grading.sandbox.effects import lasting_effect
from grading.sandbox.environment import Environment
from grading.sandbox.program import Limits

GIVEN = ("given", "import numpy as np\nlimit = 3")
RIGHT = ("student", "def double(x):\n    return 2 * x")
WRONG = ("student", "def double(x):\n    return x + 2")
CHECK = ("check", "assert double(2) == 4\nassert double(limit) == 6")
NAME = "an exercise"


@pytest.fixture
def waiting(server):
    """Return a function that counts the judges that wait for their next program."""
    server._current().sittings.clear()
    return lambda: len(server._current().sittings)


def verdicts(result):
    return [
        (cell.id, cell.status, cell.value, cell.assertions, cell.outputs, cell.error)
        for cell in result.cells
    ], result.flags


def same_judge(server):
    (found,) = server._current().sittings
    return found


def test_a_judge_serves_the_programs_of_its_sitting(run, program, server, waiting):
    for count in (1, 2, 3):
        assert run(program(GIVEN, RIGHT, CHECK, sitting=NAME)).cells[-1].status == "ok"
        assert waiting() == 1
        assert same_judge(server).programs == count


def test_each_program_gets_the_verdict_of_a_fresh_judge(run, program, waiting):
    programs = [program(GIVEN, answer, CHECK) for answer in (RIGHT, WRONG, RIGHT, WRONG, RIGHT)]
    fresh = [verdicts(run(one)) for one in programs]
    assert [verdicts(run(replace(one, sitting=NAME))) for one in programs] == fresh
    assert waiting() == 1


def test_a_check_is_explained_by_whoever_owns_its_names_now(run, program, waiting):
    binds = ("check", "assert double(2) == 4\nfound = 4")
    compares = ("check", "assert found == double(2), 'found'\nassert 5 == found")
    own = ("student", "found = 6\ndef double(x):\n    return 3 * x")
    programs = [program(GIVEN, answer, binds, compares) for answer in (RIGHT, own, RIGHT, own)]
    fresh = [verdicts(run(one)) for one in programs]
    assert [verdicts(run(replace(one, sitting=NAME))) for one in programs] == fresh
    assert fresh[0] != fresh[1]


def test_a_text_of_another_students_cell_is_forgotten(run, program, waiting):
    check = ("check", "import inspect\nassert 'honest' in inspect.getsource(double)")
    body = "def double(x):\n    return 2 * x"
    liar = (
        "student",
        "import linecache\n"
        f"double = None\nexec(compile({body!r}, NAME, 'exec'))\n"
        "linecache.cache[NAME] = (1, None, ['# honest\\n'] * 9, NAME)",
    )
    probe = program(GIVEN, ("student", f"{body}\nprint(double.__code__.co_filename)"))
    name = run(probe).cells[1].outputs[0]["text"].strip()
    lying = program(GIVEN, (liar[0], liar[1].replace("NAME", repr(name))), check, sitting=NAME)
    plain = program(
        GIVEN, ("student", f"{body}\nprint(double.__code__.co_filename)"), check, sitting=NAME
    )
    run(lying)
    assert run(plain).cells[-1].status == "error"


def test_a_warning_that_was_shown_to_one_is_shown_to_the_next(run, program, waiting):
    student = (
        "student",
        "import warnings\ndef double(x):\n    warnings.warn('once')\n    return 2",
    )
    check = (
        "check",
        "import warnings\n"
        "with warnings.catch_warnings(record=True) as found:\n"
        "    warnings.simplefilter('once')\n"
        "    double(1)\n"
        "assert len(found) == 1, len(found)",
    )
    for _ in range(3):
        assert run(program(GIVEN, student, check, sitting=NAME)).cells[-1].status == "ok"
    assert waiting() == 1


def test_programs_without_a_sitting_share_no_judge(run, program, waiting):
    run(program(GIVEN, RIGHT, CHECK))
    assert waiting() == 0


def test_another_sitting_has_another_judge(run, program, waiting):
    run(program(GIVEN, RIGHT, CHECK, sitting=NAME))
    run(program(GIVEN, RIGHT, CHECK, sitting="another exercise"))
    assert waiting() == 2


def test_other_limits_are_another_sitting(server, program, waiting):
    server.run(program(GIVEN, RIGHT, CHECK, sitting=NAME), Limits(memory_mb=256))
    server.run(program(GIVEN, RIGHT, CHECK, sitting=NAME), Limits(memory_mb=300))
    assert waiting() == 2


def test_each_program_is_judged_with_its_own_files(run, program, waiting):
    check = ("check", "assert double(1) == int(open('goal.txt').read())")
    for goal in (b"2", b"3", b"2"):
        cells = program(GIVEN, RIGHT, check, judge_files={"goal.txt": goal}, sitting=NAME)
        assert (run(cells).cells[-1].status == "ok") == (goal == b"2")
    assert waiting() == 2


def test_names_of_one_program_are_not_there_in_the_next(run, program, waiting):
    check = ("check", "seen = 'left' in globals()\nleft = 1\nassert not seen\n_ = 5\n0.5")
    for _ in range(3):
        result = run(program(GIVEN, RIGHT, check, sitting=NAME)).cells[-1]
        assert (result.status, result.value, result.execution_count) == ("ok", 0.5, 2)
    assert waiting() == 1


def test_random_numbers_begin_anew(run, program, waiting):
    check = ("check", "import random\nfloat(random.random() + np.random.rand())")
    values = {
        run(program(GIVEN, RIGHT, check, sitting=NAME, seed=7)).cells[-1].value for _ in range(3)
    }
    assert len(values) == 1
    assert waiting() == 1


LASTING = {
    "an environment variable": "import os\nos.environ['LEFT'] = '1'",
    "the working folder": "import os\nos.mkdir('below')\nos.chdir('below')",
    "a file": "open('left.txt', 'w').write('x')",
    "an empty folder": "import os\nos.mkdir('left')",
    "a link": "import os\nos.symlink('/nowhere', 'left')",
    "a printer of IPython's": "get_ipython().display_formatter.formatters['text/plain'].for_type("
    "range, lambda value, printer, cycle: printer.text('left'))",
    "a hook of IPython's": "get_ipython().events.register('pre_run_cell', print)",
    "an open file": "import os\nkeep = os.open('/dev/null', os.O_RDONLY)",
    "a name of a module": "np.left = 1",
    "a replaced function": "np.mean = np.sum",
    "a replaced module": "import sys, types\nsys.modules['json'] = types.ModuleType('json')",
    "a removed module": "import sys\ndel sys.modules['json']",
    "a builtin": "import builtins\nbuiltins.left = 1",
    "the search path": "import sys\nsys.path.append('/left')",
    "numpy's error state": "np.seterr(all='ignore')",
    "numpy's print options": "np.set_printoptions(precision=2)",
    "pandas' options": "import pandas as pd\npd.set_option('display.max_rows', 3)",
    "matplotlib's settings": "import matplotlib as m\nm.rcParams['lines.linewidth'] = 9",
    "a warning filter": "import warnings\nwarnings.simplefilter('ignore')",
    "the log level": "import logging\nlogging.root.setLevel(1)",
    "the decimal context": "import decimal\ndecimal.getcontext().prec = 5",
    "a signal handler": "import signal\nsignal.signal(signal.SIGUSR1, signal.SIG_IGN)",
    "a timer": "import signal\nsignal.setitimer(signal.ITIMER_VIRTUAL, 1000, 1000)",
    "a thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()",
    "the recursion limit": "import sys\nsys.setrecursionlimit(2000)",
    "the garbage collector": "import gc\ngc.disable()",
    "the umask": "import os\nos.umask(0o77 ^ 0o11)",
}


@pytest.mark.parametrize("effect", LASTING)
def test_a_judge_that_was_changed_serves_nobody_else(effect, run, program, waiting):
    cells = program(GIVEN, RIGHT, ("check", f"{LASTING[effect]}\n0.5"), sitting=NAME)
    result = run(cells).cells[-1]
    assert (result.status, result.value) == ("ok", 0.5)
    assert waiting() == 0
    assert verdicts(run(cells)) == verdicts(run(replace(cells, sitting="")))


def test_what_a_given_cell_changes_ends_the_sitting_too(run, program, waiting):
    given = ("given", "import numpy as np\nlimit = 3\nnp.set_printoptions(precision=2)")
    assert run(program(given, RIGHT, CHECK, sitting=NAME)).cells[-1].status == "ok"
    assert waiting() == 0


def test_a_library_that_a_check_imports_may_stay(run, program, server, waiting):
    check = ("check", "import colorsys, xml.dom.minidom\nassert double(2) == 4")
    for count in (1, 2):
        assert run(program(GIVEN, RIGHT, check, sitting=NAME)).cells[-1].status == "ok"
        assert same_judge(server).programs == count


def test_a_flag_ends_the_sitting(run, program, waiting):
    liar = "class Liar:\n    def __eq__(self, other):\n        return True\n"
    attack = ("student", f"{liar}def double(x):\n    return Liar()")
    result = run(program(GIVEN, attack, CHECK, sitting=NAME))
    assert result.flags
    assert waiting() == 0
    assert run(program(GIVEN, RIGHT, CHECK, sitting=NAME)).cells[-1].status == "ok"


@pytest.mark.parametrize("body", ["while True: pass", "import os; os._exit(1)"])
def test_a_student_that_breaks_a_limit_ends_the_sitting(body, server, program, waiting):
    limits = Limits(wall_time_s=1.0, memory_mb=256)
    run = lambda *cells: server.run(program(*cells, sitting=NAME), limits)  # noqa: E731
    run(GIVEN, RIGHT, CHECK)
    assert waiting() == 1
    broken = run(GIVEN, ("student", f"def double(x):\n    {body}"), CHECK)
    assert broken.cells[-1].status == "limit"
    assert waiting() == 0
    assert run(GIVEN, RIGHT, CHECK).cells[-1].status == "ok"


def test_a_judge_that_died_while_it_waited_is_replaced(run, program, server, waiting):
    run(program(GIVEN, RIGHT, CHECK, sitting=NAME))
    same_judge(server).process.signal(9)
    assert same_judge(server).process.is_dead(5.0)
    assert run(program(GIVEN, RIGHT, CHECK, sitting=NAME)).cells[-1].status == "ok"
    assert same_judge(server).programs == 1


def test_a_judge_serves_a_bounded_number_of_programs(run, program, server, waiting, monkeypatch):
    monkeypatch.setattr("grading.sandbox.crew.MAX_PROGRAMS", 2)
    counts = []
    for _ in range(4):
        run(program(GIVEN, RIGHT, CHECK, sitting=NAME))
        counts.append(waiting())
    assert counts == [1, 0, 1, 0]


def test_a_judge_that_grows_serves_nobody_else(run, program, waiting, monkeypatch):
    monkeypatch.setattr("grading.sandbox.crew.MAX_GROWTH_MB", -1.0)
    run(program(GIVEN, RIGHT, CHECK, sitting=NAME))
    assert waiting() == 0


def test_time_of_processor_is_told_for_each_program(run, program, waiting):
    used = [run(program(GIVEN, RIGHT, CHECK, sitting=NAME)).usage.cpu_time_s for _ in range(4)]
    assert all(seconds > 0 for seconds in used)
    assert used[-1] < sum(used[:-1])


def test_judges_do_not_wait_for_ever(monkeypatch, program):
    monkeypatch.setattr(sitting, "_PATIENCE_S", 0.1)
    with ForkServer(Environment(("numpy",))) as server:
        server.run(program(GIVEN, RIGHT, CHECK, sitting=NAME))
        sittings = server._current().sittings
        deadline = time.monotonic() + 10.0
        while len(sittings) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(sittings) == 0
        assert server.run(program(GIVEN, RIGHT, CHECK, sitting=NAME)).cells[-1].status == "ok"


def test_a_closed_server_leaves_no_judge(program):
    with ForkServer(Environment(("numpy",))) as server:
        server.run(program(GIVEN, RIGHT, CHECK, sitting=NAME))
        process = os.dup(same_judge(server).process.pidfd)
    poller = select.poll()
    poller.register(process, select.POLLIN)
    assert poller.poll(5000), "a pidfd polls readable once its process is dead"
    os.close(process)


def test_a_module_beside_the_notebook_is_imported_anew(run, program, waiting):
    files = {"own.py": b"calls = []\ndef count():\n    calls.append(1)\n    return len(calls)\n"}
    cells = program(
        ("given", "import own"),
        ("student", "def double(x):\n    return own.count() * x"),
        ("check", "assert double(2) == 2\nassert own.count() == 1"),
        files=files, judge_files=files, sitting=NAME,
    )  # fmt: skip
    assert [run(cells).cells[-1].status for _ in range(2)] == ["ok", "ok"]
    assert waiting() == 0


def test_all_answers_in_one_sitting_get_the_scores_of_fresh_judges(
    exercise, exercises, plans, run, waiting
):
    cells = {cell.id: cell for cell in plans(exercise).cells}
    for answer in ("", *exercises[exercise].answers):
        plain = exercises[exercise].program(answer)
        planned = tuple(
            replace(cell, mode=cells[cell.id].mode, policy=cells[cell.id].policy)
            for cell in plain.cells
        )
        alone = replace(plain, cells=planned)
        assert verdicts(run(replace(alone, sitting=exercise))) == verdicts(run(alone))


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nrng = np.random.default_rng(0)\nvalues = rng.normal(size=3)",
        "import pandas as pd\ntable = pd.DataFrame({'a': [1]})\ntable['b'] = 2\n",
        "table.loc[3, 'a'] = None\nnames = []\nnames.append(1)",
        "class Point:\n    def __init__(self, x):\n        self.x = x",
        "assert np.allclose(f(values), 0), 'message'",
        "from sklearn.tree import DecisionTreeClassifier\nmodel = DecisionTreeClassifier()",
        "import re\npattern = re.compile('a')\ntable.eval('a + b')",
        "import math\nfor n in range(3):\n    assert math.isclose(f(n), n**2)",
    ],
)
def test_everyday_cells_have_no_lasting_effect(source):
    assert lasting_effect(source) == ""


@pytest.mark.parametrize(
    "source",
    [
        "import pandas as pd\npd.DataFrame.size = 3",
        "import numpy as np\nalias = np\nalias.mean = 1",
        "setattr(x, 'a', 1)",
        "from pandas.api.extensions import register_dataframe_accessor",
        "import pandas as pd\n@pd.api.extensions.register_dataframe_accessor('a')\nclass A: pass",
        "from unittest.mock import patch",
        "import importlib",
        "import numpy as np\nnp.sctypes['float'] = 1",
        "import numpy as np\nnp.sctypes.update(a=1)",
        "import os\nos.environ['A'] = '1'",
        "x.__class__ = int",
        "exec('x = 1')",
        "vars(x)['a'] = 1",
        "del x.a",
        "%matplotlib inline",
        "def broken(:",
    ],
)
def test_cells_that_reach_further_are_told(source):
    assert lasting_effect(source)
