"""Programs are kept running, and nothing of them is left after a stop."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hub_config.supervisor import Program, StartError, Supervisor

DAEMON = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    open(sys.argv[1], 'w').write(str(os.getpid()))
    time.sleep(600)
time.sleep(600)
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


def program(name, source, *arguments):
    return Program(name, (sys.executable, "-c", source, *map(str, arguments)), dict(os.environ))


def exists(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"


async def wait_for(condition, timeout_s=20.0):
    async with asyncio.timeout(timeout_s):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.fixture
def said():
    return []


@pytest.fixture
def supervisor(tmp_path, said):
    return Supervisor(tmp_path / "logs", said.append)


def test_the_platform_is_ready_when_it_answers(supervisor, tmp_path):
    mark = tmp_path / "mark"

    async def scenario():
        supervisor.start(program("one", f"open({str(mark)!r}, 'w'); import time; time.sleep(600)"))
        await supervisor.until_ready(mark.exists, 20)
        await supervisor.stop(["one"])

    asyncio.run(scenario())


def test_a_program_that_never_starts_is_reported_with_its_last_words(supervisor):
    async def scenario():
        supervisor.start(program("one", "raise SystemExit('no such database')"))
        try:
            await supervisor.until_ready(lambda: False, 60)
        finally:
            await supervisor.stop(["one"])

    with pytest.raises(StartError, match=r"one does not start.*\n.*no such database"):
        asyncio.run(scenario())


def test_a_platform_that_does_not_answer_in_time_is_an_error(supervisor):
    async def scenario():
        supervisor.start(program("one", "import time; time.sleep(600)"))
        try:
            await supervisor.until_ready(lambda: False, 0.2)
        finally:
            await supervisor.stop(["one"])

    with pytest.raises(StartError, match="Not ready after"):
        asyncio.run(scenario())


def test_a_program_that_is_killed_starts_again_and_the_operator_is_told(supervisor, tmp_path, said):
    pids = tmp_path / "pids"
    source = f"import os, time; print(os.getpid(), file=open({str(pids)!r}, 'a')); time.sleep(600)"

    async def scenario():
        supervisor.start(program("one", source))
        await supervisor.until_ready(lambda: pids.exists() and pids.read_text(), 20)
        os.kill(int(pids.read_text()), signal.SIGKILL)
        await wait_for(lambda: len(pids.read_text().split()) == 2)
        await supervisor.stop(["one"])

    asyncio.run(scenario())
    assert said[0].startswith("one ended (exit status -9); starting it again")


def test_what_a_program_left_behind_ends_with_it(supervisor, tmp_path):
    left = tmp_path / "pid"

    async def scenario():
        supervisor.start(program("one", DAEMON, left))
        await wait_for(lambda: left.exists() and left.read_text())
        await supervisor.stop(["one"])

    asyncio.run(scenario())
    assert not exists(int(left.read_text()))


def test_a_program_that_ignores_the_request_to_stop_is_killed(supervisor, monkeypatch):
    monkeypatch.setattr("hub_config.supervisor.STOP_TIMEOUT_S", 0.2)

    async def scenario():
        supervisor.start(program("one", STUBBORN))
        await wait_for(lambda: "one" in supervisor.running)
        pid = supervisor.running["one"]
        await supervisor.stop(["one"])
        return pid

    assert not exists(asyncio.run(scenario()))


def test_programs_end_when_the_supervisor_is_killed(tmp_path):
    pid_file = tmp_path / "pid"
    source = f"""
import asyncio, os, sys
from pathlib import Path
from hub_config.supervisor import Program, Supervisor
async def main():
    supervisor = Supervisor(Path({str(tmp_path)!r}), print)
    inner = "import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid()))"
    inner += "; time.sleep(600)"
    supervisor.start(Program("one", (sys.executable, "-c", inner), dict(os.environ)))
    await asyncio.sleep(600)
asyncio.run(main())
"""
    outer = subprocess.Popen([sys.executable, "-c", source])

    async def scenario():
        await wait_for(lambda: pid_file.exists() and pid_file.read_text())
        outer.kill()
        await wait_for(lambda: not exists(int(pid_file.read_text())))

    asyncio.run(scenario())
    outer.wait()


def test_what_a_killed_program_left_is_ended_before_it_starts_again(supervisor, tmp_path):
    left = tmp_path / "pid"

    async def scenario():
        supervisor.start(program("one", DAEMON, left))
        await supervisor.until_ready(lambda: left.exists() and left.read_text(), 20)
        first = int(left.read_text())
        os.kill(supervisor.running["one"], signal.SIGKILL)
        await wait_for(lambda: left.read_text() not in ("", str(first)))
        was_ended = not exists(first)
        await supervisor.stop(["one"])
        return was_ended

    assert asyncio.run(scenario())


def test_programs_that_run_on_are_not_taken_for_strays(supervisor, tmp_path):
    async def scenario():
        for name in ("one", "two"):
            supervisor.start(program(name, "import time; time.sleep(600)"))
        await wait_for(lambda: len(supervisor.running) == 2)
        await supervisor.until_ready(lambda: True, 20)
        other = supervisor.running["two"]
        os.kill(supervisor.running["one"], signal.SIGKILL)
        await wait_for(lambda: "one" not in supervisor.running)
        await wait_for(lambda: "one" in supervisor.running)
        is_same = supervisor.running["two"] == other and exists(other)
        await supervisor.stop(["one", "two"])
        return is_same

    assert asyncio.run(scenario())
