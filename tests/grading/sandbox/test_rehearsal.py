"""A rehearsal in the warm parent uses what is installed, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading.sandbox import rehearsal

_STATE = """
import builtins, linecache, os, random, sys, threading, warnings
import numpy, pandas, sklearn.linear_model, sklearn.metrics, sklearn.model_selection, sklearn.tree
from grading.sandbox import integrity, rehearsal, shell

def state():
    ours = shell.shell()
    return {
        "random": random.getstate(), "numpy": repr(numpy.random.get_state()),
        "filters": [*warnings.filters], "streams": (sys.stdout, sys.stderr), "argv": sys.argv,
        "main": sys.modules["__main__"], "builtins": dict(vars(builtins)),
        "variables": dict(os.environ), "files": {f for f in linecache.cache if f[0] == "<"},
        "names": dict(ours.user_ns), "module": ours.user_module, "count": ours.execution_count,
        "options": repr(pandas.options.display.max_rows), "folder": sorted(os.listdir(".")),
        "threads": (threading.active_count(), len(os.listdir("/proc/self/task"))),
        "descriptors": len(os.listdir("/proc/self/fd")), "findings": integrity.findings(),
        "history": [ours.user_ns[n] for n in ("In", "Out", "_ih", "_oh")],
    }

shell.warm()
integrity.note()
shell.reset(shell.shell())
before = state()
rehearsal.rehearse()
after = state()
changed = {name for name in before if name != "names" and before[name] != after[name]}
print(sorted(changed), sorted({*before["names"]} ^ {*after["names"]}), after["findings"])
"""


@pytest.mark.parametrize("library", rehearsal._STEPS)
def test_every_step_works_with_the_installed_library(library: str) -> None:
    module = pytest.importorskip(library)
    for name in ("linear_model", "metrics", "model_selection", "neighbors", "preprocessing"):
        if library == "sklearn":
            pytest.importorskip(f"sklearn.{name}")

    for step in rehearsal._STEPS[library](module):
        step()


def test_nothing_is_left_of_a_rehearsal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _STATE],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )

    assert "[] [] []\n" == done.stdout, done.stderr


def test_every_program_of_a_rehearsal_is_judged() -> None:
    script = (
        "import numpy, pandas\n"
        "from grading.sandbox import driver_judge, integrity, rehearsal, shell\n"
        "shell.warm()\n"
        "integrity.note()\n"
        "found = []\n"
        "judge = driver_judge.JudgeDriver._answer\n"
        "def note(self, message):\n"
        "    answer = judge(self, message)\n"
        "    found.append((message['cell']['kind'], answer['result']['status'], answer['flags']))\n"
        "    return answer\n"
        "driver_judge.JudgeDriver._answer = note\n"
        "with rehearsal._leaving_no_trace():\n"
        "    rehearsal._run_program()\n"
        "print([status for kind, status, _ in found if kind == 'check'])\n"
        "print([flag for _, _, flags in found for flag in flags])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert "['ok', 'error', 'ok', 'error', 'ok', 'ok']\n[]\n" == done.stdout, done.stderr
