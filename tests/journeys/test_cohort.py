"""A cohort's life in a real browser: set up, entered, worked through, read and graded."""

import re

import pytest
from playwright.sync_api import expect

from grading.course import read_course
from grading.notebook import to_source_notebook

from .conftest import ROOT
from .notebooks import cell_id
from .test_instructor import fill_and_save
from .test_student import edit_cell, open_assignment_list, row

pytestmark = [pytest.mark.platform, pytest.mark.browser]

COURSE, TASK, NOTEBOOK = "ia-generative", "paires-d-octets", "apprendre-et-coder"
COHORT, TITLE = "ia-generative-essai", "IA générative, groupe d'essai"
GREETING = "Bienvenue dans le groupe d'essai."
GRADER = f"/user/grader-{COHORT}"
FIRST, FIRST_TITLE = "fusionner-solution", "def fusionner"
WRITTEN_ID = "choix-du-corpus"
WRITTEN = "Les mots rares coûtent plus de jetons : la facture dépend de la langue."
SOLUTION = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", re.M)
# Puts answers into a notebook of the person's own server, as hours of typing would.
WORK_OF_HOURS = """async ([path, answers]) => {
  const address = `/user/camille/api/contents/${path}`;
  const token = decodeURIComponent(document.cookie.match(/_xsrf=([^;]+)/)[1]);
  const headers = {"X-XSRFToken": token, "Content-Type": "application/json"};
  const found = await fetch(address, {headers});
  if (!found.ok) throw new Error(await found.text());
  const file = await found.json();
  for (const cell of file.content.cells) {
    const id = cell.metadata.nbgrader?.grade_id;
    if (answers[id]) cell.source = answers[id];
  }
  const body = JSON.stringify({type: "notebook", content: file.content});
  const saved = await fetch(address, {method: "PUT", body, headers});
  if (!saved.ok) throw new Error(await saved.text());
}"""


@pytest.fixture(scope="module")
def answers():
    """The course's own answers, by id of the cell."""
    course = read_course(ROOT / "courses" / "master" / COURSE)
    (task,) = (each for each in course.assignments if each.slug == TASK)
    (exercise,) = task.exercises
    found = {}
    for cell in to_source_notebook(exercise).cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution"):
            found[cell_id(cell)] = WRITTEN if mark["grade"] else SOLUTION.sub("", cell.source)
    return found


@pytest.fixture(scope="module")
def cohort(kept_page):
    """The page of an instructor who has made a cohort, opened it and greeted its people."""
    page = kept_page("ines")
    page.get_by_role("link", name="Nouvelle cohorte").click()
    page.locator("#course").select_option(COURSE)
    page.locator("#title").fill(TITLE)
    page.locator("#slug").fill(COHORT)
    page.get_by_role("button", name="Créer").click()
    page.wait_for_url(f"**/teaching/{COHORT}/settings")
    page.locator("#access").select_option("open")
    page.locator("#capacity").fill("12")
    page.locator(f"#due-{TASK}").fill("2099-06-30T18:00")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    page.get_by_role("link", name="Scores", exact=True).click()
    page.locator("#text").fill(GREETING)
    page.get_by_role("button", name="Envoyer").click()
    page.wait_for_url(f"**/teaching/{COHORT}")
    return page


@pytest.fixture(scope="module")
def student(cohort, kept_page, answers, screenshot):
    """The page of a student who entered the cohort and finished one of its modules."""
    page = kept_page("camille")
    page.get_by_role("link", name="Trouver un cours").click()
    page.locator(".card", has_text=TITLE).get_by_role("button", name="S'inscrire").click()
    page.locator(".card", has_text=TITLE).get_by_role("link", name=TITLE).click()
    expect(page.locator("main")).to_contain_text(GREETING)
    screenshot(page, "cohort-1-entered", full_page=True)

    page.goto(f"/services/campus/cohorts/{COHORT}/assignments/{TASK}")
    page.locator(f"a[href*='{NOTEBOOK}']").click()
    page.wait_for_url(f"**/lab/tree/{COHORT}/{TASK}/{NOTEBOOK}.ipynb")
    expect(page.locator(".jp-CodeCell").first).to_be_visible()
    first = answers[FIRST]
    page.evaluate(WORK_OF_HOURS, [f"{COHORT}/{TASK}/{NOTEBOOK}.ipynb", answers | {FIRST: ""}])
    page.reload()
    expect(page.get_by_text("Python 3 (ipykernel) | Inactif")).to_be_visible()
    edit_cell(page, FIRST_TITLE, first)
    page.keyboard.press("Control+S")
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    screenshot(page, "cohort-2-notebook")
    open_assignment_list(page, COHORT)
    row(page, "fetched", TASK).get_by_role("button", name="Submit", exact=True).click()
    expect(row(page, "submitted", TASK)).to_contain_text("tentative 1 · ")
    page.goto(f"/services/campus/cohorts/{COHORT}")
    return page


def test_a_student_enters_an_open_cohort_and_finishes_a_module(student, screenshot):
    module = student.locator("section", has_text="jetons").first
    expect(module.locator("h2")).to_contain_text("module terminé")
    expect(module.locator(".list")).to_contain_text(re.compile(r"12\s*/\s*15"))
    screenshot(student, "cohort-3-module", full_page=True)
    student.goto("/services/campus/")
    expect(student.locator(".card", has_text=TITLE)).to_contain_text("1 devoir")


def test_an_instructor_runs_a_cohort_and_grades(cohort, student, screenshot):
    cohort.goto(f"/services/campus/teaching/{COHORT}")
    line = cohort.locator("tr", has_text="Camille Martin")
    expect(line).to_contain_text("à lire")
    screenshot(cohort, "cohort-4-scores", full_page=True)
    cohort.goto(f"/services/campus/teaching/{COHORT}/insights")
    expect(cohort.locator("main")).to_contain_text("fusionner")
    screenshot(cohort, "cohort-5-insights", full_page=True)

    cohort.get_by_role("link", name="formgrader").first.click()
    cohort.wait_for_url(f"**{GRADER}/formgrader/**")
    cohort.goto(f"{GRADER}/formgrader/gradebook/{TASK}/{NOTEBOOK}")
    cohort.locator("table tbody a").first.click()
    cohort.wait_for_function("window.MathJax && MathJax.loaded")
    fill_and_save(cohort, f"input#{WRITTEN_ID}", "2", "grade")
    fill_and_save(cohort, f"textarea#{WRITTEN_ID}-comment", "Bien vu.", "comment")

    student.goto(f"/services/campus/cohorts/{COHORT}/assignments/{TASK}")
    expect(student.locator("main")).to_contain_text(re.compile(r"14\s*/\s*15"))
    student.get_by_role("link", name="Voir").first.click()
    expect(student.locator("main")).to_contain_text("Bien vu.")
    cohort.goto(f"/services/campus/teaching/{COHORT}")
    with cohort.expect_download() as download:
        cohort.get_by_role("link", name="Moodle").click()
    assert "camille" in download.value.path().read_text("utf-8-sig")
