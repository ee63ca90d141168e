"""The student's way, in a real browser: sign in, open, work, check, hand in, see score and hint."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from hub_config.panel import build

pytestmark = [pytest.mark.platform, pytest.mark.browser]

COHORT, TASK, NOTEBOOK = "decouvrir-l-ia-demo", "nettoyer", "premiers-tableaux"
DIMENSIONS = '''def dimensions(tableau):
    """Renvoie le nombre de lignes et le nombre de colonnes du tableau."""
    return tableau.shape
'''
# JupyterLab opens again what a person had open; the notebook in front is the one in question.
SHOWN = ".jp-NotebookPanel:visible"
WRONG = DIMENSIONS.replace("tableau.shape", "0, 0")


def edit_cell(page, beginning, source):
    """Replace the text of the notebook cell that contains some words."""
    cell = page.locator(f"{SHOWN} .jp-CodeCell", has_text=beginning).first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)


def open_assignment_list(page, cohort=COHORT):
    """Open nbgrader's list from the menu and choose the cohort."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
    page.locator(".lm-Menu-itemLabel", has_text="Assignment List").click()
    page.locator("#course_list_dropdown").click()
    page.locator("#course_list").get_by_text(cohort, exact=True).click()
    return page.locator("#nbgrader-assignment-list")


def row(page, section, name):
    """Return the row of an assignment in one of the three lists."""
    return page.locator(f"#{section}_assignments_list .list_item", has_text=name).first


def open_notebook(page):
    """Follow the way from the assignment's page in campus to its notebook in JupyterLab."""
    page.goto(f"/services/campus/cohorts/{COHORT}/assignments/{TASK}")
    page.locator(f"a[href*='{NOTEBOOK}.ipynb']").click()
    page.wait_for_url(f"**/lab/tree/{COHORT}/{TASK}/{NOTEBOOK}.ipynb")
    expect(page.locator(f"{SHOWN} .jp-CodeCell").first).to_be_visible()
    expect(page.get_by_text("Python 3 (ipykernel) | Inactif")).to_be_visible()
    panel = page.locator("#enact-panel")
    expect(panel.get_by_role("heading", name="Nettoyer")).to_be_visible()
    return panel


def press(panel, name):
    """Press one of the panel's buttons."""
    panel.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(scope="module", autouse=True)
def panel_is_built():
    if not build.is_built():
        pytest.skip("the panel is not built: python -m hub_config.panel.build --strict")


def test_a_student_works_checks_hands_in_and_sees_the_score(new_page, screenshot):
    page = new_page("camille")
    screenshot(page, "student-1-campus", full_page=True)
    panel = open_notebook(page)
    news = panel.get_by_role("status")
    expect(panel).to_contain_text(re.compile(r"Tentatives restantes\s*5"))
    page.locator(f"{SHOWN} .jp-CodeCell", has_text="read_csv").first.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(f"{SHOWN} .jp-OutputArea-output table").first).to_contain_text("essence")
    edit_cell(page, "def dimensions", WRONG)
    screenshot(page, "student-2-notebook")

    press(panel, "Vérifier")
    expect(news).to_have_text(re.compile(r"Tests visibles réussis : 0 sur \d"))
    beside = page.locator(f"{SHOWN} .enact-Result").first
    expect(beside).to_contain_text(re.compile(r"Attendu\s*\(4, 2\)\s*Obtenu\s*\(0, 0\)"))

    press(panel, "Rendre")
    expect(news).to_have_text(re.compile(r"Tentative 1 : 0 / \d+"))
    expect(beside).to_contain_text("0 / 1")
    expect(beside).not_to_contain_text("Indice 1")
    press(panel, "Rendre")
    expect(news).to_have_text(re.compile(r"Tentative 2 : 0 / \d+"))
    expect(beside).to_contain_text("Indice 1 : len(tableau) compte les lignes")
    screenshot(page, "student-3-hint")

    edit_cell(page, "def dimensions", DIMENSIONS)
    page.context.set_offline(True)
    press(panel, "Rendre")
    expect(news).to_contain_text("Votre travail est conservé ici")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    page.context.set_offline(False)
    expect(news).to_have_text(re.compile(r"Tentative 3 : 1 / \d+"))
    expect(beside).to_contain_text("1 / 1 · Juste")
    expect(panel.get_by_role("listitem").filter(has_text="Tentative")).to_have_count(3)
    screenshot(page, "student-4-score")

    for part in ("#enact-panel", ".enact-Result"):
        found = Axe().run(page, context=part).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []

    page.goto(f"/services/campus/cohorts/{COHORT}/assignments/{TASK}")
    expect(page.locator("main")).to_contain_text(re.compile(r"corrigé\s+1\s*/\s*\d+"))
    screenshot(page, "student-5-campus-score", full_page=True)


def test_a_student_starts_again_and_keeps_the_old_copy(new_page, platform):
    page = new_page("yanis")
    panel = open_notebook(page)
    edit_cell(page, "def dimensions", DIMENSIONS)
    page.keyboard.press("Escape")
    press(panel, "Recommencer")
    page.locator(".jp-Dialog").get_by_role("button", name="Recommencer").click()
    expect(panel.get_by_role("status")).to_contain_text("copies-precedentes/premiers-tableaux-")
    expect(page.locator(f"{SHOWN} .jp-CodeCell", has_text="def dimensions").first).to_contain_text(
        "NotImplementedError"
    )
    folder = platform.state / "homes" / "yanis" / COHORT / TASK
    (copy,) = (folder / "copies-precedentes").glob("*.ipynb")
    assert "tableau.shape" in copy.read_text()


def test_a_reload_in_the_middle_of_a_hand_in_loses_nothing(new_page):
    """What was typed and never saved is there again, is saved, and is handed in once."""
    page = new_page("yanis")
    panel = open_notebook(page)
    address = page.url
    earlier = panel.get_by_role("listitem").filter(has_text="Tentative").count()
    edit_cell(page, "def dimensions", DIMENSIONS)
    # JupyterLab says so in a dialog of its own when something that it still opens is cut off.
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    press(panel, "Rendre")
    expect(panel.get_by_role("status")).to_contain_text("Votre travail est conservé ici")
    page.on("dialog", lambda dialog: dialog.accept())
    # A reload would meet the browser's own page of errors, which loads again by itself.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(panel.get_by_role("status")).to_have_text(re.compile(r"Tentative \d+ : 1 / \d+"))
    cell = page.locator(f"{SHOWN} .jp-CodeCell", has_text="def dimensions").first
    expect(cell).to_contain_text("return tableau.shape")
    expect(panel.get_by_role("listitem").filter(has_text="Tentative")).to_have_count(earlier + 1)


def test_an_instructor_can_check_and_is_not_asked_to_hand_in(new_page):
    page = new_page("ines")
    page.goto(f"/hub/user-redirect/enact/open/{COHORT}/{TASK}/{NOTEBOOK}")
    panel = page.locator("#enact-panel")
    expect(panel).to_contain_text("Vous enseignez ce cours")
    expect(panel.get_by_role("button", name="Vérifier", exact=True)).to_be_visible()
    expect(panel.get_by_role("button", name="Rendre", exact=True)).to_be_hidden()
    expect(panel.get_by_role("heading", name="Mes tentatives")).to_be_hidden()


def test_nbgraders_own_list_stays(new_page):
    page = new_page("camille")
    open_notebook(page)
    open_assignment_list(page)
    expect(row(page, "submitted", TASK)).to_contain_text(re.compile(r"tentative 3 · 1 / \d+"))
