"""The instructor's way, in a real browser: submissions, formgrader, a score by hand."""

import re

import pytest
from playwright.sync_api import expect

from . import notebooks

pytestmark = [pytest.mark.platform, pytest.mark.browser]

COHORT, TASK, NOTEBOOK, WRITTEN = (
    "decouvrir-l-ia-demo",
    "nettoyer",
    "valeurs-manquantes",
    "trous-parlent",
)
GRADER = f"/user/grader-{COHORT}"
ANSWERS = {
    "dimensions-solution": "def dimensions(tableau):\n    return tableau.shape\n",
    WRITTEN: "Les gros arbres manquent plus souvent : la moyenne est trop basse des deux façons.",
}


def fill_and_save(page, field, value, kind):
    """Fill in a field of the formgrader and wait until it is stored."""

    def is_stored(answer):
        return answer.request.method == "PUT" and f"/formgrader/api/{kind}/" in answer.url

    with page.expect_response(is_stored) as stored:
        page.fill(field, value)
        page.press(field, "Tab")
    assert stored.value.status == 200


@pytest.fixture(scope="module")
def submission(platform):
    """What Yanis has handed in, with a written answer that waits for its instructor."""
    path = f"cohorts/{COHORT}/assignments/{TASK}"
    with platform.api("yanis") as api:
        files = notebooks.decode(api.get(f"{path}/files").json()["files"])
        notebooks.answer(files, ANSWERS)
        answer = api.post(f"{path}/submissions", json={"files": notebooks.encode(files)})
        assert answer.status_code == 201, answer.text
        result = platform.result(api, answer.json()["submission_id"])
    assert (result["status"], result["needs_manual"]) == ("graded", True)
    return result


def test_an_instructor_grades_the_written_answer_and_the_student_sees_it(
    new_page, screenshot, submission
):
    page = new_page("ines")
    page.goto(f"/services/campus/teaching/{COHORT}")
    expect(page.locator("main")).to_contain_text("Yanis Benali")
    screenshot(page, "instructor-1-campus", full_page=True)

    page.locator(f"a[href='/hub/formgrader/{COHORT}']").first.click()
    page.wait_for_url(f"**{GRADER}/formgrader/**")
    screenshot(page, "instructor-2-formgrader")
    page.goto(f"{GRADER}/formgrader/gradebook/{TASK}/{NOTEBOOK}")
    page.locator("table tbody a").first.click()
    page.wait_for_function("window.MathJax && MathJax.loaded")
    fill_and_save(page, f"input#{WRITTEN}", "2", "grade")
    fill_and_save(page, f"textarea#{WRITTEN}-comment", "Bien vu pour les gros arbres.", "comment")
    screenshot(page, "instructor-3-manual-grading")

    student = new_page("yanis")
    student.goto(f"/services/campus/cohorts/{COHORT}/assignments/{TASK}")
    total = f"{submission['score'] + 2:g}"
    expect(student.locator("main")).to_contain_text(re.compile(rf"{total}\s*/\s*16"))
    screenshot(student, "instructor-4-student-sees-it", full_page=True)


def test_the_formgrader_shows_names_and_its_links_lead_into_jupyterlab(new_page, submission):
    page = new_page("ines")
    page.goto(f"/hub/formgrader/{COHORT}")
    page.wait_for_url(f"**{GRADER}/formgrader/**")
    link = page.locator("table tbody a", has_text=TASK).first
    assert link.get_attribute("href") == f"{GRADER}/lab/tree/{COHORT}/source/{TASK}"
    page.goto(f"{GRADER}/formgrader/manage_students")
    expect(page.locator("table")).to_contain_text("Benali, Yanis")
    expect(page.locator("table")).not_to_contain_text("None, None")


def test_a_student_does_not_get_into_a_formgrader(new_page):
    page = new_page("camille")
    answer = page.goto(f"/hub/formgrader/{COHORT}")
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("Seules les personnes qui enseignent")
    assert page.goto(f"{GRADER}/formgrader").status in (403, 404, 424)
