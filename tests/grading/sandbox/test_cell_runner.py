"""A plain cell shows and leaves the same as in IPython, whichever way it is run."""

import json
import subprocess
import sys

import pytest

_RUN = """
import json, os, re, sys, traceback
import matplotlib.pyplot
from grading.sandbox import shell
from grading.sandbox.cell_runner import CellRunner
from grading.sandbox.driver_student import run_cell

_, way, groups = sys.argv
short = []
goes = CellRunner._goes_short_way
if way == "stock":
    CellRunner._goes_short_way = lambda self, cell: False
else:
    CellRunner._goes_short_way = lambda self, cell: short.append(goes(self, cell)) or short[-1]


def run(name, cells):
    ours = shell.begin({"seed": 3})
    seen, found = [], []
    for event in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
        ours.events.register(event, lambda *parts, event=event: seen.append((event, len(parts))))
    for cell in cells:
        told = run_cell(ours, "c", cell, lambda state: None)
        told.pop("wall_time_s")
        names = {name: repr(value)[:9999] for name, value in sorted(ours.user_ns.items())}
        last = ours.last_execution_result
        result = [last.execution_count, last.result, last.error_in_exec, last.error_before_exec]
        history = ours.history_manager
        found.append([
            told, names, sorted(ours.user_ns_hidden), ours.execution_count, list(map(repr, result)),
            ours.last_execution_succeeded, ours.compile.flags, sorted(history.exceptions),
            history.input_hist_raw, history.input_hist_parsed, seen[:],
        ])
    text = re.sub("0x[0-9a-f]+|id=[0-9]+", "", json.dumps(found))
    print(json.dumps([name, text, short]), file=sys.__stdout__, flush=True)


shell.warm()
short.clear()
for name, cells in json.loads(groups).items():
    if not os.fork():
        try:
            run(name, cells)
        except BaseException as error:
            traceback.print_exception(error, file=sys.__stderr__)
        os._exit(0)
    os.wait()
"""
CELLS = {
    "values": ["x = 1\nx", "x + 1", "_ + __", "_1, Out, In", "_i, _ii, _i2", "None", "x;", "'a;b'"],
    "semicolon": ["x = 3\nx;", "x  # ;", "x; x", "print(x);"],
    "one object a statement": ["a = 1000\nb = 1000\na is b", "a = 'x y'\nb = 'x y'\nprint(a is b)"],
    "docstring": ["'about'\nx = 1\n'not about'\ny = 2", "__doc__"],
    "errors": [
        "def f(x):\n    return 1 / x\n\n\nprint(1)\nf(0)\nprint(2)",
        "import json\njson.loads('{')",
        "def g(n):\n    return g(n + 1)\n\n\ng(0)",
        "try:\n    f(0)\nexcept ZeroDivisionError as e:\n    raise ValueError('x') from e",
        "assert 1 == 2, 'no'",
        "raise KeyError('k')\n",
        "x = _8",
    ],
    "no Python": [
        "x = 1\ny = = 2",
        "def f():\nreturn 1",
        "  x = 1",
        "x = 1\n  y = 2",
        "a\0b",
        "(",
        "",
    ],
    "compiled one by one": ["print(1)\nreturn 2\nprint(3)", "x = 1\nbreak", "x = 5\nyield x", "x"],
    "future": ["from __future__ import annotations\ndef f(x: A): pass", "def g(x: B): pass\ng"],
    "late future": ["x = 1\nfrom __future__ import annotations\ndef h(y: C): pass", "x"],
    "end": ["print(1)\nraise SystemExit('bye')", "import sys\nsys.exit(3)", "exit()", "quit", "1"],
    "interrupt": ["raise KeyboardInterrupt\n", "2"],
    "hooks": ["import sys\nsys.displayhook(4)", "sys.excepthook = print\nsys.excepthook is print"],
    "ipython": ["get_ipython().execution_count", "%precision 2\n3.14159", "1.23456", "!true\n1"],
    "await": [
        "import asyncio\nawait asyncio.sleep(0)\n1",
        "async def f():\n    return 2\nawait f()",
    ],
    "display": ["display(1)\n2", "class A:\n    def _repr_html_(self):\n        return '<b>'\nA()"],
    "figure": [
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(1, 1))\nax.set_title('t')"
    ],
    "warnings": ["import warnings\nwarnings.warn('w')", "1 is 1", "'\\d'", "f'{1}' is ''\n2"],
    "annotations": ["x: int = 3", "__annotations__", "y: str", "__annotations__"],
    "input": ["input('?')", "1"],
    "patched": ["get_ipython().ast_node_interactivity = 'all'\n1\n2", "3\n4"],
    "transformer": [
        "import ast\nclass T(ast.NodeTransformer):\n    def visit_Constant(self, n):\n"
        "        return ast.copy_location(ast.Constant(7), n)\n"
        "get_ipython().ast_transformers.append(T())",
        "1",
    ],
    "names of IPython": [
        "_ = 5\n3",
        "_",
        "__, ___",
        "_oh[1], _dh is not None, _ih[1]",
        "del _i\n1",
    ],
    "long chain": ["def d(n):\n    return d(n - 1) if n else 1 / 0\n\n\nd(70)"],
    "error with a bad text": [
        "class E(Exception):\n    def __str__(self):\n        1 / 0\nraise E"
    ],
}


Found = dict[str, tuple[list[object], list[bool]]]


def run(way: str) -> Found:
    command = [sys.executable, "-c", _RUN, way, json.dumps(CELLS)]
    done = subprocess.run(command, capture_output=True, text=True)
    lines = map(json.loads, done.stdout.splitlines())
    found = {name: (json.loads(text), short) for name, text, short in lines}
    assert set(CELLS) == set(found), done.stderr
    return found


@pytest.fixture(scope="module")
def stock() -> Found:
    return run("stock")


@pytest.fixture(scope="module")
def ours() -> Found:
    return run("ours")


@pytest.mark.parametrize("name", CELLS)
def test_a_plain_cell_means_what_it_means_in_ipython(name: str, stock: Found, ours: Found) -> None:
    for cell, expected, got in zip(CELLS[name], stock[name][0], ours[name][0], strict=True):
        assert expected == got, cell


def test_plain_cells_go_the_short_way(ours: Found) -> None:
    assert all(ours["values"][1])
    assert not any(ours["await"][1])
    assert ours["transformer"][1] == [True, False]
