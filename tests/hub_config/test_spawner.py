"""What a person's notebook server is started with."""

import asyncio
import logging
import os
import sys
from types import SimpleNamespace

import pytest
from jupyterhub.spawner import LocalProcessSpawner

from hub_config.spawner import NOTEBOOK, EndedEarlyError, WalledSpawner


@pytest.fixture
def make(tmp_path):
    """Return a function that makes the spawner of a person."""

    def spawner(name, *groups, walled=True, accept="fr"):
        user = SimpleNamespace(
            name=name,
            url=f"/user/{name}/",
            escaped_name=name,
            groups=[SimpleNamespace(name=group) for group in groups],
        )
        made = WalledSpawner(
            user=user,
            homes=str(tmp_path / "homes"),
            cohorts=str(tmp_path / "cohorts"),
            private=str(tmp_path / "walls"),
            logs=str(tmp_path / "logs"),
            walled=walled,
        )
        headers = {"Accept-Language": accept}
        made.handler = SimpleNamespace(request=SimpleNamespace(headers=headers))
        return made

    return spawner


@pytest.mark.parametrize(
    ("name", "groups", "role"),
    [
        ("camille", (), "student"),
        ("camille", ("nbgrader-ia",), "student"),
        ("ines", ("formgrade-ia", "nbgrader-autre"), "instructor"),
        ("grader-ia", ("formgrade-ia",), "grader"),
    ],
)
def test_groups_and_name_give_the_role(make, name, groups, role):
    assert make(name, *groups).role == role


def test_the_wall_of_a_person_shows_their_home_alone(make, tmp_path):
    wall = make("camille").wall()
    assert (wall.home, dict(wall.mounts)) == (tmp_path / "homes/camille", {})


def test_the_wall_of_a_grader_shows_its_own_cohort_too(make, tmp_path):
    wall = make("grader-ia").wall()
    assert dict(wall.mounts) == {"/home/grader-ia/ia": tmp_path / "cohorts/ia"}


def test_each_role_has_its_folder_of_settings(make):
    for name, groups in (("camille", ()), ("ines", ("formgrade-ia",)), ("grader-ia", ())):
        env = make(name, *groups).user_env({})
        first = env["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0]
        assert os.path.isdir(first), first


@pytest.mark.parametrize(("accept", "language"), [("fr-FR", "fr"), ("en-GB", "en"), ("", "fr")])
def test_jupyterlab_speaks_the_language_of_the_browser(make, accept, language):
    env = make("camille", accept=accept).user_env({})
    assert str(NOTEBOOK / language) in env["JUPYTER_CONFIG_PATH"]


def test_the_first_program_found_is_the_platforms_python(make):
    path = make("camille").user_env({})["PATH"]
    assert path.split(os.pathsep)[0] == f"{sys.prefix}/bin"


def test_without_a_wall_the_home_is_the_folder_itself(make, tmp_path):
    env = make("camille", walled=False).user_env({})
    assert env["HOME"] == str(tmp_path / "homes/camille")


def test_a_server_that_ends_at_once_is_an_error_that_names_its_log(make, monkeypatch, tmp_path):
    spawner = make("camille", walled=False)
    spawner.port = 1

    async def ended():
        return 1

    monkeypatch.setattr(spawner, "poll", ended)
    with pytest.raises(EndedEarlyError, match=r"camille ended before it listened: .*/logs"):
        asyncio.run(spawner._listening("127.0.0.1", 1))


def test_without_a_keeper_the_server_is_started_by_itself_and_the_log_says_so(
    make, monkeypatch, tmp_path, caplog
):
    spawner = make("camille")
    spawner.keeper, spawner.ip = str(tmp_path / "keeper.socket"), "127.0.0.1"
    started = []

    async def start(one):
        started.append(one.cmd[0].endswith("bwrap"))
        return one.ip, one.port

    async def listening(*address):
        pass

    monkeypatch.setattr(LocalProcessSpawner, "start", start)
    monkeypatch.setattr(spawner, "get_env", dict)
    monkeypatch.setattr(spawner, "_listening", listening)
    monkeypatch.setattr(spawner, "log", logging.getLogger("spawner"))
    asyncio.run(spawner.start())
    assert (started, spawner.is_kept) == ([True], False)
    assert "camille: started, not forked: no keeper of notebook servers" in caplog.text


def test_a_port_that_was_taken_meanwhile_costs_a_second_try_and_no_start(make, monkeypatch):
    spawner = make("camille")
    spawner.port, spawner.api_token = 1, "token"
    tried = []

    async def fork():
        tried.append((spawner.port, spawner.api_token))
        if len(tried) == 1:
            spawner.api_token = ""
            raise EndedEarlyError("ended")

    monkeypatch.setattr(spawner, "_fork", fork)
    asyncio.run(spawner._start_kept())
    assert (tried[0], tried[1][1]) == ((1, "token"), "token")
    assert tried[1][0] not in (0, 1)


def test_no_two_servers_that_start_at_once_get_one_port(make):
    assert len({make(f"student-{number}")._free_port() for number in range(50)}) == 50


def test_a_port_is_given_back_with_the_next_and_at_the_end(make, monkeypatch):
    ports = iter([5001, 5002, 5002, 5001, 5003])
    monkeypatch.setattr("hub_config.spawner.random_port", lambda: next(ports))
    spawner, other = make("camille"), make("yanis")
    assert (spawner._free_port(), spawner._free_port()) == (5001, 5002)
    assert other._free_port() == 5001
    # A port that somebody else has by now is not given back in their name.
    spawner.port = 5001
    spawner.clear_state()
    assert other._given_ports & {5001, 5002, 5003} == {5001}
    assert spawner._free_port() == 5003


def test_a_hub_that_starts_again_knows_who_keeps_the_server(make):
    spawner, later = make("camille"), make("camille")
    spawner.is_kept, spawner.pid = True, 4242
    later.load_state(spawner.get_state())
    assert (later.is_kept, later.pid) == (True, 4242)
