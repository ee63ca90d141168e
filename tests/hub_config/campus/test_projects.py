"""Requests for a proof of concept: a need has a state, an owner, and an answer."""

from html import unescape
from typing import Any

import pytest

from hub_config.campus.personal_data import erase
from hub_config.campus.tables import Person, ProjectRequest, now

from .conftest import Platform

NEED = {
    "need": "prevoir-des-pannes",
    "title": "Prévoir l'arrêt d'une presse",
    "description": "Trois ans de mesures de vibration.\n\nDes <b>pannes</b> notées à la main.",
    "organisation": "Atelier des Vosges",
    "contact": "zoe@atelier.example",
}


@pytest.fixture(scope="module")
def platform(module_platform: Platform) -> Platform:
    return module_platform


def ask(platform: Platform, **values: str) -> str:
    """Ask as somebody enrolled nowhere; return the address of the request."""
    platform.forgive()
    form = {**NEED, **values}
    answer = platform.browser("zoe").post("projects/new", page="projects/new", **form)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"].partition("/services/campus/")[2])


def act(platform: Platform, path: str, who: str, action: str, **values: str) -> Any:
    platform.forgive()
    return platform.browser(who).post(path, page="projects", action=action, **values)


def state(platform: Platform, path: str) -> ProjectRequest:
    with platform.campus.database.read() as session:
        return session.get_one(ProjectRequest, int(path.rpartition("/")[2]))


def test_link_from_the_map_of_skills_fills_in_the_need(platform: Platform) -> None:
    page = platform.browser("zoe").get("projects/new?need=prevoir-des-pannes&title=Des%20pannes")
    assert 'name="need" value="prevoir-des-pannes"' in page.text
    assert 'value="Des pannes"' in page.text


def test_new_request_waits_for_an_owner(platform: Platform) -> None:
    found = state(platform, ask(platform))
    assert (found.status, found.owner_id) == ("asked", None)


def test_request_goes_from_need_to_laboratory_to_trial(platform: Platform) -> None:
    path = ask(platform)
    act(platform, path, "admin", "take")
    act(platform, path, "admin", "matched", laboratory="CRAN")
    act(platform, path, "admin", "running")
    act(platform, path, "admin", "done", note="Essai concluant.")
    page = unescape(platform.browser("zoe", "fr").get(path).text)
    steps = ("attend que quelqu'un", "à l'étude", "trouvé", "en cours", "terminée")
    places = [page.rindex(step) for step in steps]
    assert places == sorted(places)
    assert "CRAN" in page and "Essai concluant." in page


def test_who_asked_cannot_move_it(platform: Platform) -> None:
    path = ask(platform)
    answers = [act(platform, path, "zoe", action) for action in ("take", "matched", "done")]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_only_the_owner_moves_it(platform: Platform) -> None:
    path = ask(platform)
    assert act(platform, path, "admin", "declined", note="non").status_code == 403


def test_states_follow_one_another(platform: Platform) -> None:
    path = ask(platform)
    act(platform, path, "admin", "take")
    assert act(platform, path, "admin", "done").status_code == 409


def test_a_refusal_has_its_reason(platform: Platform) -> None:
    path = ask(platform)
    act(platform, path, "admin", "take")
    assert act(platform, path, "admin", "declined").status_code == 422
    act(platform, path, "admin", "declined", note="Hors de la région.")
    assert "Hors de la région." in platform.browser("zoe").get(path).text


def test_who_asked_may_withdraw(platform: Platform) -> None:
    path = ask(platform)
    act(platform, path, "zoe", "withdraw")
    assert state(platform, path).status == "withdrawn"
    assert act(platform, path, "admin", "take").status_code == 409


def test_messages_are_read_by_both_and_run_nothing(platform: Platform) -> None:
    path = ask(platform)
    act(platform, path, "admin", "say", note="<script>alert(1)</script> Combien de capteurs ?")
    page = platform.browser("zoe").get(path).text
    assert "Combien de capteurs ?" in page
    assert "<script>alert" not in page and "<b>pannes" not in page


def test_others_find_nothing(platform: Platform) -> None:
    path = ask(platform)
    answers = [platform.browser(who).get(path).status_code for who in ("marc", "ines")]
    assert answers == [404, 404]
    assert NEED["title"] not in platform.browser("marc").get("projects").text


def test_operators_see_all_requests(platform: Platform) -> None:
    ask(platform, title="Trier des grains")
    assert "Trier des grains" in platform.browser("admin").get("projects").text


@pytest.mark.parametrize("name", ["title", "description", "organisation", "contact"])
def test_what_is_missing_is_asked_for(platform: Platform, name: str) -> None:
    platform.forgive()
    form = {**NEED, name: " "}
    answer = platform.browser("zoe").post("projects/new", page="projects/new", **form)
    assert answer.status_code == 422


def test_erasure_takes_requests_along(platform: Platform) -> None:
    platform.hub.add("leo")
    platform.forgive()
    answer = platform.browser("leo").post("projects/new", page="projects/new", **NEED)
    number = int(answer.headers["Location"].rpartition("/")[2])
    with platform.campus.database.read() as session:
        person = session.get_one(ProjectRequest, number).person_id
        assert session.get_one(Person, person).name == "leo"
    erase(platform.campus.database, platform.campus.blobs, platform.settings, person, now())
    with platform.campus.database.read() as session:
        assert session.get(ProjectRequest, number) is None
