"""What a student's notebook can reach of the platform, tried from inside a real kernel."""

import pytest

from .kernel import Kernel

pytestmark = [pytest.mark.platform, pytest.mark.xdist_group("platform")]

ASK = """
import json, os, urllib.error, urllib.request
def ask(url, method="GET", body=None):
    headers = {"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]}
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
    import json

    port = json.loads((platform.state / "hub" / "ports.json").read_text())["proxy_api"]
    source = f"print(ask('http://127.0.0.1:{port}/api/http/routers'))"
    assert kernel.run(source) in ("401", "403", "404")


def test_nothing_runs_on_after_the_server_is_stopped(platform):
    kernel = Kernel(platform, "marc")
    kernel.run("import subprocess; subprocess.Popen(['sleep', '987654'], start_new_session=True)")
    url = f"{platform.url}/hub/api/users/marc/server"
    kernel.http.delete(url).raise_for_status()
    kernel.http.close()
    assert not _is_running("987654", 20)


def _is_running(word, timeout_s):
    """Tell whether a process with a word in its command line is there after a while."""
    import time
    from pathlib import Path

    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        lines = (p.read_bytes() for p in Path("/proc").glob("[0-9]*/cmdline") if p.exists())
        if not any(word.encode() in line for line in lines):
            return False
        time.sleep(0.2)
    return True
