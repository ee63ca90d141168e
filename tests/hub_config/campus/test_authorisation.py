"""Every route against every role: a route without its row in the table fails.

Each row gives, for each kind of person, whether the route lets them in (`yes`), refuses them
(`no`), or does not apply. `GET` of pages by nobody leads to the hub's sign-in (`sign-in`).
"""

import re

import pytest

from hub_config.campus import organisations
from hub_config.campus.demo import SLUG
from hub_config.campus.web.app import ROUTES

from .conftest import ASSIGNMENT, COHORT, Platform
from .test_api import hand_in

# Who asks: the author of the submission, another student, an instructor of the cohort, an
# instructor of another cohort, somebody enrolled nowhere, a manager of the organisation, a
# manager of another organisation, an operator, nobody.
PEOPLE = ("camille", "yanis", "ines", "igor", "zoe", "marc", "mona", "admin", None)


def row(let_in: str, otherwise: str = "no") -> tuple[str, ...]:
    """Return a row: `yes` for the people named, `otherwise` for nobody, `no` for the rest."""
    allowed = let_in.split()
    return tuple(otherwise if who is None else "yes" if who in allowed else "no" for who in PEOPLE)


ALL = "camille yanis ines igor zoe marc mona admin"
EVERYBODY = row(ALL, "yes")
SIGNED_IN = row(ALL, "sign-in")
SIGNED_IN_ACTION = row(ALL)
MEMBERS = row("camille yanis ines", "sign-in")
READERS = row("camille ines", "sign-in")
INSTRUCTORS = row("ines", "sign-in")
INSTRUCTORS_ACTION = row("ines")
TEACHERS = row("ines igor admin", "sign-in")
TEACHERS_ACTION = row("ines igor admin")
STUDENTS_ACTION = row("camille yanis")
MANAGERS = row("marc", "sign-in")
MANAGERS_ACTION = row("marc")
OPERATORS = row("admin", "sign-in")
OPERATORS_ACTION = row("admin")
API_SIGNED_IN = row(ALL)
API_MEMBERS = row("camille yanis ines")
API_STUDENTS = row("camille yanis")
API_READERS = row("camille ines")
API_INSTRUCTORS = row("ines")

TABLE: dict[tuple[str, str], tuple[str, ...]] = {
    ("GET", ""): SIGNED_IN,
    ("GET", "catalogue"): SIGNED_IN,
    ("GET", "cohorts/{cohort}"): MEMBERS,
    ("POST", "cohorts/{cohort}/enrolment"): SIGNED_IN_ACTION,
    ("GET", "cohorts/{cohort}/assignments/{assignment}"): MEMBERS,
    ("GET", "submissions/{submission}"): READERS,
    ("GET", "submissions/{submission}/feedback"): READERS,
    ("POST", "submissions/{submission}/retry"): OPERATORS_ACTION,
    ("GET", "teaching/{cohort}"): INSTRUCTORS,
    ("GET", "teaching"): TEACHERS,
    ("POST", "teaching"): TEACHERS_ACTION,
    ("GET", "teaching/{cohort}/{form}.csv"): INSTRUCTORS,
    ("GET", "teaching/{cohort}/settings"): INSTRUCTORS,
    ("POST", "teaching/{cohort}/settings"): INSTRUCTORS_ACTION,
    ("POST", "teaching/{cohort}/people"): INSTRUCTORS_ACTION,
    ("POST", "teaching/{cohort}/instructors"): INSTRUCTORS_ACTION,
    ("POST", "teaching/{cohort}/announcements"): INSTRUCTORS_ACTION,
    ("GET", "teaching/{cohort}/insights"): INSTRUCTORS,
    ("GET", "teaching/{cohort}/flags"): INSTRUCTORS,
    ("GET", "teaching/{cohort}/assignments/{assignment}/similar"): INSTRUCTORS,
    ("POST", "teaching/{cohort}/assignments/{assignment}/regrades"): INSTRUCTORS_ACTION,
    ("GET", "teaching/{cohort}/regrades/{regrade}"): INSTRUCTORS,
    ("POST", "teaching/{cohort}/regrades/{regrade}"): INSTRUCTORS_ACTION,
    ("GET", "profile"): SIGNED_IN,
    ("POST", "profile"): SIGNED_IN_ACTION,
    ("GET", "profile/export"): SIGNED_IN,
    ("POST", "profile/erase"): SIGNED_IN_ACTION,
    ("POST", "cohorts/{cohort}/sharing"): STUDENTS_ACTION,
    ("POST", "seats/{seat}"): SIGNED_IN_ACTION,
    ("GET", "invitations/{token}"): SIGNED_IN,
    ("POST", "invitations/{token}"): SIGNED_IN_ACTION,
    ("GET", "certificates/{code}"): EVERYBODY,
    ("GET", "organisations"): OPERATORS,
    ("POST", "organisations"): OPERATORS_ACTION,
    ("POST", "orders/{order}"): OPERATORS_ACTION,
    ("POST", "organisations/{organisation}/managers"): OPERATORS_ACTION,
    ("GET", "organisations/{organisation}"): MANAGERS,
    ("POST", "organisations/{organisation}/orders"): MANAGERS_ACTION,
    ("POST", "organisations/{organisation}/staff"): MANAGERS_ACTION,
    ("POST", "organisations/{organisation}/uploads"): MANAGERS_ACTION,
    ("GET", "organisations/{organisation}/uploads/{upload}"): MANAGERS,
    ("POST", "organisations/{organisation}/uploads/{upload}"): MANAGERS_ACTION,
    ("POST", "organisations/{organisation}/invitations"): MANAGERS_ACTION,
    ("POST", "organisations/{organisation}/invitations/{invitation}"): MANAGERS_ACTION,
    ("POST", "organisations/{organisation}/seats/{seat}"): MANAGERS_ACTION,
    ("GET", "organisations/{organisation}/cohorts/{cohort}"): MANAGERS,
    ("GET", "organisations/{organisation}/cohorts/{cohort}/progress.csv"): MANAGERS,
    ("GET", "organisations/{organisation}/cohorts/{cohort}/papers/{paper}.pdf"): MANAGERS,
    ("GET", "organisations/{organisation}/cohorts/{cohort}/seats/{seat}/{paper}.pdf"): MANAGERS,
    ("GET", "projects"): SIGNED_IN,
    ("GET", "projects/new"): SIGNED_IN,
    ("POST", "projects/new"): SIGNED_IN_ACTION,
    # Whose request it is, others are not told: they find nothing there.
    ("GET", "projects/{project}"): SIGNED_IN,
    ("POST", "projects/{project}"): SIGNED_IN_ACTION,
    ("GET", "operator"): OPERATORS,
    ("GET", "operator/audit"): OPERATORS,
    ("GET", "api/health"): EVERYBODY,
    ("GET", "api/openapi.json"): EVERYBODY,
    ("GET", "api/cohorts"): API_SIGNED_IN,
    ("GET", "api/cohorts/{cohort}/submissions"): API_INSTRUCTORS,
    ("GET", "api/cohorts/{cohort}/submissions/own"): API_MEMBERS,
    ("GET", "api/cohorts/{cohort}/assignments"): API_MEMBERS,
    ("GET", "api/cohorts/{cohort}/assignments/{assignment}"): API_MEMBERS,
    ("GET", "api/cohorts/{cohort}/assignments/{assignment}/files"): API_MEMBERS,
    ("GET", "api/cohorts/{cohort}/assignments/{assignment}/submissions"): API_STUDENTS,
    ("POST", "api/cohorts/{cohort}/assignments/{assignment}/submissions"): API_STUDENTS,
    ("POST", "api/cohorts/{cohort}/assignments/{assignment}/checks"): API_MEMBERS,
    ("GET", "api/submissions/{submission}"): API_READERS,
    ("GET", "api/submissions/{submission}/files"): API_READERS,
    ("GET", "api/submissions/{submission}/questions"): API_READERS,
    ("GET", "api/submissions/{submission}/feedback"): API_READERS,
}


def plain(pattern: str) -> str:
    """Return a route's pattern with its names in braces."""
    return re.sub(r"\(\?P<(\w+)>.*?\)(?=/|$|\\)", r"{\1}", pattern).replace("\\", "")


def methods_of_routes() -> set[tuple[str, str]]:
    found = set()
    for pattern, handler in ROUTES:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if method.lower() in vars(handler):
                found.add((method, plain(pattern)))
    return found


def test_every_route_has_its_row() -> None:
    assert methods_of_routes() == set(TABLE)


def test_every_route_says_who_may_use_it() -> None:
    assert [pattern for pattern, handler in ROUTES if not hasattr(handler, "access")] == []


@pytest.fixture(scope="module")
def platform(module_platform: Platform) -> Platform:
    return module_platform


@pytest.fixture(scope="module")
def key(platform: Platform) -> str:
    platform.hub.add("igor", "formgrade-other")
    platform.hub.add("mona")
    platform.api("mona").get("api/cohorts")
    with platform.campus.database.write() as session:
        organisation = organisations.create(session, "Autre SA", "732829320")
        organisations.set_manager(session, organisation, "mona", is_manager=True)
    platform.start_worker()
    key = str(hand_in(platform.api("camille")).json()["submission_id"])
    platform.api("camille").get(f"api/submissions/{key}", params={"wait": 20})
    platform.stop_worker()
    return key


def filled(path: str, key: str) -> str:
    """Return a path with names of things that exist."""
    return path.format(
        cohort=COHORT,
        assignment=ASSIGNMENT,
        submission=key,
        form="scores",
        regrade=1,
        organisation=SLUG,
        upload=1,
        invitation=1,
        seat=1,
        order=99,
        project=99,
        token="x",
        code="0",
        paper="attendance",
    )


def outcome(platform: Platform, method: str, path: str, who: str | None) -> str:
    platform.forgive()
    if path.startswith("api/"):
        answer = platform.api(who).request(method, path)
    elif who is None:
        answer = platform.api(None).request(method, path)
    elif method == "GET":
        answer = platform.browser(who).get(path)
    else:
        answer = platform.browser(who).post(path)
    if answer.status_code == 302 and "oauth2/authorize" in answer.headers["Location"]:
        return "sign-in"
    return "no" if answer.status_code == 403 else "yes"


@pytest.mark.parametrize(("method", "path"), sorted(TABLE))
def test_route_lets_in_whom_the_table_says(
    platform: Platform, key: str, method: str, path: str
) -> None:
    target = filled(path, key)
    found = tuple(outcome(platform, method, target, who) for who in PEOPLE)
    assert found == TABLE[method, path]


# Programs send a token, which no page of somebody else can: the API needs no form's token.
ACTIONS = [path for method, path in sorted(TABLE) if method == "POST" and path[:4] != "api/"]


@pytest.mark.parametrize("path", ACTIONS)
def test_action_without_the_forms_token_is_refused(platform: Platform, key: str, path: str) -> None:
    target = filled(path, key)
    who = next(w for w, o in zip(PEOPLE, TABLE["POST", path], strict=True) if o == "yes")
    client = platform.browser(str(who)).client
    answer = client.post(target, data={"action": "join"}, headers={"Sec-Fetch-Mode": "navigate"})
    assert answer.status_code == 403
