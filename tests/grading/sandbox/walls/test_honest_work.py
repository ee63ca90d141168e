"""What honest notebooks do works behind every wall, and without namespaces."""

import pytest

from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Limits, Program
from grading.sandbox.walls import Walls

PACKAGES = ("numpy", "pandas", "matplotlib.pyplot", "sklearn.linear_model", "joblib")
WORK = {
    "a temporary file": """
import tempfile
with tempfile.TemporaryFile() as f: print(f.write(b'abc'))
""",
    "a temporary folder": """
import tempfile, os
with tempfile.TemporaryDirectory() as d: print(len(os.listdir(d)) + 3)
""",
    "a copied file": """
import shutil
open('a', 'w').write('abc')
shutil.copy2('a', 'b')
print(len(open('b').read()))
""",
    "a mode": """
import os
open('a', 'w')
os.chmod('a', 0o644)
print(3)
""",
    "a database": """
import sqlite3
c = sqlite3.connect('x.db')
c.execute('create table t (n)')
c.execute('insert into t values (3)')
c.commit()
print(c.execute('select n from t').fetchone()[0])
""",
    "an archive": """
import zipfile
with zipfile.ZipFile('x.zip', 'w') as z: z.writestr('a', 'abc')
print(zipfile.ZipFile('x.zip').getinfo('a').file_size)
""",
    "a command": """
import subprocess
print(subprocess.run(['echo', '3'], capture_output=True, text=True).stdout.strip())
""",
    "a shell": """
import os
print(os.popen('echo $((1 + 2))').read().strip())
""",
    "a stopped process": """
import subprocess
p = subprocess.Popen(['sleep', '60'])
p.terminate()
print(3 if p.wait() == -15 else p.wait())
""",
    "threads": """
from concurrent.futures import ThreadPoolExecutor
print(sum(ThreadPoolExecutor(4).map(int, '111')))
""",
    "processes": """
from multiprocessing import get_context
with get_context('fork').Pool(2) as p: print(sum(p.map(int, '111')))
""",
    "a queue": """
import multiprocessing as m
q = m.Queue()
q.put(3)
print(q.get())
""",
    "joblib": """
import joblib
print(sum(joblib.Parallel(n_jobs=2)(joblib.delayed(int)(n) for n in '111')))
""",
    "an event loop": """
import asyncio
async def f():
    await asyncio.sleep(0)
    return 3
print(asyncio.run(f()))
""",
    "a timer": """
import signal
signal.signal(signal.SIGALRM, lambda *_: print(3))
signal.alarm(1)
signal.pause()
""",
    "a memory map": """
import mmap
with open('a', 'wb') as f:
    f.write(b'abc')
with open('a', 'r+b') as f:
    print(mmap.mmap(f.fileno(), 0).size())
""",
    "an account": """
import getpass, pathlib
print(3 if getpass.getuser() and pathlib.Path.home().exists() else 0)
""",
    "the time": """
import datetime, zoneinfo
print(3 if datetime.datetime.now(zoneinfo.ZoneInfo('Europe/Paris')) else 0)
""",
    "processors": """
import os
print(3 if os.cpu_count() else 0)
""",
    "random bytes": """
import secrets
print(len(secrets.token_bytes(3)))
""",
    "a table": """
import pandas as pd
pd.DataFrame({'a': [1, 2]}).to_csv('a.csv')
print(pd.read_csv('a.csv').a.sum())
""",
    "an array on disk": """
import numpy as np
np.save('a', np.ones(3))
print(int(np.load('a.npy', mmap_mode='r').sum()))
""",
    "linear algebra": """
import numpy as np
print(int(np.linalg.inv(np.eye(300)).sum()) // 100)
""",
    "a model": """
from sklearn.linear_model import LinearRegression
print(round(LinearRegression().fit([[1], [2]], [1, 2]).predict([[3]])[0]))
""",
    "a figure": """
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.savefig('a.png')
print(3 if open('a.png', 'rb').read(4) == b'\\x89PNG' else 0)
""",
    "a late import": """
import xml.dom.minidom as m
print(len(m.parseString('<a><b/></a>').toxml()) // 10)
""",
}
# sem_open(3) keeps semaphores in /dev/shm, which only the mount namespace makes private.
NEEDS_NAMESPACES = {"processes", "a queue"}
MODES = {"every-wall": Walls(), "no-namespaces": Walls(namespaces=False, required=frozenset())}


@pytest.fixture(scope="module", params=MODES)
def server(request):
    environment = Environment(PACKAGES, driver="grading.sandbox.plain")
    with ForkServer(environment, MODES[request.param]) as server:
        yield server


@pytest.mark.parametrize("name", WORK)
def test_honest_work_gives_its_result(name, server, printed):
    if name in NEEDS_NAMESPACES and not server.walls.namespaces:
        pytest.skip("multiprocessing needs /dev/shm, which is everyone's without namespaces")
    program = Program((Cell("a", "student", WORK[name]),))
    result = server.run(program, Limits(wall_time_s=20.0, memory_mb=512))
    assert (printed(result), result.cells[0].error) == (["3\n"], None)
    assert result.flags == ()
