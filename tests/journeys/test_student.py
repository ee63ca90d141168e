"""The student's way, in a real browser: sign in, open, work, hand in, see score and feedback."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.platform, pytest.mark.browser, pytest.mark.xdist_group("platform")]

COHORT, TASK, NOTEBOOK = "decouvrir-l-ia-demo", "nettoyer", "premiers-tableaux"
DIMENSIONS = '''def dimensions(tableau):
    """Renvoie le nombre de lignes et le nombre de colonnes du tableau."""
    return tableau.shape
'''


def edit_cell(page, beginning, source):
    """Replace the text of the notebook cell that contains some words."""
    cell = page.locator(".jp-NotebookPanel:visible .jp-CodeCell", has_text=beginning).first
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


def test_a_student_works_hands_in_and_sees_the_score(new_page, screenshot):
    page = new_page("camille")
    screenshot(page, "student-1-campus", full_page=True)
    page.goto(f"/services/campus/cohorts/{COHORT}/assignments/{TASK}")
    screenshot(page, "student-2-assignment", full_page=True)

    page.locator(f"a[href*='{NOTEBOOK}.ipynb']").click()
    page.wait_for_url(f"**/lab/tree/{COHORT}/{TASK}/{NOTEBOOK}.ipynb")
    expect(page.locator(".jp-CodeCell").first).to_be_visible()
    expect(page.get_by_text("Python 3 (ipykernel) | Inactif")).to_be_visible()
    page.locator(".jp-CodeCell", has_text="read_csv").first.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-OutputArea-output table").first).to_contain_text("essence")
    edit_cell(page, "def dimensions", DIMENSIONS)
    page.keyboard.press("Control+S")
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    screenshot(page, "student-3-notebook")

    open_assignment_list(page)
    screenshot(page, "student-4-list")
    row(page, "fetched", TASK).get_by_role("button", name="Submit", exact=True).click()
    submitted = row(page, "submitted", TASK)
    expect(submitted).to_contain_text(re.compile(r"tentative 1 · \d+(,\d+)? / \d+"))
    expect(submitted).to_contain_text("(view feedback)")
    screenshot(page, "student-5-score")

    submitted.get_by_text("view feedback").click()
    page.locator(".jp-DirListing-item", has_text="feedback.html").dblclick()
    feedback = page.frame_locator(".jp-HTMLViewer iframe, iframe.jp-HTMLViewer")
    expect(feedback.locator("body")).to_contain_text("dimensions")
    screenshot(page, "student-6-feedback")

    page.goto(f"/services/campus/cohorts/{COHORT}/assignments/{TASK}")
    expect(page.locator("main")).to_contain_text(re.compile(r"corrigé\s+1\s*/\s*\d+"))
    screenshot(page, "student-7-campus-score", full_page=True)
