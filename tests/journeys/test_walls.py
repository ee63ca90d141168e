"""What a student's notebook can reach of the platform, tried from inside a real kernel."""

import json
import re
import time
from pathlib import Path

import pytest

from .kernel import Kernel
from .terminal import Terminal

pytestmark = [pytest.mark.platform]

ASK = """
import json, os, urllib.error, urllib.request
def ask(url, method="GET", body=None, token=os.environ["JUPYTERHUB_API_TOKEN"]):
    headers = {"Authorization": "token " + token} if token else {}
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        return urllib.request.urlopen(request, timeout=20).status
    except urllib.error.HTTPError as error:
        return error.code
"""


@pytest.fixture(scope="module")
def kernel(platform):
    """A kernel of Yanis."""
    running = Kernel(platform, "yanis")
    running.run(ASK)
    yield running
    running.close()


def test_the_notebook_works_as_the_person_in_their_home(kernel):
    source = "import getpass, os; print(getpass.getuser(), os.getcwd(), os.listdir('/home'))"
    assert kernel.run(source) == "yanis /home/yanis ['yanis']"


def test_the_packages_of_the_courses_are_there(kernel):
    assert kernel.run("import matplotlib, numpy, pandas, scipy, sklearn; print('yes')") == "yes"


@pytest.mark.parametrize("name", ["hub/secrets.json", "campus/campus.sqlite", "cohorts", "homes"])
def test_no_folder_of_the_platform_exists(kernel, platform, name):
    path = str(platform.state / name)
    assert kernel.run(f"import os; print(os.path.exists({path!r}))") == "False"


def test_only_the_persons_own_processes_are_seen(kernel):
    source = "import os; print(len([p for p in os.listdir('/proc') if p.isdigit()]) < 12)"
    assert kernel.run(source) == "True"


def test_no_variable_holds_a_secret_of_the_platform(kernel, platform):
    secrets = (platform.state / "hub" / "secrets.json").read_text()
    values = kernel.run("import os; print(os.environ.values())")
    assert not [word for word in secrets.split('"') if len(word) == 64 and word in values]


def test_kernels_listen_on_no_port(kernel):
    source = "import os; print(os.path.basename(os.environ['JUPYTER_RUNTIME_DIR']))"
    connection = (
        "import glob, json; "
        "print({json.load(open(f))['transport'] for f in glob.glob('/tmp/jupyter/kernel-*.json')})"
    )
    assert (kernel.run(source), kernel.run(connection)) == ("jupyter", "{'ipc'}")


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("users", "GET"),
        ("users/camille", "GET"),
        ("users/camille/server", "POST"),
        ("users/camille/tokens", "POST"),
        ("users/yanis/tokens", "POST"),
        ("groups/formgrade-decouvrir-l-ia-demo/users", "POST"),
        ("shutdown", "POST"),
        ("proxy", "GET"),
    ],
)
def test_the_servers_token_opens_nothing_of_others_at_the_hub(kernel, path, method):
    body = "None" if method == "GET" else "b'{}'"
    source = f"print(ask(os.environ['JUPYTERHUB_API_URL'] + '/{path}', {method!r}, {body}))"
    assert kernel.run(source) in ("403", "404")


def test_it_reads_the_persons_own_cohorts_at_campus(kernel):
    assert kernel.run("print(ask(os.environ['ENACT_CAMPUS_API'] + 'api/cohorts'))") == "200"


@pytest.mark.parametrize("path", ["cohorts/decouvrir-l-ia-demo/submissions", "submissions/none"])
def test_it_reads_nothing_of_instructors_or_others_at_campus(kernel, path):
    assert kernel.run(f"print(ask(os.environ['ENACT_CAMPUS_API'] + 'api/{path}'))") in (
        "403",
        "404",
    )


def test_it_opens_no_page_in_the_persons_name(kernel):
    assert kernel.run("print(ask(os.environ['ENACT_CAMPUS_API']))") == "403"


def test_it_does_not_open_the_proxys_administration(kernel, platform):
    port = _ports(platform)["proxy_api"]
    source = f"print(ask('http://127.0.0.1:{port}/api/http/routers'))"
    assert kernel.run(source) in ("401", "403", "404")


@pytest.mark.parametrize("path", ["dashboard/", "metrics", "debug/pprof/", "api/rawdata", "ping"])
def test_nothing_else_is_served_beside_the_proxys_administration(kernel, platform, path):
    port = _ports(platform)["proxy_api"]
    assert kernel.run(f"print(ask('http://127.0.0.1:{port}/{path}'))") in ("401", "403", "404")


@pytest.mark.parametrize(
    ("program", "path"),
    [
        ("hub", "hub/api/users"),
        ("hub", "hub/api/proxy"),
        ("hub", "hub/api/services"),
        ("hub", "hub/metrics"),
        ("campus", "services/campus/api/cohorts"),
        ("campus", "services/campus/api/cohorts/decouvrir-l-ia-demo/submissions"),
    ],
)
def test_the_programs_own_ports_ask_for_a_token(kernel, platform, program, path):
    address = f"http://127.0.0.1:{_ports(platform)[program]}/{path}"
    assert kernel.run(f"print(ask({address!r}, token=''))") == "403"


@pytest.fixture(scope="module")
def neighbour(platform):
    """Where Marc's notebook server listens, on the network that Yanis's has too."""
    running = Kernel(platform, "marc")
    running.close()
    log = (platform.state / "hub" / "logs" / "marc.log").read_text()
    return re.findall(r"http://127\.0\.0\.1:(\d+)/user/marc/", log)[-1]


@pytest.mark.parametrize("token", ["os.environ['JUPYTERHUB_API_TOKEN']", "''"])
@pytest.mark.parametrize("path", ["contents", "kernels", "terminals", "sessions", "me"])
def test_a_neighbours_server_lets_nobody_else_in(kernel, neighbour, path, token):
    address = f"http://127.0.0.1:{neighbour}/user/marc/api/{path}"
    assert kernel.run(f"print(ask({address!r}, token={token}))") == "403"


def test_no_port_of_the_platform_can_be_shared_or_taken(kernel, platform, neighbour):
    ports = [*_ports(platform).values(), int(neighbour), int(platform.url.rpartition(":")[2])]
    source = f"""
import socket
for port in {ports}:
    mine = socket.socket()
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        mine.bind(("127.0.0.1", port))
        mine.listen()
        print("taken", port)
    except OSError:
        pass
"""
    assert kernel.run(source) == ""


@pytest.mark.parametrize("kind", ["AF_PACKET, socket.SOCK_RAW", "AF_INET, socket.SOCK_RAW, 6"])
def test_nobody_listens_in_on_the_network(kernel, kind):
    source = f"import socket\ntry: socket.socket(socket.{kind}); print('open')\n"
    assert kernel.run(f"{source}except PermissionError: print('refused')") == "refused"


def test_the_keeper_and_its_warm_parents_are_out_of_reach(kernel, platform):
    """Neither their socket, nor their processes, nor what they hold open can be found."""
    path = str(platform.state / "hub" / "keeper.socket")
    keeper = next(
        folder.name
        for folder in Path("/proc").glob("[0-9]*")
        if b"hub_config.keeper\0" in _command(folder) and _is_of(folder, platform.state)
    )
    source = (
        f"import os, socket\n"
        f"print(os.path.exists({path!r}), os.path.exists('/proc/{keeper}/root'))\n"
        f"for step in (lambda: os.kill({keeper}, 0), lambda: socket.socket(socket.AF_UNIX, "
        f"socket.SOCK_SEQPACKET).connect({path[:100]!r})):\n"
        f"    try: step(); print('reached')\n"
        f"    except OSError as error: print(type(error).__name__)"
    )
    told = kernel.run(source).split("\n")
    assert told == ["False False", "ProcessLookupError", "FileNotFoundError"]


def test_a_kernel_is_warm_and_its_randomness_is_its_own(platform, kernel):
    warm = "import sys; print({'numpy', 'pandas', 'sklearn'} <= set(sys.modules))"
    draw = "import random, numpy; print(random.random(), numpy.random.random())"
    assert kernel.run(warm) == "True"
    other = Kernel(platform, "marc")
    assert not set(kernel.run(draw).split()) & set(other.run(draw).split())
    other.close()


def test_validate_runs_in_a_warm_kernel(kernel):
    """The test cell passes where scikit-learn is there without having been imported."""
    source = """
import nbformat
cell = nbformat.v4.new_code_cell("import sys; assert 'sklearn' in sys.modules")
cell.metadata.nbgrader = dict(
    schema_version=3, grade=True, solution=False, locked=True, task=False,
    points=1, grade_id="warm", cell_type="code",
)
notebook = nbformat.v4.new_notebook(cells=[cell])
notebook.metadata.kernelspec = dict(name="python3", display_name="Python 3")
nbformat.write(notebook, "warm.ipynb")
"""
    assert kernel.run(source) == ""
    answer = kernel.http.post(f"{kernel.url}assignments/validate", params={"path": "warm.ipynb"})
    told = answer.json()
    assert (told["success"], "failed" in told["value"]) == (True, False), told


@pytest.fixture(scope="module")
def terminal(kernel):
    """A terminal of Yanis."""
    opened = Terminal(kernel)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("id -un", "yanis"),
        ("ls /home", "yanis"),
        ("touch /usr/x /etc/x /x; echo", "Read-only file system"),
        ("unshare -r true; echo", "unshare failed"),
        ("mount -t tmpfs x /tmp; echo", "mount"),
        ("cat /proc/1/environ | wc -c", "0"),
        ("python3 -c 'import socket; socket.socket(socket.AF_PACKET, 3)'", "not permitted"),
        ("python3 -c 'bytes(2 * 2**30)'", "MemoryError"),
    ],
)
def test_a_terminal_stands_behind_the_same_wall(terminal, command, shown):
    assert shown in terminal.run(command)


@pytest.mark.parametrize("name", ["hub/secrets.json", "hub/jupyterhub.sqlite", "homes/camille"])
def test_a_terminal_finds_no_folder_of_the_platform(terminal, platform, name):
    assert "No such file" in terminal.run(f"ls {platform.state / name}")


def test_one_array_beyond_the_memory_is_refused(kernel):
    source = "try: print(len(bytes(2 * 2**30)))\nexcept MemoryError: print('refused')"
    assert kernel.run(source) == "refused"


def test_a_memory_bomb_of_many_processes_ends_and_neighbours_go_on(platform, kernel):
    source = """
import subprocess, sys
hog = [sys.executable, "-c", "import time; x = b'x' * (300 * 2**20); time.sleep(8)"]
running = [subprocess.Popen(hog) for _ in range(4)]
print(min(process.wait() for process in running))
"""
    bomb = Kernel(platform, "marc")
    assert bomb.run(source) == "-9"
    assert kernel.run("print(1)") == "1"
    bomb.close()


def test_a_fork_bomb_is_stopped_and_neighbours_go_on(platform, kernel):
    """Refused by a control group or a limit; root without them loses its whole wall."""
    source = """
import os, signal, time
started = []
try:
    while True:
        pid = os.fork()
        if pid == 0:
            time.sleep(30)
            os._exit(0)
        started.append(pid)
except OSError:
    for pid in started:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    print("refused" if len(started) < 200 else len(started))
"""
    bomb = Kernel(platform, "marc")
    assert bomb.run(source) in ("refused", "(gone)")
    assert kernel.run("print(1)") == "1"
    bomb.close()


def test_a_disk_cannot_be_filled_and_a_full_home_can_be_emptied(platform):
    source = """
import os, time
refused = ""
for n in range(200):
    try:
        with open(f"big-{n}", "wb") as file:
            file.write(bytes(2**20))
        time.sleep(0.05)
    except OSError as error:
        refused = error.strerror
        break
print(refused, n < 199)
for name in os.listdir():
    if name.startswith("big-"):
        os.remove(name)
for _ in range(200):
    try:
        with open("small", "wb") as file:
            file.write(b"x")
        print("written")
        break
    except OSError:
        time.sleep(0.1)
"""
    kernel = Kernel(platform, "marc")
    assert kernel.run(source).split("\n") == ["File too large True", "written"]
    kernel.close()


def _ports(platform):
    return json.loads((platform.state / "hub" / "ports.json").read_text())


def _command(folder):
    try:
        return (folder / "cmdline").read_bytes()
    except OSError:
        return b""


def _is_of(folder, state):
    try:
        return f"ENACT_STATE={state}\0".encode() in (folder / "environ").read_bytes()
    except OSError:
        return False


def test_nothing_runs_on_after_the_server_is_stopped(platform):
    kernel = Kernel(platform, "marc")
    assert kernel.run("x = 1; print(x)") == "1"
    kernel.run("import subprocess; subprocess.Popen(['sleep', '987654'], start_new_session=True)")
    url = f"{platform.url}/hub/api/users/marc/server"
    kernel.http.delete(url).raise_for_status()
    kernel.http.close()
    assert not _is_running("987654", 20)


def _is_running(word, timeout_s):
    """Tell whether a process with a word in its command line is there after a while."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        lines = (p.read_bytes() for p in Path("/proc").glob("[0-9]*/cmdline") if p.exists())
        if not any(word.encode() in line for line in lines):
            return False
        time.sleep(0.2)
    return True
