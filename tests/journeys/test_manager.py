"""A manager's way in a real browser: order seats, enrol staff from a file, get the evidence."""

import csv
import io

import pytest
from playwright.sync_api import expect

from . import notebooks

pytestmark = [pytest.mark.platform, pytest.mark.browser]

COHORT, TASK = "decouvrir-l-ia-demo", "nettoyer"
ORGANISATION = "/services/campus/organisations/atelier-demo"
REFERENCE = "BC-2026-117"
BAD_LINES = {
    12: ("Zoé;Klein;zoe.klein(at)atelier.example;", "zoe.klein(at)atelier.example"),
    20: (";Roth;roth@atelier.example;", "Prénom"),
    28: ("Ana;Vogel;personne3@atelier.example;", "personne3@atelier.example"),
}


def staff_list() -> bytes:
    """A list of 33 lines: 29 people nobody knows, one who is here already, three bad lines."""
    good = [f"Prénom{n};Nom{n};personne{n}@atelier.example;" for n in range(29)]
    good.append("Yanis;Benali;yanis@atelier.example;yanis")
    lines = ["Prénom;Nom;E-mail;Identifiant", *good]
    for place, (line, _) in sorted(BAD_LINES.items()):
        lines.insert(place - 1, line)
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def work(platform):
    """Graded work of one of the staff."""
    path = f"cohorts/{COHORT}/assignments/{TASK}"
    with platform.api("yanis") as api:
        files = notebooks.decode(api.get(f"{path}/files").json()["files"])
        answer = api.post(f"{path}/submissions", json={"files": notebooks.encode(files)})
        assert answer.status_code == 201, answer.text
        platform.result(api, answer.json()["submission_id"])


def fold(page, name):
    """Open a form that is folded."""
    found = page.locator("details", has=page.locator("summary", has_text=name))
    found.locator("summary").click()
    return found


def download(page, link):
    """Return the bytes behind a link that downloads."""
    with page.expect_download() as found:
        link.click()
    return found.value.path().read_bytes()


def test_a_manager_enrols_staff_from_a_file_and_downloads_the_evidence(new_page, work, screenshot):
    page = new_page("marc")
    page.get_by_role("link", name="Atelier Démonstration").click()
    order = fold(page, "Commander des places")
    order.locator("#order-cohort").select_option(COHORT)
    order.locator("#seats").fill("30")
    order.locator("#reference").fill(REFERENCE)
    order.get_by_role("button", name="Commander").click()
    expect(page.locator("main")).to_contain_text("attend confirmation")

    operator = new_page("admin")
    operator.goto("/services/campus/organisations")
    asked = operator.locator("li", has_text=REFERENCE)
    asked.get_by_role("button", name="Confirmer").click()
    expect(operator.locator("li", has_text=REFERENCE)).to_have_count(0)

    page.goto(ORGANISATION)
    upload = fold(page, "Inscrire du personnel depuis un fichier")
    upload.locator("#upload-cohort").select_option(COHORT)
    file = {"name": "personnel.csv", "mimeType": "text/csv", "buffer": staff_list()}
    upload.locator("#file").set_input_files(file)
    upload.get_by_role("button", name="Vérifier le fichier").click()
    bad = page.locator("tbody tr")
    expect(bad).to_have_count(len(BAD_LINES))
    for row, (number, (_, reason)) in zip(bad.all(), BAD_LINES.items(), strict=True):
        assert row.locator("th").inner_text() == str(number)
        expect(row).to_contain_text(reason)
    screenshot(page, "manager-1-file", full_page=True)
    page.get_by_role("button", name="Inscrire 30 personnes").click()
    page.wait_for_url(f"**/cohorts/{COHORT}")
    expect(page.locator("tbody tr")).to_have_count(29)
    expect(page.locator("main")).to_contain_text("Benali Yanis")

    employee = new_page("yanis")
    employee.locator("section", has_text="Atelier Démonstration").get_by_role(
        "button", name="Accepter"
    ).click()
    page.reload()
    row = page.locator("tbody tr", has_text="Benali Yanis")
    screenshot(page, "manager-2-progress", full_page=True)
    assert download(page, row.get_by_role("link", name="Certificat")).startswith(b"%PDF")
    assert download(page, row.get_by_role("link", name="Assiduité")).startswith(b"%PDF")
    for all_of_them in ("Certificats des", "Attestations d'assiduité des"):
        link = page.get_by_role("link", name=all_of_them)
        assert download(page, link).startswith(b"%PDF")
    table = download(page, page.get_by_role("link", name="CSV"))
    lines = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    (his,) = (line for line in lines if line["last name"] == "Benali")
    assert (len(lines), his["modules done"]) == (30, "1")
