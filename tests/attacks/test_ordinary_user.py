"""The attacks that privileges decide, when the whole worker runs as an ordinary user."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from attack import read_attacks

NOBODY = 65534
HERE = Path(__file__).parent
# In a user namespace of its own, an account may forbid further ones: namespaces(7), "The
# /proc/sys/user directory". The suite then runs where the kernel itself refuses them.
FORBID = ["unshare", "--user", "--map-root-user", "sh", "-c",
          'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', "sh"]  # fmt: skip
MACHINES = {"namespaces allowed": [], "namespaces forbidden": FORBID}
# The other attacks meet walls that stand alike for every account: `test_host.py` runs them all.
GROUPS = {"kernel", "leaving", "network", "parent", "reading", "signals", "writing"}
BOMBS = {"disk-bomb", "fork-bomb", "inode-bomb", "memory-bomb-in-children", "thread-bomb"}


def names_of_attacks():
    """Return an expression for pytest's `-k` that chooses the attacks."""
    chosen = [a.name for a in read_attacks("host") if a.group in GROUPS or a.name in BOMBS]
    return " or ".join(f"every-wall-{name}" for name in chosen)


def run_suite_as_nobody(python, cache, prefix):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*prefix, python, "-P", "-m", "pytest", str(HERE / "test_host.py"), "-q", "-x"]
    command += ["-p", "no:cacheprovider", "--rootdir", str(HERE), "-c", os.devnull]
    command += ["--import-mode=importlib", f"--basetemp={cache / 'tmp'}", "-k", names_of_attacks()]
    return subprocess.run(
        command, env=environment, cwd=cache, capture_output=True, text=True,
        user=NOBODY, group=NOBODY, extra_groups=[],
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become an ordinary user")
@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare(1) of util-linux")
@pytest.mark.parametrize("machine", MACHINES)
def test_the_attacks_fail_for_an_ordinary_user(machine, open_python):
    cache = Path(tempfile.mkdtemp(dir=Path(open_python).parents[2]))
    os.chown(cache, NOBODY, NOBODY)
    run = run_suite_as_nobody(open_python, cache, MACHINES[machine])
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
