"""The same attacks when the whole worker runs as an ordinary user, without any privilege."""

import os
import subprocess
from pathlib import Path

import pytest

NOBODY = 65534
HERE = Path(__file__).parent


def run_suite_as_nobody(python, cache, *selection):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [python, "-P", "-m", "pytest", str(HERE / "test_host.py"), "-q", "-x"]
    command += ["-p", "no:cacheprovider", "--rootdir", str(HERE), "-c", os.devnull]
    command += ["--import-mode=importlib", f"--basetemp={cache / 'tmp'}", *selection]
    return subprocess.run(
        command, env=environment, cwd=cache, capture_output=True, text=True,
        user=NOBODY, group=NOBODY, extra_groups=[],
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become an ordinary user")
@pytest.mark.parametrize("mode", ["every-wall", "no-namespaces", "oldest-landlock"])
def test_the_attacks_fail_for_an_ordinary_user(mode, open_python, tmp_path_factory):
    cache = Path(open_python).parents[2] / mode
    cache.mkdir()
    os.chown(cache, NOBODY, NOBODY)
    run = run_suite_as_nobody(open_python, cache, "-k", mode)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
