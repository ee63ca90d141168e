"""Pages: what people see, in their language, safely."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from hub_config.campus.tables import Result
from hub_config.campus.web.handlers import CONTENT_SECURITY_POLICY
from hub_config.campus.web.templating import with_code

from .conftest import ASSIGNMENT, COHORT, Platform
from .test_api import hand_in
from .test_manual import graded


def test_home_names_the_next_thing_to_do(platform: Platform) -> None:
    page = platform.browser("camille", "fr").get("").text
    assert "À suivre" in page
    assert f'href="/services/campus/cohorts/{COHORT}/assignments/{ASSIGNMENT}"' in page


def test_home_speaks_english_to_who_prefers_it(platform: Platform) -> None:
    assert "I am learning" in platform.browser("camille", "en-GB,en;q=0.8,fr;q=0.5").get("").text


def test_chosen_language_stays(platform: Platform) -> None:
    browser = platform.browser("camille", "en")
    browser.get("?lang=fr")
    assert "J'apprends" in browser.get("").text


def test_link_opens_the_notebook_itself(platform: Platform) -> None:
    page = platform.browser("camille").get(f"cohorts/{COHORT}/assignments/{ASSIGNMENT}").text
    link = f"/hub/user-redirect/lab/tree/{COHORT}/{ASSIGNMENT}/resumer.ipynb?lang=en"
    assert f'href="{link}"' in page


def test_instructor_is_led_to_the_formgrader(platform: Platform) -> None:
    page = platform.browser("ines").get(f"teaching/{COHORT}").text
    assert f'href="/hub/formgrader/{COHORT}"' in page


def test_submission_page_shows_each_question(platform: Platform) -> None:
    platform.start_worker()
    key = graded(platform)
    page = platform.browser("camille").get(f"submissions/{key}").text
    for text in ("moyenne", "correct", "not correct yet", "is read by your instructor"):
        assert text in page


def test_feedback_never_runs_scripts(platform: Platform) -> None:
    platform.start_worker()
    key = graded(platform)
    answer = platform.browser("camille").get(f"submissions/{key}/feedback")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


def test_feedback_hides_hidden_tests(platform: Platform) -> None:
    platform.start_worker()
    key = graded(platform)
    page = platform.browser("camille").get(f"submissions/{key}/feedback").text
    assert "-1.5" not in page
    assert "HIDDEN" not in page


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("nowhere", 404, "Cette page n'existe pas."),
        ("cohorts/nowhere", 404, "Aucun cours ne s'appelle nowhere."),
        (f"teaching/{COHORT}", 403, "Vous n'avez pas accès à cette page."),
        ("submissions/nothing", 404, "Ce rendu n'existe pas."),
    ],
)
def test_errors_are_told_in_french(platform: Platform, path: str, status: int, text: str) -> None:
    answer = platform.browser("camille", "fr").get(path)
    assert answer.status_code == status
    assert text in answer.text.replace("&#39;", "'")


@pytest.mark.parametrize("path", ["", "nowhere", "api/health", "static/campus.css"])
def test_every_answer_has_safe_headers(platform: Platform, path: str) -> None:
    headers = platform.browser("camille").get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in headers


def test_code_in_a_hint_is_shown_as_code_and_markup_as_text() -> None:
    assert with_code("`a < b` or <b>") == "<code>a &lt; b</code> or &lt;b&gt;"


def test_work_that_can_become_better_is_named(platform: Platform) -> None:
    platform.start_worker()
    graded(platform)
    with platform.campus.database.write() as session:
        session.execute(update(Result).values(needs_manual=False))
    assert "Can become better" in platform.browser("camille").get().text
    platform.update_assignment(max_attempts=1)
    assert "Everything is handed in." in platform.browser("camille").get().text


def test_cookies_and_pages_keep_to_https_where_it_is_spoken(platform: Platform) -> None:
    client = platform.browser("camille").client
    headers = {"Sec-Fetch-Mode": "navigate", "X-Forwarded-Proto": "https"}
    answer = client.get("?lang=en", headers=headers)
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) >= 2
    assert [each for each in cookies if "secure" not in each.lower()] == []
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("?lang=en").headers


def test_fault_of_the_platform_shows_nothing_of_its_inside(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("secret path /srv/enact")

    monkeypatch.setattr("hub_config.campus.web.pages.learning.cohorts_of", broken)
    answer = platform.browser("camille", "en").get("")
    assert answer.status_code == 500
    assert "The platform made a mistake." in answer.text
    assert "secret" not in answer.text


def test_student_with_a_name_of_markup_is_shown_as_text(platform: Platform) -> None:
    form = {"display_name": "<script>alert(1)</script>"}
    platform.browser("camille").post("profile", page="profile", **form)
    page = platform.browser("ines").get(f"teaching/{COHORT}").text
    assert "<script>alert(1)" not in page


def test_operator_sees_what_the_platform_gave_up_and_runs_it_again(platform: Platform) -> None:
    from sqlalchemy import select

    from hub_config.campus import queue
    from hub_config.campus.tables import Job, now

    key = hand_in(platform.api("camille")).json()["submission_id"]
    database = platform.campus.database
    (held,) = queue.claim(database, "w", 1, now(), timedelta(minutes=1))
    queue.put_back(database, held, "no wall", now(), 1, max_tries=1)
    admin = platform.browser("admin")
    assert "no wall" in admin.get("operator").text
    admin.post(f"submissions/{key}/retry", page="operator")
    with database.read() as session:
        assert session.scalars(select(Job.stage)).one() == "grade"


def test_operator_finds_who_looked_at_what(platform: Platform) -> None:
    platform.browser("ines").get(f"teaching/{COHORT}")
    admin = platform.browser("admin")
    assert "cohort.scores.read" in admin.get("operator/audit?q=ines").text
    assert "cohort.scores.read" not in admin.get("operator/audit?q=nobody").text
    assert "audit.read" in admin.get("operator/audit").text


@pytest.mark.parametrize(("host", "leads_back"), [("", True), ("http://elsewhere.example", False)])
def test_form_that_was_refused_can_be_reached_again(
    platform: Platform, host: str, leads_back: bool
) -> None:
    browser = platform.browser("admin")
    token = (
        browser.get("organisations").text.partition('name="xsrf" content="')[2].partition('"')[0]
    )
    page = f"{host or platform.url.partition('/services')[0]}/services/campus/organisations"
    answer = browser.client.post(
        "organisations",
        data={"_xsrf": token, "name": "X", "siren": "1"},
        headers={"Sec-Fetch-Mode": "navigate", "Referer": page},
    )
    assert answer.status_code == 422
    link = '<a class="button" href="/services/campus/organisations">Back to the form</a>'
    assert (link in answer.text) is leads_back
